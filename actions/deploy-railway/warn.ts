import { type ReadFacts, readWarningFacts } from '../../src/railway/warning-facts.js';
import { warningsOf } from '../../src/railway/warnings.js';
import type { Deps } from './deps.js';
import type { FoundPlace } from './place.js';

/** Says what goes well today and costs a night later, once for all services it holds for. Decides nothing. */
export async function warn(places: readonly FoundPlace[], deps: Deps): Promise<void> {
  const [first] = places;
  if (!first) return;
  const ids = places.map(({ target }) => target.serviceId);
  const facts = await readWarningFacts(deps.client, first.target, ids);
  const said = new Set<string>();
  for (const place of places) {
    const read = facts.get(place.target.serviceId);
    for (const { code, message, fix } of warningsOf(factsOf(place, deps, read))) {
      const text = `${message} ${fix}`;
      if (said.has(text)) continue;
      said.add(text);
      // Many services are happy without a health check: a word, not a warning.
      if (code === 'no-health-check') deps.log.notice(text, 'Railway');
      else deps.log.warning(text, 'Railway');
    }
  }
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
