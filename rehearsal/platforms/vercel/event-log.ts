/** One line of a build log as the events API gives it. */
export interface BuildEvent {
  type: string;
  created: number;
  date: number;
  deploymentId: string;
  id: string;
  serial: string;
  text?: string;
  level?: 'error' | 'warning';
  [extra: string]: unknown;
}

// The official CLI exits 0 on a failed build when the last error line and the end of the stream come together.
const endDelayMs = 100;

/** The events of one deployment: appended while it is built, read by any number of followers. */
export class EventLog {
  readonly #deploymentId: string;
  readonly #events: BuildEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(deploymentId: string) {
    this.#deploymentId = deploymentId;
  }

  /** Appends an event; dates strictly rise, so that `since` never cuts between two of one millisecond. */
  add(type: string, fields: Record<string, unknown>): void {
    const date = Math.max(Date.now(), (this.#events.at(-1)?.date ?? 0) + 1);
    const serial = String(this.#events.length).padStart(6, '0');
    this.#events.push({
      type,
      created: date,
      date,
      deploymentId: this.#deploymentId,
      id: `${date}${serial}`,
      serial,
      info: { type: 'build', name: `bld_${this.#deploymentId.slice(4)}`, entrypoint: '.' },
      ...fields,
    });
    this.#wake();
  }

  line(text: string, level?: 'error' | 'warning'): void {
    const failed = level === 'error';
    this.add(failed ? 'stderr' : 'stdout', { text, payload: { text }, ...(level ? { level } : {}) });
  }

  /** Nothing follows any more; followers' streams end a moment later. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** What happened after `since` (milliseconds since the epoch, exclusive), oldest first. */
  read(since = 0): BuildEvent[] {
    return this.#events.filter((event) => event.date > since);
  }

  /** The events after `since`, one JSON line each, then those to come until the log or the caller ends. */
  async *follow(since: number, signal: AbortSignal): AsyncGenerator<string> {
    let last = since;
    for (;;) {
      for (const event of this.read(last)) {
        last = event.date;
        yield `${JSON.stringify(event)}\n`;
      }
      if (signal.aborted) return;
      if (this.#ended) break;
      await this.#change(signal);
    }
    await new Promise((resolve) => setTimeout(resolve, endDelayMs));
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
