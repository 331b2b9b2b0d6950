import { PlatformError } from '../../src/errors/errors.js';
import type { VercelDeployment } from '../../src/vercel/answers.js';
import { type LogLine, readBuildLog, tellingLines } from '../../src/vercel/build-log.js';
import { failedChecks } from '../../src/vercel/failed-checks.js';
import { type DeploymentEnd, waitForDeployment } from '../../src/vercel/wait.js';
import { failureOf } from './failures.js';
import { superseded, tookProduction } from './messages.js';
import { stateOfPhase } from './news.js';
import type { Result } from './result.js';
import { componentOf, type Deps, resultOf, type Start } from './start.js';

/** What is known of a deployment as soon as it exists. */
export type Known = Pick<VercelDeployment, 'id' | 'host' | 'inspectorUrl' | 'target'> &
  Partial<Pick<VercelDeployment, 'meta'>>;

const linesShown = 30;

/** Outputs that hold from now on, whatever comes; the record too, so that a rollback knows what to look at. */
export function tell(start: Start, shipped: Known, deps: Deps): void {
  const { client, log } = deps;
  const url = client.address(shipped.host);
  log.info(`Deployment ${shipped.id}: ${shipped.inspectorUrl || url}`);
  if (shipped.target === 'production' && start.inputs.target === 'preview')
    log.warning(tookProduction(shipped.id), 'Vercel');
  deps.know({
    'deployment-id': shipped.id,
    'deployment-url': url,
    'inspector-url': shipped.inspectorUrl,
    record: JSON.stringify(componentOf(start, shipped, url, deps.context.commit)),
  });
}

/** Waits for the end of a deployment and shows on GitHub what it does meanwhile. */
export async function waitForEnd(
  { inputs, project, timeline }: Start,
  { id, host }: Known,
  { assigns, isOwn }: { assigns: boolean; isOwn: boolean },
  deps: Deps,
): Promise<DeploymentEnd> {
  let shown = '';
  return waitForDeployment(
    {
      deploymentId: id,
      assigns,
      isOwn,
      limits: {
        queue: inputs.queueTimeoutMs,
        build: inputs.buildTimeoutMs,
        assign: inputs.promoteTimeoutMs,
      },
      onState: ({ inspectorUrl }, phase) => {
        timeline.enter(phase);
        if (phase === shown) return;
        shown = phase;
        deps.presence.tell({
          component: inputs.name ?? project.name,
          platform: 'Vercel',
          state: stateOfPhase[phase],
          page: inspectorUrl || undefined,
          url: phase === 'assign' ? deps.client.address(host) : undefined,
        });
      },
    },
    deps,
  );
}

/** Tells a deployment that ended badly, with the lines of its build log that say why. */
export async function finish(start: Start, known: Known, end: DeploymentEnd, deps: Deps): Promise<Result> {
  const lines = end.end === 'deleted' ? [] : await readBuildLog(deps.client, known.id);
  await showBuildLog(lines, deps);
  const logLines = tellingLines(lines, linesShown);
  const checks = end.end === 'checks-failed' ? await failedChecks(known.id, deps.client) : [];
  const { diagnosis, ...failure } = failureOf(end, known.id, start.inputs, { logLines, checks });
  const supersededBy = end.end === 'canceled' ? await newerOf(start, end, deps) : undefined;
  if (supersededBy) Object.assign(failure, superseded(known.id, supersededBy));
  const deployment = end.deployment ?? { ...known, state: 'unknown' };
  // A wait that never threw and yet has no deployment is no success.
  const outcome = end.end === 'ready' ? 'failed' : end.end;
  return resultOf(start, { outcome, deployment, logLines, diagnosis, failure, supersededBy }, deps);
}

/** The newest deployment of the same branch, if it is newer: what Vercel cancels an older one for. */
async function newerOf(
  { project }: Start,
  { deployment }: DeploymentEnd,
  { client, context, log }: Deps,
): Promise<string | undefined> {
  if (!deployment || context.branch === '') return undefined;
  try {
    const [newest] = await client.deploymentsOfBranch(project.id, context.branch);
    return newest && newest.createdAt > deployment.createdAt ? newest.id : undefined;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.info(`Whether a newer deployment took over could not be asked: ${error.message}`);
    return undefined;
  }
}

/** Prints the build log in a group of its own. */
export async function showBuildLog(lines: readonly LogLine[], { log }: Deps): Promise<void> {
  if (lines.length === 0) return;
  await log.group('Build log', async () => {
    for (const { text } of lines) log.info(text);
  });
}
