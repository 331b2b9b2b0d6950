import { InputError, PlatformError } from '../../../src/errors/errors.js';
import type { VercelDeployment } from '../../../src/vercel/answers.js';
import { assignAlias } from '../../../src/vercel/assign-alias.js';
import { productionDomains } from '../../../src/vercel/domains.js';
import { aliasesFailed, aliasIsProduction, aliasSkipped, aliasStays } from '../messages.js';
import type { FailureText } from '../result.js';
import { type Deps, type Start, targetName } from '../start.js';
import { type AliasWords, aliasHost } from './template.js';

/**
 * Refuses aliases that are production's own domains: a preview would take production over. Throws InputError, before
 * anything is sent.
 */
export async function checkAliases(start: Start, deps: Deps): Promise<void> {
  const { inputs, project } = start;
  if (inputs.aliases.length === 0) return;
  const domains = await productionDomains(deps.client, project.id);
  const words = wordsOf(start, deps);
  for (const template of inputs.aliases) {
    const made = aliasHost(template, words);
    if (!('host' in made) || !domains.includes(made.host)) continue;
    const { message, fix } = aliasIsProduction(template, made.host, project.name);
    throw new InputError(message, { fix });
  }
}

/** What came of the aliases that were asked for. */
export interface AliasesEnd {
  urls: string[];
  notes: string[];
  failure?: FailureText;
}

/**
 * Lets the asked-for aliases lead to a READY deployment, one after the other; one that fails does not keep the others from
 * being tried. An alias whose template lacks a word in this run is left out and noted.
 */
export async function assignAliases(
  start: Start,
  deployment: VercelDeployment,
  deps: Deps,
): Promise<AliasesEnd> {
  const { inputs } = start;
  const end: AliasesEnd = { urls: [], notes: [] };
  const refusals: PlatformError[] = [];
  const words = wordsOf(start, deps);
  for (const template of inputs.aliases) {
    const made = aliasHost(template, words);
    if ('missing' in made) end.notes.push(aliasSkipped(template, made.missing));
    else await assignOne(deployment, made.host, inputs.promoteTimeoutMs, { end, refusals }, deps);
  }
  if (refusals.length > 0) end.failure = aliasesFailed(deployment.id, refusals);
  return end;
}

async function assignOne(
  deployment: VercelDeployment,
  host: string,
  timeoutMs: number,
  { end, refusals }: { end: AliasesEnd; refusals: PlatformError[] },
  deps: Deps,
): Promise<void> {
  try {
    const assigned = await assignAlias(deployment, host, timeoutMs, deps);
    if ('newer' in assigned) end.notes.push(aliasStays(host, assigned.newer, deployment.id));
    else {
      end.urls.push(deps.client.address(assigned.host));
      deps.log.info(`${assigned.host} leads to ${deployment.id}`);
    }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    refusals.push(error);
  }
}

function wordsOf(start: Start, { context }: Deps): AliasWords {
  return {
    project: start.project.name,
    branch: context.branch || undefined,
    number: context.pullRequest && String(context.pullRequest.number),
    sha: context.commit.slice(0, 7) || undefined,
    environment: targetName(start),
  };
}
