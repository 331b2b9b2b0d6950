/** Where text goes: a terminal, or anything that takes it. */
export interface TextStream {
  write(text: string): unknown;
}

/** The last lines of a terminal, rewritten in place; only lines that changed are sent. */
export class ScreenRegion {
  readonly #stream: TextStream;
  #shown: string[] = [];

  constructor(stream: TextStream) {
    this.#stream = stream;
  }

  /** Shows these lines instead of those before; each must fit into one row of the terminal. */
  draw(lines: string[]): void {
    const shown = this.#shown;
    let text = '';
    let row = shown.length;
    lines.forEach((line, index) => {
      if (shown[index] === line) return;
      text += move(row, index);
      text += `\u001b[2K${line}\n`;
      row = index + 1;
    });
    if (lines.length < shown.length) {
      text += `${move(row, lines.length)}\u001b[J`;
      row = lines.length;
    }
    if (text === '') return;
    // One write inside "synchronised output": terminals that know it show the frame whole.
    this.#stream.write(`\u001b[?2026h${text}${move(row, lines.length)}\u001b[?2026l`);
    this.#shown = lines;
  }

  /** Leaves what is shown where it is; the next lines come beneath. */
  keep(): void {
    this.#shown = [];
  }
}

function move(from: number, to: number): string {
  if (to < from) return `\u001b[${from - to}A`;
  return to > from ? '\n'.repeat(to - from) : '';
}
