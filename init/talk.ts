import { createInterface } from 'node:readline/promises';

/** How the program talks with whoever started it. */
export interface Talk {
  say(text: string): void;
  /** True for yes. Where nobody can answer it is no. */
  ask(question: string): Promise<boolean>;
}

/**
 * Talks over a terminal; where there is none, every question is answered with no. Who stops reading (`| head`) is told
 * nothing more, and can no longer be asked.
 */
export function terminalTalk(input: NodeJS.ReadStream, output: NodeJS.WritableStream): Talk {
  const gone = new AbortController();
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone.abort();
  });
  return {
    say: (text) => {
      if (!gone.signal.aborted) output.write(`${text}\n`);
    },
    ask: async (question) => {
      if (!input.isTTY || gone.signal.aborted) return false;
      const terminal = createInterface({ input, output });
      try {
        const answer = await terminal.question(`${question} [y/N] `, { signal: gone.signal });
        return /^y(es)?$/i.test(answer.trim());
      } catch (error) {
        if (gone.signal.aborted) return false;
        throw error;
      } finally {
        terminal.close();
      }
    },
  };
}
