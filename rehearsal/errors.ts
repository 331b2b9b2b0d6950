/** Something the person who rehearses can put right; told in one message without a stack. */
export class RehearsalError extends Error {
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.name = 'RehearsalError';
    this.fix = fix;
  }
}
