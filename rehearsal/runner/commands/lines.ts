import { StringDecoder } from 'node:string_decoder';

/** Cuts a byte stream into lines as .NET's ReadLine does: LF, CRLF and a lone CR end a line. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private readonly onLine: (line: string) => void;
  private rest = '';

  constructor(onLine: (line: string) => void) {
    this.onLine = onLine;
  }

  write(chunk: Buffer): void {
    this.rest += this.decoder.write(chunk);
    const end = /\r\n|\n|\r(?!$)/g;
    let position = 0;
    for (let found = end.exec(this.rest); found; found = end.exec(this.rest)) {
      this.onLine(this.rest.slice(position, found.index));
      position = end.lastIndex;
    }
    this.rest = this.rest.slice(position);
  }

  /** The stream has ended: an unterminated last line counts too. */
  end(): void {
    this.rest += this.decoder.end();
    const last = this.rest.replace(/\r$/, '');
    if (this.rest !== '') this.onLine(last);
    this.rest = '';
  }
}
