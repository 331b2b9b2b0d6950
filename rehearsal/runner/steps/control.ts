import type { Conclusion } from '../events.js';
import type { JobState } from '../jobs/job-state.js';

/** Longer timers would fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Why a running step is asked to stop. */
export type StopReason = 'cancelled' | 'timed out';

/** The stop sign of one running step. */
export interface StepControl {
  signal: AbortSignal;
  /** Set once the step was asked to stop. */
  reason(): StopReason | undefined;
}

/** What decides about a step's end from outside. */
export interface ControlRules {
  job: JobState;
  /** Milliseconds until the step is stopped; 0 for no limit. */
  timeout: number;
  /** Asked when the job is cancelled: a step whose condition still holds goes on. */
  stillWanted(): Promise<boolean>;
  /**
   * Stop sign of the composite step around. Only its time limit stops this one too: on a cancellation every inner step
   * is asked for itself (actions/runner CompositeActionHandler), so that inner clean-ups still run.
   */
  outer?: StepControl;
}

/** Runs a step's body under a stop sign and takes the sign down afterwards. */
export async function underControl(
  rules: ControlRules,
  body: (control: StepControl) => Promise<Conclusion>,
): Promise<{ conclusion: Conclusion; reason?: StopReason }> {
  const controller = new AbortController();
  let reason: StopReason | undefined;
  const stop = (why: StopReason): void => {
    reason ??= why;
    controller.abort();
  };
  const outer = rules.outer;
  const onOuter = (): void => {
    if (outer?.reason() === 'timed out') stop('timed out');
  };
  if (outer?.signal.aborted) onOuter();
  outer?.signal.addEventListener('abort', onOuter, { once: true });
  const forget = rules.job.onCancel(() => {
    if (rules.job.forced) {
      stop('cancelled');
      return;
    }
    rules.stillWanted().then(
      (wanted) => wanted || stop('cancelled'),
      () => stop('cancelled'),
    );
  });
  const timer =
    rules.timeout > 0
      ? setTimeout(() => stop('timed out'), Math.min(rules.timeout, LONGEST_TIMER))
      : undefined;
  try {
    const conclusion = await body({ signal: controller.signal, reason: () => reason });
    return reason ? { conclusion, reason } : { conclusion };
  } finally {
    clearTimeout(timer);
    forget();
    outer?.signal.removeEventListener('abort', onOuter);
  }
}
