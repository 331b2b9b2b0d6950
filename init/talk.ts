import { createInterface } from 'node:readline/promises';

/** How the program talks with whoever started it. */
export interface Talk {
  say(text: string): void;
  /** True for yes. Where nobody can answer it is no. */
  ask(question: string): Promise<boolean>;
}

/** Talks over a terminal; where there is none, every question is answered with no. */
export function terminalTalk(input: NodeJS.ReadStream, output: NodeJS.WritableStream): Talk {
  return {
    say: (text) => void output.write(`${text}\n`),
    ask: async (question) => {
      if (!input.isTTY) return false;
      const terminal = createInterface({ input, output });
      try {
        const answer = await terminal.question(`${question} [y/N] `);
        return /^y(es)?$/i.test(answer.trim());
      } finally {
        terminal.close();
      }
    },
  };
}
