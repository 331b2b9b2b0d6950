/** What becomes of a letter while it is read. */
export interface Reader {
  word(text: string): void;
  /** The stream was cut, and will be asked for again after so many milliseconds. */
  interrupted(waitMs: number): void;
  end(): void;
  failed(reason: string): void;
}

/** What of the browser's EventSource is used. */
export interface Stream {
  addEventListener(name: string, listener: (event: { data?: string; lastEventId?: string }) => void): void;
  close(): void;
}

/** What a test puts in the place of the browser. */
export interface Surroundings {
  open(url: string): Stream;
  later(work: () => void, ms: number): void;
}

const browser: Surroundings = {
  open: (url) => new EventSource(url) as unknown as Stream,
  later: (work, ms) => void setTimeout(work, ms),
};

/** Waits between attempts, in milliseconds; the last one repeats. A deployment takes the service away for seconds. */
const waits = [500, 1_000, 2_000, 5_000];
/** Attempts in a row without a word after which the reader is told that it failed: some two minutes. */
const mostAttempts = 30;

/**
 * Reads a letter to its end, over as many streams as that takes. The browser's own reconnecting ends at the first answer
 * that is no stream, and the address of a service that is being replaced gives such answers.
 */
export function readLetter(url: string, reader: Reader, surroundings: Surroundings = browser): void {
  let position = 0;
  let attempt = 0;

  const begin = (): void => {
    const stream = surroundings.open(`${url}?after=${position}`);
    let over = false;
    const finish = (then: () => void): void => {
      if (over) return;
      over = true;
      stream.close();
      then();
    };
    stream.addEventListener('word', ({ data = '{}', lastEventId = '' }) => {
      const place = Number(lastEventId);
      if (over || place <= position) return;
      position = place;
      attempt = 0;
      reader.word((JSON.parse(data) as { text: string }).text);
    });
    stream.addEventListener('end', () => finish(() => reader.end()));
    stream.addEventListener('failed', ({ data = '{}' }) =>
      finish(() => reader.failed((JSON.parse(data) as { reason: string }).reason)),
    );
    stream.addEventListener('interrupted', () => finish(again));
    stream.addEventListener('error', () => finish(again));
  };

  const again = (): void => {
    if (attempt >= mostAttempts) {
      reader.failed('The service does not answer. Try again later: the letter is kept.');
      return;
    }
    const wait = waits[Math.min(attempt, waits.length - 1)] ?? 5_000;
    attempt += 1;
    reader.interrupted(wait);
    surroundings.later(begin, wait);
  };

  begin();
}
