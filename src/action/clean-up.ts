import type { Logger } from '../runtime/log.js';

/** What must be undone if the run is cancelled while it is under way, newest first. */
export class CleanUps {
  readonly #entries: { label: string; work: () => Promise<unknown> }[] = [];

  /** Registers an undo; the returned function takes it back once the work has ended by itself. */
  add(label: string, work: () => Promise<unknown>): () => void {
    const entry = { label, work };
    this.#entries.push(entry);
    return () => {
      const index = this.#entries.indexOf(entry);
      if (index >= 0) this.#entries.splice(index, 1);
    };
  }

  /** Runs what is registered, within the time the runner leaves (SIGINT, 7.5 s, SIGTERM, 2.5 s, KILL), and says how it went. */
  async run(log: Logger, limitMs: number): Promise<void> {
    const all = this.#entries.splice(0).reverse();
    if (all.length === 0) return;
    const work = all.map(async ({ label, work: undo }) => {
      try {
        await undo();
        log.info(`The run was cancelled; done before the end: ${label}.`);
      } catch (error) {
        log.warning(
          `Cancelled, but it could not ${label}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    });
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        log.warning(
          `Cancelled; clean-up did not end within ${limitMs} ms: ${all.map((entry) => entry.label).join(', ')}.`,
        );
        resolve();
      }, limitMs);
    });
    await Promise.race([Promise.all(work), limit]);
    clearTimeout(timer);
  }
}
