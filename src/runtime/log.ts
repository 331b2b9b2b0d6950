/** Where an action says what it does. Quiet when all is well: one group a phase, details inside it. */
export interface Logger {
  info(line: string): void;
  warning(message: string, title?: string): void;
  error(message: string, title?: string): void;
  notice(message: string, title?: string): void;
  debug(line: string): void;
  /** Runs work inside a foldable group of the log. Groups do not nest on GitHub: an inner one is printed as a line. */
  group<Value>(title: string, work: () => Promise<Value>): Promise<Value>;
}

/** A logger that keeps what it was told, for tests. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];

  info(line: string): void {
    this.lines.push(line);
  }
  warning(message: string): void {
    this.lines.push(`warning: ${message}`);
  }
  error(message: string): void {
    this.lines.push(`error: ${message}`);
  }
  notice(message: string): void {
    this.lines.push(`notice: ${message}`);
  }
  debug(line: string): void {
    this.lines.push(`debug: ${line}`);
  }
  group<Value>(title: string, work: () => Promise<Value>): Promise<Value> {
    this.lines.push(`group: ${title}`);
    return work();
  }
}
