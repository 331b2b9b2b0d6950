import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Run } from '../../src/action/run-action.js';
import { partOfSuite } from '../../src/checks/part-of-suite.js';
import { runSuite } from '../../src/checks/run-suite.js';
import { type Suite, type SuiteResult, suiteSchema } from '../../src/checks/suite.js';
import { parseYaml } from '../../src/config/yaml.js';
import type { LiveComponents } from './deps.js';
import type { Inputs } from './inputs.js';

/**
 * Runs the smoke suite against what is live after a rollback, as far as it speaks of components of this release and
 * can be asked here. Undefined when there is no suite at `config`. Throws InputError when the suite cannot be read.
 */
export async function proveLive(
  inputs: Inputs,
  live: LiveComponents,
  run: Pick<Run, 'clock' | 'log' | 'signal' | 'env' | 'mask' | 'context'>,
): Promise<SuiteResult | undefined> {
  const { log, env, context } = run;
  if (!existsSync(inputs.config)) return undefined;
  const whole = parseYaml(inputs.config, await readFile(inputs.config, 'utf8'), suiteSchema);
  const addresses = Object.entries(live.urls).map(([name, url]) => `${name} ${url}`);
  log.info(`Proving what is live now: ${addresses.join(', ')}`);
  const targets = Object.keys(live.urls);
  const { checks, leftOut } = partOfSuite(whole, { targets, env });
  if (leftOut.length > 0) {
    log.info(
      `${leftOut.length} checks are left out (${leftOut.join(', ')}): they are of components this run did not ship, or need what only the smoke test has.`,
    );
  }
  const { protectionBypass } = inputs;
  return runSuite(
    {
      suite: { ...whole, targets: marksOf(whole, targets), version: versionRules(whole, live), checks },
      targets: live.urls,
      vercelTargets: live.onVercel,
      versionTimeoutMs: inputs.proofTimeoutMs,
      ...(live.commit === undefined ? {} : { expectVersion: live.commit }),
    },
    {
      ...run,
      workspace: context.workspace,
      ...(protectionBypass === undefined ? {} : { bypass: { secret: protectionBypass } }),
    },
  );
}

/** What the suite says of components of this release; addresses of others are not asked. */
function marksOf({ targets = {} }: Suite, names: readonly string[]): NonNullable<Suite['targets']> {
  const marked = Object.entries(targets).filter(([name]) => names.includes(name));
  return Object.fromEntries(
    marked.map(([name, { vercel }]) => [name, vercel === undefined ? {} : { vercel }]),
  );
}

/** A release that failed half way has no frontend yet; what a rule expects by itself is the newer release. */
function versionRules({ version }: Suite, { urls, atCommit }: LiveComponents): Suite['version'] {
  const names = Object.keys(urls);
  const targetOf = (wanted: string | undefined) =>
    names.find((name) => name === wanted || (wanted === undefined && names.length === 1));
  return version.filter(
    ({ target, expect }) => expect === undefined && atCommit.includes(targetOf(target) ?? ''),
  );
}
