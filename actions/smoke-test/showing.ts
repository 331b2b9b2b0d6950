import type { Run } from '../../src/action/run-action.js';
import { CancelledError, ExpectedError } from '../../src/errors/errors.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Result } from './result.js';

/** How the work ended: its result, or what it threw. */
export type Ended = { result: Result } | { error: unknown };

/** A place elsewhere that shows the smoke test while it runs, and how it ended. */
export interface Place {
  /** Stands in messages: "The check run could not be written". */
  name: string;
  /** True where somebody waits for it: that it cannot begin is then an error and no warning. */
  required: boolean;
  /** Shows it as running. Returns how to show its end, which gives the place's address where it has one. */
  begin(): Promise<(ended: Ended) => Promise<string | undefined>>;
}

/**
 * Does the work while each place shows it, and shows its end there, also when the work throws or is cancelled: one that
 * never ends would hold up whoever waits for it. What a place refuses at the end is told and changes no verdict. Throws
 * what the work throws, and what a required place refuses at the beginning.
 */
export async function whileShown(
  places: readonly Place[],
  deps: { log: Logger; onCancel: Run['onCancel'] },
  work: () => Promise<Result>,
): Promise<Result> {
  const [place, ...others] = places;
  if (!place) return work();
  const inner = () => whileShown(others, deps, work);
  const refused = (error: ExpectedError): void =>
    deps.log.warning(`The ${place.name} could not be written: ${error.message} ${error.fix ?? ''}`.trim());
  const end = place.required ? await place.begin() : await unlessRefused(() => place.begin(), refused);
  if (!end) return inner();
  const done = deps.onCancel(`end the ${place.name}`, async () => {
    await end({ error: new CancelledError() });
  });
  try {
    const result = await inner();
    const url = await unlessRefused(() => end({ result }), refused);
    if (url) deps.log.info(`The ${place.name}: ${url}`);
    done();
    return result;
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      await unlessRefused(() => end({ error }), refused);
      done();
    }
    throw error;
  }
}

/** One line about what was thrown. */
export function lineOf(error: unknown): string {
  return error instanceof ExpectedError ? (error.message.split('\n')[0] ?? '') : 'it did not finish';
}

async function unlessRefused<Value>(
  work: () => Promise<Value>,
  refused: (error: ExpectedError) => void,
): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExpectedError) || error instanceof CancelledError) throw error;
    refused(error);
    return undefined;
  }
}
