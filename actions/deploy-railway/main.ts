import type { Contents } from '../../src/railway/archive.js';
import { deleteEnvironment, ensureEnvironment } from '../../src/railway/environments.js';
import {
  chooseEnvironment,
  pickEnvironmentOf,
  readProjectScope,
  type Scope,
} from '../../src/railway/scope.js';
import { DeploymentWatcher } from '../../src/railway/watcher.js';
import { Archives } from './archives.js';
import type { Changes } from './changes.js';
import { componentOf } from './conclude.js';
import { gatherContents } from './contents.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import { overallFailure } from './messages.js';
import { type FoundPlace, findPlaces } from './place.js';
import { planOf } from './plan.js';
import { putBackAll } from './put-back.js';
import type { Result, ServiceResult } from './result.js';
import { withRotation } from './rotate.js';
import { deployWaves } from './schedule.js';
import { stillLive } from './still-live.js';
import { warn } from './warn.js';
import { wavesOf } from './waves.js';

export type { Deps } from './deps.js';

/** Deploys services to Railway and says truly how it ended. Throws when it could not be tried. */
export async function main(inputs: Inputs, given: Deps): Promise<Result> {
  const deps = { ...given, watcher: new DeploymentWatcher(given) };
  if (inputs.token === '') return { kind: 'no-credentials' };
  if (inputs.deleteEnvironment) return removeEnvironment(inputs, inputs.deleteEnvironment, deps);
  const { log, clock } = deps;
  const began = clock.now();
  // What the inputs alone can be wrong about is said before Railway is asked anything.
  wavesOf(inputs.services.map((request) => ({ request })));
  const found = await log.group('Find the services', () => find(inputs, deps));
  const { scope } = found;
  const places = await withRotation(found.places, inputs, deps);
  await deps.refuseFrozen(inputs.presence.environment ?? scope.environment.name);
  const contents = await gatherContents(places, log);
  await warn(places, deps);
  const waves = wavesOf(places);
  const { project, environment, created } = scope;
  const ground = () => ({
    project,
    environment: { ...environment, created },
    durationMs: clock.now() - began,
  });
  if (inputs.dryRun) {
    const services = planOf(waves, contents, inputs, deps);
    return { kind: 'planned', services, ...ground() };
  }
  const services = await deployAll(waves, contents, inputs, deps);
  await deps.presence.settled();
  const failure = overallFailure(services, inputs);
  return { kind: 'deployed', services, several: inputs.several, failure, ...ground() };
}

/** Deploys the waves and, when one service fails, puts back what went live. Results in the order of the inputs. */
async function deployAll(
  waves: readonly (readonly FoundPlace[])[],
  contents: ReadonlyMap<FoundPlace, Contents>,
  inputs: Inputs,
  deps: Deps,
): Promise<ServiceResult[]> {
  const places = waves.flat();
  const archives = new Archives(deps.context.temp, deps.signal);
  try {
    const shipped = tellShipped(inputs, deps);
    const changed = new Map<string, Changes>();
    const done = await deployWaves(waves, contents, inputs, { ...deps, shipped, archives, changed });
    const ended = waves.length > 1 ? await stillLive(done, deps) : done;
    const restores = inputs.onFailure === 'restore' && ended.some(({ failure }) => failure);
    const putBack = { ...deps, changed, settleMs: inputs.settleTimeMs };
    const settled = restores ? await putBackAll(ended, byService(places), putBack) : ended;
    return inOrder(settled, inputs);
  } finally {
    await archives.clear();
  }
}

async function removeEnvironment(
  inputs: Inputs,
  { confirmed, component }: NonNullable<Inputs['deleteEnvironment']>,
  { client, log, presence }: Deps,
): Promise<Result> {
  const found = await readProjectScope(client, inputs);
  const wanted = { name: inputs.environment ?? '', confirmed, dryRun: inputs.dryRun };
  const deleted = await deleteEnvironment(found, wanted, client);
  const did = inputs.dryRun ? 'would be deleted' : 'is deleted, with everything in it';
  log.info(`The environment "${deleted.name}" ${deleted.existed ? did : 'is not there (any more)'}`);
  if (component !== undefined && !inputs.dryRun) {
    presence.tell({ component, platform: 'Railway', state: 'removed', environment: deleted.name });
    await presence.settled();
  }
  return { kind: 'environment-deleted', ...deleted, dryRun: inputs.dryRun };
}

/** Finds the services and what is live there *before* anything is changed. */
async function find(
  inputs: Inputs,
  deps: Deps,
): Promise<{ scope: Scope & { created: boolean }; places: FoundPlace[] }> {
  const scope = await findScope(inputs, deps);
  const places = await findPlaces(inputs, scope, deps);
  for (const { service, url, previous } of places) {
    deps.log.info(
      `Service "${service.name}" in the environment "${scope.environment.name}" of the project "${scope.project.name}"${url ? `, ${url}` : ', without a public address'}; live: ${previous ?? 'nothing yet'}`,
    );
  }
  return { scope, places };
}

async function findScope(inputs: Inputs, deps: Deps): Promise<Scope & { created: boolean }> {
  const { client, log } = deps;
  const found = await readProjectScope(client, inputs);
  const kind = found.access.kind === 'project' ? 'a project token' : 'an account or workspace token';
  log.info(`The token is ${kind}`);
  const { environment: name, createEnvironmentFrom: from } = inputs;
  if (name === undefined || from === undefined) {
    return { ...chooseEnvironment(found, inputs), created: false };
  }
  const isThere = found.environments.some((one) => one.id === name || one.name === name);
  if (inputs.dryRun && !isThere && found.access.kind === 'account') {
    log.info(
      `Would create the environment "${name}" as a copy of "${from}"; the rest is looked at in "${from}"`,
    );
    const environment = pickEnvironmentOf(found, from, 'create-environment-from');
    return { project: found.project, environment, services: found.services, created: false };
  }
  const scope = await ensureEnvironment(found, { name, from }, deps);
  if (scope.created) log.info(`Created the environment "${name}" as a copy of "${from}"`);
  return scope;
}

/** Outputs that hold from now on, whatever comes; the record too, so that a rollback knows what to look at. */
function tellShipped(inputs: Inputs, deps: Deps) {
  const components: ReturnType<typeof componentOf>[] = [];
  return (place: FoundPlace, deploymentId: string): void => {
    components.push(componentOf(place, deploymentId));
    const record = JSON.stringify(inputs.several ? components : components[0]);
    const single = {
      'deployment-id': deploymentId,
      'previous-deployment-id': place.previous ?? '',
      url: place.url ?? '',
    };
    deps.know({ ...(inputs.several ? {} : single), record });
  };
}

function byService(places: readonly FoundPlace[]): Map<string, FoundPlace> {
  return new Map(places.map((place) => [place.service.id, place]));
}

function inOrder(results: readonly ServiceResult[], { services }: Inputs): ServiceResult[] {
  const at = ({ service }: ServiceResult) =>
    services.findIndex((request) => request.service === service.id || request.service === service.name);
  return [...results].sort((a, b) => at(a) - at(b));
}
