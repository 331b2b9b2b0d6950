import {
  CancelledError,
  ExpectedError,
  InputError,
  PlatformError,
  VerdictError,
} from '../../src/errors/errors.js';
import { findCustomEnvironment } from '../../src/vercel/environments.js';
import { checkAliases } from './aliases/assign.js';
import { deploySource } from './deploy.js';
import { dryRun } from './dry-run.js';
import { setFlags } from './flags.js';
import type { Inputs } from './inputs.js';
import { notForProduction, otherProject } from './messages.js';
import { lastNews } from './news.js';
import { approveStage, checkRollbackPin, goLive } from './production.js';
import { bypassOf } from './protection.js';
import { removePreviews } from './remove-previews.js';
import type { Result } from './result.js';
import { rotating } from './rotate.js';
import { skip } from './skip.js';
import { type Deps, resultOf, type Start } from './start.js';
import { Timeline } from './timeline.js';
import { finish, tell, waitForEnd } from './wait.js';

/**
 * Deploys to Vercel, promotes a staged deployment or moves a rolling release on, and says truly how it ended. Throws when it
 * could not be tried; what is known by then is told all the same.
 */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  const { presence } = deps;
  // An id until the project is known by its name.
  const about = { component: inputs.name ?? inputs.project };
  const timeline = new Timeline(deps.clock);
  try {
    const ended =
      inputs.token === '' ? skip(inputs, deps, deps.clock.now()) : await run(inputs, timeline, about, deps);
    const result = await setFlags(ended, inputs, deps);
    const news = lastNews(result, about.component);
    if (news) presence.tell(news);
    return result;
  } catch (error) {
    tellError(error, { inputs, timeline, ...about }, deps);
    throw error;
  } finally {
    await presence.settled();
  }
}

async function run(
  inputs: Inputs,
  timeline: Timeline,
  about: { component: string },
  deps: Deps,
): Promise<Result> {
  if (inputs.deletePreviews) return removePreviews(inputs, deps);
  timeline.enter('find');
  const start = await deps.log.group('Find the project', () => find(inputs, timeline, deps));
  about.component = inputs.name ?? start.project.name;
  await checkAliases(start, deps);
  // What is only staged or a preview meets no user.
  if (inputs.target === 'production') await deps.refuseFrozen(inputs.presence.environment ?? 'production');
  if (inputs.dryRun) return dryRun(start, deps);
  if (inputs.deploymentId !== undefined) return promoteOrApprove(start, inputs.deploymentId, deps);
  await checkRollbackPin(start, deps);
  const ready = { ...start, bypass: await bypassOf(start, deps) };
  return rotating(ready, deps, () => deploySource(ready, deps));
}

/** All that can be asked before anything is sent: the token, the team, the project, what production serves. */
async function find(inputs: Inputs, timeline: Timeline, deps: Deps): Promise<Start> {
  const { client, log } = deps;
  const project = await client.project(inputs.project);
  const [live, environment] = await Promise.all([
    client.productionDeployment(project),
    inputs.customEnvironment === undefined
      ? undefined
      : findCustomEnvironment(client, project, inputs.customEnvironment),
  ]);
  log.info(`Project ${project.name} (${project.id}); production serves ${live?.id ?? 'nothing yet'}`);
  deps.know({ 'previous-deployment-id': live?.id ?? '', 'project-id': project.id });
  const meant = withCurrent(inputs, project.name, live?.id);
  return {
    ...{ inputs: meant, project, previous: live?.id, environment, timeline },
    bypass: inputs.protectionBypass,
  };
}

/** `deployment-id: current` is what production serves when this step begins. */
function withCurrent(inputs: Inputs, project: string, live: string | undefined): Inputs {
  const { source } = inputs;
  if (source.kind !== 'deployment' || source.id !== 'current') return inputs;
  if (live === undefined) {
    throw new InputError(`"deployment-id" is "current", and ${project} serves nothing yet.`, {
      fix: 'Deploy it once first.',
    });
  }
  return {
    ...inputs,
    source: { ...source, id: live },
    ...(inputs.deploymentId === undefined ? {} : { deploymentId: live }),
  };
}

async function promoteOrApprove(start: Start, id: string, deps: Deps): Promise<Result> {
  const deployment = await deps.client.deployment(id);
  const { project, inputs } = start;
  if (deployment.projectId !== undefined && deployment.projectId !== project.id)
    throw asInputError(otherProject(id, project.name));
  if (deployment.target !== 'production') throw asInputError(notForProduction(id, deployment.target));
  await checkRollbackPin(start, deps, deployment.createdAt);
  tell(start, deployment, deps);
  const end = await waitForEnd(start, deployment, { assigns: false, isOwn: false }, deps);
  if (end.end !== 'ready' || !end.deployment) return finish(start, deployment, end, deps);
  const ready = end.deployment;
  start.timeline.enter('production');
  const live = await deps.log.group('Production', () =>
    inputs.rolling === 'approve' ? approveStage(start, id, deps) : goLive(start, ready, deps),
  );
  return resultOf(start, { ...live, deployment: ready }, deps);
}

/** Outputs and the state on GitHub for a run that ends by an error. */
function tellError(
  error: unknown,
  { inputs, component, timeline }: { inputs: Inputs; component: string; timeline: Timeline },
  deps: Deps,
): void {
  const cancelled = error instanceof CancelledError || deps.signal.aborted;
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const code = error instanceof PlatformError ? error.code : cancelled ? 'cancelled' : 'not-deployed';
  deps.know({
    state: cancelled ? 'canceled' : 'failed',
    target: inputs.customEnvironment ?? inputs.target,
    'error-code': code,
    'error-message': error instanceof ExpectedError ? message : '',
    'duration-ms': String(timeline.elapsedMs()),
  });
  const superseded = error instanceof VerdictError && error.known['error-code'] === 'superseded';
  const state = cancelled ? 'cancelled' : superseded ? 'superseded' : 'failed';
  if (!inputs.dryRun) deps.presence.tell({ component, platform: 'Vercel', state, detail: message });
}

function asInputError({ message, fix }: { message: string; fix: string }): InputError {
  return new InputError(message, { fix });
}
