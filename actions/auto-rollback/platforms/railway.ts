import type { Run } from '../../../src/action/run-action.js';
import { PlatformError } from '../../../src/errors/errors.js';
import type { ServiceInstanceAnswer } from '../../../src/railway/answers.js';
import { createRailwayClient, type RailwayClient } from '../../../src/railway/client.js';
import {
  addressIn,
  liveOf,
  type RailwayDeployment,
  readDeployment,
  readUrl,
} from '../../../src/railway/deployments.js';
import { readServiceInstance, readServiceState } from '../../../src/railway/documents.js';
import type { ServiceTarget } from '../../../src/railway/scope.js';
import { meaningOf } from '../../../src/railway/statuses.js';
import type { ComponentPlatform, LiveView, Restorability, RestorableComponent, WayBack } from './platform.js';
import { bringBack } from './railway-ladder.js';
import { isSameImage, isSameSource } from './railway-sameness.js';

/** Where and as whom to talk to Railway, and how long one component may take. */
export interface RailwayPlatformAccess {
  apiUrl: string;
  token: string;
  timeoutMs: number;
}

/** How long it must stay up before the next step: the proof that follows all steps looks again. */
const settleMs = 500;

/** What has been read and does not change: what an image is, and (for as long as one run lasts) where a service is. */
interface Known {
  client: RailwayClient;
  /** By deployment: the digest of its image, undefined where Railway tells none. */
  digests: Map<string, unknown>;
  /** Deployments that can be gone back to, as they were read for the plan. */
  wanted: Map<string, RailwayDeployment>;
  /** By service and environment: its address, undefined where it has none. */
  urls: Map<string, string | undefined>;
}

/** Railway as a platform that components go back on. Its deployments are put back by id, as new ones of the old image. */
export function railwayPlatform(
  access: RailwayPlatformAccess,
  run: Pick<Run, 'http' | 'log' | 'clock' | 'signal' | 'onCancel'>,
): ComponentPlatform {
  const { apiUrl, token } = access;
  const client = createRailwayClient({ ...run, apiUrl, token, triesProject: true });
  const known: Known = { client, digests: new Map(), wanted: new Map(), urls: new Map() };
  return {
    look: (component, to) => lookAt(known, component, to),
    publicUrl: async (component) => {
      const place = placeOf(component);
      return known.urls.has(place) ? known.urls.get(place) : readUrl(client, targetOf(component));
    },
    restorable: (component, to, commit) => restorable(known, component, { deployment: to, commit }),
    keeps: (_, live) => keeps(client, live),
    rollback: (component, to, _, ground) =>
      bringBack(
        {
          ...{ ...targetOf(component), name: component.name, ...to },
          ...{ wanted: known.wanted.get(to.deployment), before: ground?.deployments },
        },
        { ...run, client, timeoutMs: access.timeoutMs, settleMs },
      ),
  };
}

async function lookAt(
  known: Known,
  component: RestorableComponent,
  to: WayBack | undefined,
): Promise<LiveView> {
  const { client } = known;
  const { serviceInstance, deployments } = await readState(client, component, to !== undefined);
  const { activeDeployments, latestDeployment: latest, domains } = serviceInstance;
  for (const { id, meta } of activeDeployments) if (meta) known.digests.set(id, meta.imageDigest);
  if (domains) known.urls.set(placeOf(component), addressIn(domains, client.apiUrl));
  const live = liveOf(serviceInstance);
  const view = { live, ...(deployments ? { ground: { deployments } } : {}) };
  if (!latest || latest.id === live || meaningOf(latest.status).kind !== 'under-way') {
    const known = [component.deployment, component.previous, to?.deployment];
    const isOther = live !== undefined && !known.includes(live);
    return isOther ? { ...view, bringsBack: await restoredBy(client, live, component, to) } : view;
  }
  const restores = await restoredBy(client, latest.id, component, to);
  return { ...view, underWay: { id: latest.id, restores } };
}

/** Before a change the deployments there are belong to the look: in one answer nothing can come between the two. */
async function readState(
  client: RailwayClient,
  component: RestorableComponent,
  withDeployments: boolean,
): Promise<{ serviceInstance: ServiceInstanceAnswer['serviceInstance']; deployments?: ReadonlySet<string> }> {
  const target = targetOf(component);
  const { environmentId, serviceId } = target;
  if (!withDeployments) return client.ask(readServiceInstance, { environmentId, serviceId });
  const input = { ...target, includeDeleted: true };
  const state = await client.ask(readServiceState, { environmentId, serviceId, input });
  const ids = new Set(state.deployments.edges.map(({ node }) => node.id));
  return { serviceInstance: state.serviceInstance, deployments: ids };
}

/** Railway does not say what a deployment brings back; the same image, or the same source built again, is the same program. */
async function restoredBy(
  client: RailwayClient,
  id: string,
  { deployment: bad }: RestorableComponent,
  to: WayBack | undefined,
): Promise<string | undefined> {
  if (to === undefined) return undefined;
  const [fresh, wanted, shipped] = await Promise.all(
    [id, to.deployment, bad].map((one) => readOrGone(client, one)),
  );
  const isBack =
    isSameImage(fresh, wanted) ||
    (isSameSource(fresh, wanted, to.commit) && !isSameSource(fresh, shipped, undefined));
  return isBack ? to.deployment : undefined;
}

async function restorable(
  known: Known,
  component: RestorableComponent,
  back: WayBack,
): Promise<Restorability> {
  const { client } = known;
  const to = back.deployment;
  const wanted = await readOrGone(client, to);
  if (!wanted) return byCommit(client, component, back);
  const fix = fixOf(component);
  if (wanted.canRollback) {
    known.wanted.set(to, wanted);
    const call = `mutation { deploymentRollback(id: "${to}") }`;
    const back = { way: 'rollback' as const, why: 'Railway keeps its image', call, estimateMs: 45_000 };
    if (!(await isLiveImage(known, wanted, component.deployment))) return back;
    const why = `${to} has the very image that is live now, so going there would change nothing`;
    return { way: undefined, why, fix, withOthers: back };
  }
  const call = `mutation { deploymentRedeploy(id: "${to}", usePreviousImageTag: false) { id } }`;
  const why = `Railway does not keep its image any more (${wanted.status}), so it is built again`;
  return { way: 'redeploy', why, call, estimateMs: 180_000 };
}

/** A deployment that is gone can be made anew from its commit, where the service is connected to a repository. */
async function byCommit(
  client: RailwayClient,
  component: RestorableComponent,
  { deployment: to, commit }: WayBack,
): Promise<Restorability> {
  const why = `Railway does not know ${to} any more`;
  const { environmentId, serviceId } = targetOf(component);
  const { serviceInstance } = await client.ask(readServiceInstance, { environmentId, serviceId });
  const repo = serviceInstance.source?.repo;
  if (!repo || commit === undefined) return { way: undefined, why, fix: fixOf(component) };
  return {
    way: 'commit',
    why: `${why}, so its commit ${commit.slice(0, 7)} of ${repo} is built`,
    call: `mutation { serviceInstanceDeployV2(environmentId: "${environmentId}", serviceId: "${serviceId}", commitSha: "${commit}") }`,
    estimateMs: 180_000,
  };
}

function fixOf({ name }: RestorableComponent): string {
  return `Deploy the earlier commit of ${name} again.`;
}

/** The bad deployment may be gone: then nothing can be compared. */
async function isLiveImage(
  { client, digests }: Known,
  wanted: RailwayDeployment,
  bad: string,
): Promise<boolean> {
  const digest = wanted.meta?.imageDigest;
  if (digest === undefined) return false;
  if (digests.has(bad)) return digests.get(bad) === digest;
  return (await readOrGone(client, bad))?.meta?.imageDigest === digest;
}

async function keeps(client: RailwayClient, live: string): Promise<{ kept: boolean; why: string }> {
  const deployment = await readOrGone(client, live);
  if (!deployment) return { kept: false, why: `Railway does not know ${live}` };
  const up = meaningOf(deployment.status).kind === 'up';
  const why = up
    ? 'Railway keeps its image for some time after something newer takes its place (hours to days, as the plan says)'
    : `it is ${deployment.status}: Railway rolls back only to what has been up`;
  return { kept: up, why };
}

/** A refusal means that it cannot be told from one that never was. */
async function readOrGone(client: RailwayClient, id: string): Promise<RailwayDeployment | undefined> {
  try {
    return await readDeployment(client, id);
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'refused') return undefined;
    throw error;
  }
}

function placeOf(component: RestorableComponent): string {
  const { environmentId, serviceId } = targetOf(component);
  return `${environmentId} ${serviceId}`;
}

function targetOf(component: RestorableComponent): ServiceTarget {
  if (component.kind !== 'railway') throw new TypeError(`${component.name} is not on Railway`);
  return { projectId: component.project, environmentId: component.environment, serviceId: component.service };
}
