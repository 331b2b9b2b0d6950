import type { WaitDeps } from '../wait.js';

/** What sending a deployment needs besides what waiting for it does. */
export interface TransferDeps extends WaitDeps {
  /** A request without an answer for so long, in milliseconds, is lost; a large file gets more. */
  stallMs: number;
  /** Directory for packed files; they are removed again. */
  temp: string;
}
