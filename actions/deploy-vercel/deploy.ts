import type { VercelDeployment } from '../../src/vercel/answers.js';
import { readBuildLog } from '../../src/vercel/build-log.js';
import { assignAliases } from './aliases/assign.js';
import { goLive, type Live } from './production.js';
import { protectionNotes } from './protection.js';
import type { Result } from './result.js';
import { type Shipped, ship } from './ship.js';
import { type Deps, resultOf, type Start } from './start.js';
import { finish, showBuildLog, tell, waitForEnd } from './wait.js';

/** Sends what shall be deployed, waits until it is built, and brings it where it belongs: production or its aliases. */
export async function deploySource(before: Start, deps: Deps): Promise<Result> {
  const { timeline } = before;
  timeline.enter('upload');
  deps.presence.tell({
    component: before.inputs.name ?? before.project.name,
    platform: 'Vercel',
    state: 'queued',
    detail: 'sending files',
  });
  const shipped = await deps.log.group('Upload', () => ship(before, deps));
  const start = { ...before, sent: shipped.sent };
  tell(start, shipped, deps);
  timeline.enter('queue');
  const end = await waitForEnd(start, shipped, { assigns: assigns(start, shipped), isOwn: true }, deps);
  shipped.ended();
  if (end.end !== 'ready' || !end.deployment) return finish(start, shipped, end, deps);
  const { deployment } = end;
  // The log explains; it is read while the domains move, so that it costs no time.
  const reading = readBuildLog(deps.client, shipped.id);
  const notes = await protectionNotes(start, deployment, deps);
  const live = await arrive(start, shipped, deployment, deps);
  await showBuildLog(await reading, deps);
  const warning = deployment.aliasWarning ? [deployment.aliasWarning] : [];
  return resultOf(start, { ...live, deployment, notes: [...notes, ...warning, ...(live.notes ?? [])] }, deps);
}

/** From READY to where it belongs. */
async function arrive(
  start: Start,
  shipped: Shipped,
  deployment: VercelDeployment,
  deps: Deps,
): Promise<Live> {
  const { inputs, timeline } = start;
  if (inputs.target === 'staged') return { outcome: 'staged' };
  const production = shipped.target === 'production';
  if (production) timeline.enter('production');
  const live: Live = production
    ? await deps.log.group('Production', () => goLive(start, deployment, deps))
    : { outcome: 'ready' };
  if (inputs.aliases.length === 0) return live;
  timeline.enter('aliases');
  const { urls, notes, failure } = await deps.log.group('Aliases', () =>
    assignAliases(start, deployment, deps),
  );
  return {
    ...live,
    aliasUrls: urls,
    notes: [...(live.notes ?? []), ...notes],
    ...(failure ? { outcome: 'not-assigned' as const, failure } : {}),
  };
}

function assigns({ inputs, project }: Start, { target }: Shipped): boolean {
  if (inputs.target === 'staged') return false;
  return target !== 'production' || (project.autoAssignCustomDomains && !project.rollingRelease);
}
