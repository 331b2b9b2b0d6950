import { parseDuration } from '../../runtime/duration.js';

/** Milliseconds of a field that its schema accepted as a duration. */
export function msOf(text: string): number {
  return parseDuration(text) ?? 0;
}

/** Whether what a check waits for ends before its own time does: else it would always be cut off, and never hold. */
export function fitsTimeout(check: { timeout: string }, waitsMs: number): boolean {
  return waitsMs < msOf(check.timeout);
}
