import { InputError } from '../../src/errors/errors.js';
import type { VercelDeployment } from '../../src/vercel/answers.js';
import { readBuildLogTail } from '../../src/vercel/build-log.js';
import { type DeploymentEnd, waitForDeployment } from '../../src/vercel/wait.js';
import type { Inputs } from './inputs.js';
import { failureOf, notForProduction, otherProject, tookProduction } from './messages.js';
import { checkDirectory } from './place.js';
import { goLive } from './production.js';
import type { Result } from './result.js';
import { type Shipped, ship } from './ship.js';
import { componentOf, type Deps, resultOf, type Start } from './start.js';

/**
 * Deploys a directory to Vercel, or promotes a staged deployment, and says truly how it ended. Throws when it could not
 * be tried.
 */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const start = await deps.log.group('Find the project', () => find(inputs, began, deps));
  if (inputs.deploymentId !== undefined) return promoteStaged(start, inputs.deploymentId, deps);
  checkDirectory(inputs.workingDirectory, start.project.rootDirectory);
  const shipped = await deps.log.group('Upload', () => ship(start, deps));
  tell(start, shipped, deps);
  const end = await waitForDeployment(waitOf(start, shipped), deps);
  shipped.ended();
  if (end.end !== 'ready' || !end.deployment) return failed(start, shipped, end, deps);
  return shipped.target === 'production' && inputs.target !== 'staged'
    ? conclude(start, end.deployment, deps)
    : resultOf(
        start,
        { outcome: inputs.target === 'staged' ? 'staged' : 'ready', deployment: end.deployment },
        deps,
      );
}

async function find(inputs: Inputs, began: number, deps: Deps): Promise<Start> {
  const { client, log } = deps;
  const project = await client.project(inputs.project);
  const previous = (await client.productionDeployment(project))?.id;
  log.info(`Project ${project.name} (${project.id}); production serves ${previous ?? 'nothing yet'}`);
  deps.know({ 'previous-deployment-id': previous ?? '' });
  return { inputs, project, previous, began };
}

async function promoteStaged(start: Start, id: string, deps: Deps): Promise<Result> {
  const deployment = await deps.client.deployment(id);
  const { project } = start;
  if (deployment.projectId !== undefined && deployment.projectId !== project.id)
    throw asInputError(otherProject(id, project.name));
  if (deployment.target !== 'production') throw asInputError(notForProduction(id, deployment.target));
  const shipped = {
    id,
    host: deployment.host,
    inspectorUrl: deployment.inspectorUrl,
    target: deployment.target,
  };
  tell(start, shipped, deps);
  const end = await waitForDeployment({ ...waitOf(start, shipped), assigns: false }, deps);
  if (end.end !== 'ready' || !end.deployment) return failed(start, shipped, end, deps);
  return conclude(start, end.deployment, deps);
}

async function conclude(start: Start, deployment: VercelDeployment, deps: Deps): Promise<Result> {
  const live = await deps.log.group('Production', () => goLive(start, deployment, deps));
  return resultOf(start, { ...live, deployment }, deps);
}

async function failed(
  start: Start,
  shipped: Pick<Shipped, 'id' | 'host' | 'inspectorUrl'>,
  end: DeploymentEnd,
  deps: Deps,
): Promise<Result> {
  const logLines = end.end === 'deleted' ? [] : await readBuildLogTail(deps.client, shipped.id);
  if (logLines.length > 0)
    await deps.log.group('Last lines of the build log', async () => {
      for (const line of logLines) deps.log.info(line);
    });
  return resultOf(
    start,
    {
      outcome: end.end === 'ready' ? 'failed' : end.end,
      deployment: end.deployment ?? { ...shipped, state: 'unknown' },
      logLines,
      failure: failureOf(end, shipped.id, start.inputs, logLines),
    },
    deps,
  );
}

/** Outputs that hold from now on, whatever comes; the record too, so that a rollback knows what to look at. */
function tell(
  start: Start,
  shipped: Pick<Shipped, 'id' | 'host' | 'inspectorUrl' | 'target'>,
  deps: Deps,
): void {
  const { client, log } = deps;
  const url = client.address(shipped.host);
  log.info(`Deployment ${shipped.id}: ${shipped.inspectorUrl || url}`);
  if (shipped.target === 'production' && start.inputs.target === 'preview')
    log.warning(tookProduction(shipped.id), 'Vercel');
  deps.know({
    'deployment-id': shipped.id,
    'deployment-url': url,
    'inspector-url': shipped.inspectorUrl,
    record: JSON.stringify(componentOf(start, shipped.id, url)),
  });
}

function waitOf(
  { inputs, project }: Start,
  shipped: Pick<Shipped, 'id' | 'target'>,
): Parameters<typeof waitForDeployment>[0] {
  const production = shipped.target === 'production';
  return {
    deploymentId: shipped.id,
    assigns:
      inputs.target !== 'staged' &&
      (!production || (project.autoAssignCustomDomains && !project.rollingRelease)),
    limits: {
      queue: inputs.queueTimeoutMs,
      build: inputs.buildTimeoutMs,
      assign: inputs.promoteTimeoutMs,
    },
  };
}

function asInputError({ message, fix }: { message: string; fix: string }): InputError {
  return new InputError(message, { fix });
}
