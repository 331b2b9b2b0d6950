import { ExpectedError } from '../../src/errors/errors.js';
import { checkFence } from '../../src/release/fence.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Deps } from './deps.js';
import { platformOf } from './live.js';
import type { Plan, Step } from './plan.js';
import type { StepDone } from './result.js';

/** How far a plan has got; whoever is interrupted reads it. */
export interface Progress {
  plan: Plan | undefined;
  /** In the plan's order. */
  done: StepDone[];
  underWay: Step | undefined;
}

/**
 * Carries a plan out in order and writes each step's end into `progress`. The fence is checked again right before each
 * change; the first step that fails or finds its fence broken ends it, and the rest is told as not reached. Throws
 * CancelledError.
 */
export async function carryOut(plan: Plan, reason: string, progress: Progress, deps: Deps): Promise<void> {
  progress.plan = plan;
  for (const step of plan.steps) {
    const stopped = progress.done.some((entry) => entry.state === 'failed' || entry.state === 'refused');
    progress.underWay = step;
    const end: StepDone = stopped
      ? { step, state: 'not-reached', durationMs: 0 }
      : await carryOutStep(step, reason, deps);
    progress.underWay = undefined;
    progress.done.push(end);
  }
}

async function carryOutStep(step: Step, reason: string, deps: Deps): Promise<StepDone> {
  const began = deps.clock.now();
  const ended = (rest: Omit<StepDone, 'step' | 'durationMs'>): StepDone => ({
    step,
    ...rest,
    durationMs: deps.clock.now() - began,
  });
  if (step.action !== 'rollback') return ended({ state: step.action === 'leave' ? 'left' : 'refused' });
  const { component, to } = step;
  const platform = platformOf(component, deps.platforms);
  try {
    const live = await platform.live(component);
    if (live === to) return ended({ state: 'left', live });
    const { deployment: shipped, previous } = component;
    if (checkFence({ live, shipped, previous: previous ?? undefined }) !== 'holds') {
      const error = `${component.name}: live became ${live ?? 'nothing'} while this ran; it was not touched.`;
      return ended({ state: 'refused', error });
    }
    deps.log.info(`${component.name}: rolling back from ${shipped} to ${to}`);
    const now = await platform.rollback(component, to, reason);
    deps.log.info(`${component.name}: ${now} is live after ${formatDuration(deps.clock.now() - began)}`);
    return ended({ state: 'done', live: now });
  } catch (error) {
    // A failed step is a fact about the release: it is reported with the steps before it, not instead of them.
    if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
    const fix = error.fix === undefined ? {} : { fix: error.fix };
    return ended({ state: 'failed', error: `${component.name}: ${error.message}`, ...fix });
  }
}

/** The steps as they stand when the run is cancelled: one that was under way may have come through. */
export function interrupted({ plan, done, underWay }: Progress): StepDone[] {
  const rest = (plan?.steps ?? []).slice(done.length).map((step): StepDone => {
    if (step !== underWay || step.action !== 'rollback') return { step, state: 'not-reached', durationMs: 0 };
    const error = `${step.component.name}: the run was cancelled while this was under way; it may have come through all the same.`;
    return { step, state: 'failed', durationMs: 0, error };
  });
  return [...done, ...rest];
}
