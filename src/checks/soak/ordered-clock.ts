import { CancelledError } from '../../errors/errors.js';
import type { Clock } from '../../runtime/clock.js';

/** A clock for tests whose sleepers wake in order, each when all others sleep: an hour takes no time. */
export function orderedClock(): Clock {
  const sleepers: { at: number; wake(): void }[] = [];
  let now = 0;
  let waking = false;
  const wakeNext = () => {
    waking = false;
    sleepers.sort((a, b) => a.at - b.at);
    const next = sleepers.shift();
    if (!next) return;
    now = Math.max(now, next.at);
    next.wake();
    wakeLater();
  };
  const wakeLater = () => {
    if (!waking) setImmediate(wakeNext);
    waking = true;
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new CancelledError());
        signal.addEventListener('abort', () => reject(new CancelledError()), { once: true });
        sleepers.push({ at: now + ms, wake: resolve });
        wakeLater();
      }),
  };
}
