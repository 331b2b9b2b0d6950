import type { Clock } from '../../src/runtime/clock.js';

/** The phases of a run, as the summary names them. */
export type RunPhase = 'find' | 'upload' | 'queue' | 'build' | 'assign' | 'production' | 'aliases';

/** One phase that ended; milliseconds, `startMs` since the run began. */
export interface Span {
  phase: RunPhase;
  startMs: number;
  durationMs: number;
}

/** Writes down how long each phase took. A phase lasts until the next one begins. */
export class Timeline {
  readonly #clock: Clock;
  readonly #began: number;
  readonly #spans: Span[] = [];
  #open: { phase: RunPhase; startMs: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now();
  }

  /** Milliseconds since the run began. */
  elapsedMs(): number {
    return this.#clock.now() - this.#began;
  }

  /** Begins a phase; the same one again goes on. */
  enter(phase: RunPhase): void {
    if (this.#open?.phase === phase) return;
    this.#close();
    this.#open = { phase, startMs: this.elapsedMs() };
  }

  /** All phases so far, in order; the open one ends now. */
  spans(): Span[] {
    this.#close();
    return [...this.#spans];
  }

  #close(): void {
    if (!this.#open) return;
    this.#spans.push({ ...this.#open, durationMs: this.elapsedMs() - this.#open.startMs });
    this.#open = undefined;
  }
}
