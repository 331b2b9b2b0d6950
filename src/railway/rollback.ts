import { PlatformError } from '../errors/errors.js';
import { isLoopback } from '../http/loopback.js';
import { waitUntil } from '../runtime/waiting.js';
import { cancelDeployment, listDeployments, type RailwayDeployment, readDeployment } from './deployments.js';
import { rollbackDeployment } from './documents.js';
import { readFailureCause } from './failure.js';
import {
  cannotRollBack,
  type Message,
  refused,
  rollbackAmbiguous,
  rollbackEnded,
  rollbackLost,
} from './messages.js';
import type { ServiceTarget } from './scope.js';
import { type WaitDeps, waitForDeployment } from './wait.js';

/** The deployment to go back to, in its service. */
export interface RollbackTarget extends ServiceTarget {
  deploymentId: string;
  /** That deployment as it was read a moment ago; it is read when absent. What may not go back any more, Railway refuses. */
  wanted?: RailwayDeployment | undefined;
  /** The ids of the service's newest 100 deployments right before; they are listed when absent. */
  before?: ReadonlySet<string> | undefined;
}

/** What a rollback needs besides. */
export interface RollbackDeps extends WaitDeps {
  /** For all of it, in milliseconds; 10 minutes when absent. */
  timeoutMs?: number;
  /** How long the new deployment must stay up, in milliseconds; 2 s when absent. */
  settleMs?: number;
  /** Registers the undo for a cancelled run. */
  onCancel?: (label: string, work: () => Promise<unknown>) => () => void;
}

/** What is live after a rollback: Railway makes a *new* deployment of the old image, with an id of its own. */
export interface RolledBack {
  deploymentId: string;
  /** Railway's word, SUCCESS or SLEEPING. */
  status: string;
  durationMs: number;
}

/**
 * Goes back to an earlier deployment and waits until its image is live again as a new deployment. Without a good answer
 * the new deployment is looked for, and only when there is none the request is sent once more. Throws PlatformError: `cannot-roll-back`, `refused`,
 * `rollback-lost`, `rollback-ambiguous`, `rollback-failed`.
 */
export async function rollbackTo(target: RollbackTarget, deps: RollbackDeps): Promise<RolledBack> {
  const began = deps.clock.now();
  const timeoutMs = deps.timeoutMs ?? 600_000;
  const { deploymentId, wanted: known, before: listed, ...service } = target;
  const wanted = known ?? (await readDeployment(deps.client, deploymentId));
  if (!wanted.canRollback) throw platformError('cannot-roll-back', cannotRollBack(wanted.id, wanted.status));
  const before = listed ?? new Set((await listDeployments(deps.client, service)).map(({ id }) => id));
  const id = await request(service, wanted, before, deps);
  deps.log.info(`Rolling back to ${wanted.id}: Railway's new deployment is ${id}`);
  const settled = deps.onCancel?.(`cancel the rollback's deployment ${id}`, () =>
    cancelDeployment(deps.client, id),
  );
  const limits = { totalMs: Math.max(timeoutMs - (deps.clock.now() - began), 1_000) };
  const end = await waitForDeployment(
    { target: service, deploymentId: id, limits, settleMs: deps.settleMs ?? 2_000 },
    deps,
  );
  settled?.();
  if (end.end === 'up') return { deploymentId: id, status: end.status, durationMs: deps.clock.now() - began };
  const cause = await readFailureCause({ ...deps, hide: [] }, id, end);
  const why = cause.reason ?? cause.lines.at(-1) ?? '';
  throw platformError('rollback-failed', rollbackEnded(id, `${end.end} (${end.status})`, why));
}

async function request(
  service: ServiceTarget,
  wanted: RailwayDeployment,
  before: ReadonlySet<string>,
  deps: RollbackDeps,
): Promise<string> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const sure = await requestOnce(wanted.id, deps);
    const id = await findNew(service, wanted, before, { ...deps, sure, asked: attempt });
    if (id !== undefined) return id;
    if (sure) break;
  }
  const { message, fix } = rollbackLost(wanted.id);
  throw new PlatformError(message, { code: 'rollback-lost', fix, ambiguous: true });
}

/** True when Railway said yes, false when it did not answer well and may have done it all the same. */
async function requestOnce(id: string, { client, log }: RollbackDeps): Promise<boolean> {
  try {
    const { deploymentRollback } = await client.ask(rollbackDeployment, { id });
    if (deploymentRollback) return true;
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    log.info(`The rollback got no good answer (${error.code}); looking whether it happened`);
    return false;
  }
  throw platformError('refused', refused('roll back', 'it answered "false"'));
}

/** The one deployment that was not there before; undefined when none appears. When others appeared too, the one with the wanted image is ours. */
async function findNew(
  service: ServiceTarget,
  wanted: RailwayDeployment,
  before: ReadonlySet<string>,
  { sure, asked, ...deps }: RollbackDeps & { sure: boolean; asked: number },
): Promise<string | undefined> {
  const loopback = isLoopback(deps.client.apiUrl);
  const patienceMs = sure ? (loopback ? 2_000 : 60_000) : loopback ? 300 : 30_000;
  const found = await waitUntil<string>(
    {
      subject: `Rollback to ${wanted.id}`,
      look: async () => {
        const all = await listDeployments(deps.client, service);
        const fresh = all.filter(({ id }) => !before.has(id));
        const [only, ...more] = withWantedImage(fresh, wanted, asked);
        if (only && more.length === 0) return { done: only.id };
        if (only) throw platformError('rollback-ambiguous', rollbackAmbiguous(fresh.map(({ id }) => id)));
        return { phase: 'the new deployment has not appeared yet' };
      },
      timeoutMs: () => patienceMs,
      intervalMs: () => (loopback ? 100 : 2_000),
    },
    deps,
  );
  return 'value' in found ? found.value : undefined;
}

function withWantedImage(
  fresh: readonly RailwayDeployment[],
  wanted: RailwayDeployment,
  asked: number,
): readonly RailwayDeployment[] {
  if (fresh.length < 2) return fresh;
  const digest = imageOf(wanted);
  const same = fresh.filter((candidate) => digest !== undefined && imageOf(candidate) === digest);
  // Asked for twice, both are ours and alike; the newer is the one that will be live.
  return same.length === 1 || (asked > 1 && same.length > 0) ? same.slice(0, 1) : fresh;
}

function imageOf({ meta }: RailwayDeployment): unknown {
  return meta?.imageDigest ?? meta?.image;
}

function platformError(code: string, { message, fix }: Message): PlatformError {
  return new PlatformError(message, { code, fix });
}
