import { ExpectedError } from '../../src/errors/errors.js';
import { componentKey } from '../../src/release/component.js';
import { checkFence } from '../../src/release/fence.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { waitUntil } from '../../src/runtime/waiting.js';
import type { Deps } from './deps.js';
import { databaseOf, platformOf } from './live.js';
import { changes, type Plan, type RollbackStep, type Step } from './plan.js';
import type { LiveView } from './platforms/platform.js';
import type { StepDone } from './result.js';
import type { SchemaMove } from './schema.js';
import type { FoundBack } from './target.js';

/** How far a plan has got; whoever is interrupted reads it. */
export interface Progress {
  plan: Plan | undefined;
  done: Map<Step, StepDone>;
  underWay: Set<Step>;
}

/** What carrying out needs. */
export type ExecutionDeps = Pick<Deps, 'platforms' | 'clock' | 'log' | 'signal'>;

/** How long an earlier attempt's same way back is waited for; where ids are kept, asking again after some time is no harm. */
const comingTimeoutMs = { sameId: 30_000, newId: 600_000 };

/** Progress before anything was begun. */
export function noProgress(): Progress {
  return { plan: undefined, done: new Map(), underWay: new Set() };
}

/**
 * Carries a plan out, each step as soon as all that it waits for has ended well, and writes each step's end into `progress`.
 * The fence is checked again right before each change; once a step failed or found its fence broken no other is begun, and
 * the rest is told as not reached. Throws CancelledError.
 */
export async function carryOut(
  plan: Plan,
  reason: string,
  progress: Progress,
  deps: ExecutionDeps,
): Promise<void> {
  progress.plan = plan;
  const running = new Map<string, Promise<StepDone>>();
  for (const step of plan.steps) {
    const before = step.after.flatMap((key) => running.get(key) ?? []);
    running.set(componentKey(step.component), runStep(step, before, { reason, progress, deps }));
  }
  const ended = await Promise.allSettled(running.values());
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

async function runStep(
  step: Step,
  before: readonly Promise<StepDone>[],
  { reason, progress, deps }: { reason: string; progress: Progress; deps: ExecutionDeps },
): Promise<StepDone> {
  await Promise.all(before);
  const stopped = [...progress.done.values()].some(({ state }) => state === 'failed' || state === 'refused');
  if (!stopped) progress.underWay.add(step);
  const end: StepDone = stopped
    ? { step, state: 'not-reached', durationMs: 0 }
    : await carryOutStep(step, reason, deps);
  progress.underWay.delete(step);
  progress.done.set(step, end);
  return end;
}

async function carryOutStep(step: Step, reason: string, deps: ExecutionDeps): Promise<StepDone> {
  const began = deps.clock.now();
  const ended = (rest: Omit<StepDone, 'step' | 'durationMs'>): StepDone => ({
    step,
    ...rest,
    durationMs: deps.clock.now() - began,
  });
  try {
    if (step.action === 'leave' || step.action === 'refuse')
      return ended({ state: step.action === 'leave' ? 'left' : 'refused' });
    return ended(
      step.action === 'rollback' ? await rollBack(step, reason, deps) : await changeSchema(step, deps),
    );
  } catch (error) {
    // A failed step is a fact about the release: it is reported with the steps before it, not instead of them.
    if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
    const fix = error.fix === undefined ? {} : { fix: error.fix };
    return ended({ state: 'failed', error: `${step.component.name}: ${error.message}`, ...fix });
  }
}

type End = Omit<StepDone, 'step' | 'durationMs'>;

async function rollBack(step: RollbackStep, reason: string, deps: ExecutionDeps): Promise<End> {
  const { component, to, commit } = step;
  const { clock, log } = deps;
  const platform = platformOf(component, deps.platforms);
  const began = clock.now();
  const view = await platform.look(component, { deployment: to, commit });
  const { deployment: shipped, previous } = component;
  if (step.found && step.found.live === view.live && !view.underWay) return backAlready(step.found);
  const fence = checkFence({ ...view, shipped, previous: previous ?? undefined, to });
  if (fence === 'back') return backAlready(view);
  const come = fence === 'coming' ? await awaitComing(step, view, deps) : undefined;
  if (come) return come;
  if (view.live === to && !view.underWay) return { state: 'left', live: to };
  if (fence !== 'holds' && fence !== 'coming') return { state: 'refused', error: strangerAt(step, view) };
  log.info(`${component.name}: rolling back from ${shipped} to ${to}`);
  // After a wait for another attempt the look is no longer of now.
  const ground = fence === 'holds' ? view.ground : undefined;
  const back = await platform.rollback(component, { deployment: to, commit }, reason, ground);
  log.info(`${component.name}: ${back.live} is live after ${formatDuration(clock.now() - began)}`);
  return { state: 'done', ...back };
}

function backAlready({
  live,
  commit,
  assignsDomains,
}: { [Key in keyof FoundBack]?: FoundBack[Key] | undefined }): End {
  return {
    state: 'done',
    ...(live === undefined ? {} : { live }),
    ...(commit === undefined ? {} : { commit }),
    ...(assignsDomains === undefined ? {} : { assignsDomains }),
  };
}

function strangerAt({ component }: RollbackStep, { live, underWay, pinned }: LiveView): string {
  const what = underWay
    ? `${underWay.id} is on its way to be live`
    : pinned
      ? `somebody pinned ${live ?? 'nothing'}`
      : `live became ${live ?? 'nothing'}`;
  return `${component.name}: ${what} while this ran; it was not touched.`;
}

/** The same way back, begun by an attempt that was killed: its end is this one's. Undefined when it is to be asked again. */
async function awaitComing(
  step: RollbackStep,
  view: LiveView,
  deps: ExecutionDeps,
): Promise<End | undefined> {
  const { component, to, commit } = step;
  const coming = view.underWay?.id;
  const platform = platformOf(component, deps.platforms);
  deps.log.info(`${component.name}: ${coming} is bringing ${to} back already; waiting for it`);
  const end = await waitUntil<LiveView>(
    {
      subject: `${component.name}: ${coming}`,
      look: async () => {
        const now = await platform.look(component, { deployment: to, commit });
        return now.underWay?.id === coming ? { phase: 'on its way' } : { done: now };
      },
      timeoutMs: () => (coming === to ? comingTimeoutMs.sameId : comingTimeoutMs.newId),
      intervalMs: (_, elapsedMs) => (elapsedMs < 5_000 ? 250 : 2_000),
    },
    deps,
  );
  if ('deadline' in end && coming === to) return undefined;
  const now = 'value' in end ? end.value : undefined;
  if (now?.live !== undefined && (now.live === coming || now.live === to)) return backAlready(now);
  return {
    state: 'failed',
    error: `${component.name}: ${coming} was bringing ${to} back and did not get live.`,
  };
}

async function changeSchema(step: Extract<Step, SchemaMove>, deps: ExecutionDeps): Promise<End> {
  const { component, action, to } = step;
  const platform = databaseOf(component, deps.platforms);
  const now = await platform.look(component);
  // Told as done: what is there by now was asked for by an earlier attempt, also when its last word came only now.
  if (now === to) return { state: 'done', live: to ?? 'base' };
  const isBegun = action === 'downgrade' && now !== component.to && (await platform.isHalfDown?.(component));
  if (now !== component.to && !isBegun) {
    const error = `${component.name}: its last migration became ${now ?? 'none'} while this ran; it was not touched.`;
    return { state: 'refused', error };
  }
  deps.log.info(`${component.name}: ${step.call}`);
  const last = await (action === 'downgrade' ? platform.downgrade(component) : platform.restore(component));
  if (last === to) return { state: 'done', live: last ?? 'base' };
  const error = `${component.name}: the ${action} ended without an error, and its last migration is ${last ?? 'none'}, not ${to ?? 'none'}.`;
  return { state: 'failed', error, fix: "See the database's own record of migrations before anything else." };
}

/** The steps as they stand, in the plan's order; when the run was cancelled, one under way may have come through. */
export function stepsOf({ plan, done, underWay }: Progress): StepDone[] {
  return (plan?.steps ?? []).map((step): StepDone => {
    const end = done.get(step);
    if (end) return end;
    if (!underWay.has(step) || !changes(step)) return { step, state: 'not-reached', durationMs: 0 };
    const error = `${step.component.name}: the run was cancelled while this was under way; it may have come through all the same.`;
    return { step, state: 'failed', durationMs: 0, error };
  });
}
