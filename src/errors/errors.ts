/** A place in a text that a person wrote. */
export interface FilePlace {
  /** Path from the root of the repository, or what else the text is called: `the input "checks"`. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** What an error of ours is made of: what happened and why, and the next step for whoever reads it. */
export interface ErrorDetails {
  /** What to do now, as a sentence. */
  fix?: string;
  cause?: unknown;
  /** Outputs that are known although the action failed; they are written before it ends red. */
  known?: Record<string, string>;
  /** Where the mistake is written. */
  place?: FilePlace;
}

/** The ground of all errors this project throws on purpose. Its message says what happened and why. */
export abstract class ExpectedError extends Error {
  readonly fix: string | undefined;
  readonly known: Record<string, string>;
  readonly place: FilePlace | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.fix = details.fix;
    this.known = details.known ?? {};
    this.place = details.place;
  }
}

/** The workflow's author can fix it: a missing, unknown or contradictory input, a path that is not there. */
export class InputError extends ExpectedError {}

/** Details a platform gave with its refusal. */
export interface PlatformErrorDetails extends ErrorDetails {
  /** The platform's own code (`forbidden`, `Not Authorized`, …), or ours: `unreachable`, `timeout`, `unexpected-answer`. */
  code: string;
  /** HTTP status, when there was an answer. */
  status?: number;
  /** The platform's id of the request, for its support. */
  requestId?: string;
  /** True when the change may have happened although no good answer came back: look before sending it again. */
  ambiguous?: boolean;
}

/** A service said no, or could not be asked. */
export class PlatformError extends ExpectedError {
  readonly code: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly ambiguous: boolean;

  constructor(message: string, details: PlatformErrorDetails) {
    super(message, details);
    this.code = details.code;
    this.status = details.status;
    this.requestId = details.requestId;
    this.ambiguous = details.ambiguous ?? false;
  }
}

/** The work ran and the answer is no: a gate failed, a deployment failed, a check did not hold. */
export class VerdictError extends ExpectedError {}

/** The run was cancelled while the action worked. */
export class CancelledError extends ExpectedError {
  constructor(message = 'The run was cancelled.', details: ErrorDetails = {}) {
    super(message, details);
  }
}
