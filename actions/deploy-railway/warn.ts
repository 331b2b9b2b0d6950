import { type ReadFacts, readWarningFacts } from '../../src/railway/warning-facts.js';
import { type DeployWarning, warningsOf } from '../../src/railway/warnings.js';
import type { Deps } from './deps.js';
import type { FoundPlace } from './place.js';

/** Says what goes well today and costs a night later, once for all services it holds for. Decides nothing. */
export async function warn(places: readonly FoundPlace[], deps: Deps): Promise<void> {
  const [first] = places;
  if (!first) return;
  const ids = places.map(({ target }) => target.serviceId);
  const facts = await readWarningFacts(deps.client, first.target, ids);
  const told = new Map<DeployWarning['code'], { first: DeployWarning; others: Set<string> }>();
  for (const place of places) {
    for (const warning of warningsOf(factsOf(place, deps, facts.get(place.target.serviceId)))) {
      const known = told.get(warning.code);
      if (!known) told.set(warning.code, { first: warning, others: new Set() });
      else if (known.first.message !== warning.message) known.others.add(place.service.name);
    }
  }
  for (const { first: warning, others } of told.values()) tell(warning, [...others], deps);
}

/** GitHub shows ten annotations of a kind for a step: what holds for many services is one. */
function tell({ code, message, fix }: DeployWarning, others: readonly string[], { log }: Deps): void {
  const same = others.length > 0 ? ` The same holds for ${others.join(', ')}.` : '';
  const text = `${message} ${fix}${same}`;
  // Many services are happy without a health check: a word, not a warning.
  if (code === 'no-health-check') log.notice(text, 'Railway');
  else log.warning(text, 'Railway');
}

function factsOf(
  { service, request, facts, healthcheckPath, previous }: FoundPlace,
  { context, clock, env }: Deps,
  read: ReadFacts | undefined,
): Parameters<typeof warningsOf>[0] {
  const { source } = request;
  return {
    plan: read?.plan,
    incident: read?.incident,
    autoDeploy: read?.autoDeploy,
    triggers: read?.triggers ?? [],
    service: service.name,
    source: source.kind,
    healthcheckPath,
    configFile: facts.configFile,
    live: previous,
    branch: context.branch || undefined,
    ownCommit: source.kind === 'commit' && (source.commit ?? context.commit) === context.commit,
    variables: request.variables,
    jobVariables: env,
    now: clock.now(),
  };
}
