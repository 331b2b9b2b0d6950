import { checkFence } from '../../src/release/fence.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Deps } from './deps.js';
import { platformOf } from './live.js';
import type { Plan, Step } from './plan.js';
import type { StepDone } from './result.js';

/**
 * Carries a plan out in order. The fence is checked again right before each change; the first step that fails or
 * finds its fence broken ends it, and the rest is told as not reached.
 */
export async function carryOut(plan: Plan, reason: string, deps: Deps): Promise<StepDone[]> {
  const done: StepDone[] = [];
  for (const step of plan.steps) {
    const stopped = done.some((entry) => entry.state === 'failed' || entry.state === 'refused');
    done.push(
      stopped ? { step, state: 'not-reached', durationMs: 0 } : await carryOutStep(step, reason, deps),
    );
  }
  return done;
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
    const fence = checkFence({
      live,
      shipped: component.deployment,
      previous: component.previous ?? undefined,
    });
    if (fence !== 'holds') {
      return ended({
        state: 'refused',
        error: `${component.name}: live became ${live ?? 'nothing'} while this ran; nothing was touched.`,
      });
    }
    deps.log.info(`${component.name}: rolling back from ${component.deployment} to ${to}`);
    const now = await platform.rollback(component, to, reason);
    deps.log.info(`${component.name}: ${now} is live after ${formatDuration(deps.clock.now() - began)}`);
    return ended({ state: 'done', live: now });
  } catch (error) {
    // A failed step is a fact about the release: it is reported with the steps before it, not instead of them.
    if (deps.signal.aborted || !(error instanceof Error)) throw error;
    return ended({ state: 'failed', error: `${component.name}: ${error.message}` });
  }
}
