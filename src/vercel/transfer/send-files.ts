import { createReadStream, readFileSync } from 'node:fs';
import { CancelledError, PlatformError } from '../../errors/errors.js';
import type { HttpRequest, HttpResponse } from '../../http/client.js';
import { askedDelayMs, retryDelayMs } from '../../http/retry.js';
import { formatSize } from '../../runtime/duration.js';
import { uploadRefusal } from './create-failure.js';
import type { TransferDeps } from './deps.js';
import { digestFiles } from './digest.js';
import { changedMeanwhile } from './messages.js';
import type { DigestedFile } from './source-file.js';

/** Uploads at once; Vercel's own library takes 50, which at 1 MB each is more memory than it is speed. */
export const parallelUploads = 32;
const tries = 5;
/** Up to this size a file is read whole; larger ones are streamed. */
const wholeBytes = 1_048_576;
/** A line that slow is taken for a dead one. */
const slowestBytesPerMs = 50;
const longestWaitMs = 60_000;
const operation = (path: string) => `upload ${path}`;

/**
 * Sends files, each named by its digest, so that sending one again after a fault is harmless. A limit on requests is
 * waited for, a limit on uploads is not. Throws PlatformError, InputError for a file that changed meanwhile, CancelledError.
 */
export async function sendFiles(files: readonly DigestedFile[], deps: TransferDeps): Promise<void> {
  const queue = [...files].sort((one, other) => other.size - one.size);
  const progress = new Progress(files.length, deps);
  let failed = false;
  const work = async () => {
    for (let file = queue.shift(); file && !failed; file = queue.shift()) {
      await sendFile(file, deps);
      progress.sent(file);
    }
  };
  const workers = Array.from({ length: Math.min(parallelUploads, files.length) }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.all(workers);
}

async function sendFile(file: DigestedFile, deps: TransferDeps): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await post(file, deps).catch((error: unknown) => ({ error }));
    const answer = 'error' in outcome ? undefined : outcome;
    if (answer && answer.status < 300) return;
    if (deps.signal.aborted) throw new CancelledError();
    const error = answer ? uploadRefusal(operation(file.path), answer, deps.client) : asError(outcome);
    const waitMs = attempt < tries ? waitBeforeNext(attempt, answer, error, deps) : undefined;
    if (waitMs === undefined) {
      if (answer?.status === 400) await throwIfChanged(file, deps);
      throw error;
    }
    deps.log.debug(`${error.message} Sending it again in ${waitMs} ms (try ${attempt + 1} of ${tries}).`);
    await deps.clock.sleep(waitMs, deps.signal);
  }
}

/** Undefined when trying again does not help. */
function waitBeforeNext(
  attempt: number,
  answer: HttpResponse | undefined,
  error: Error,
  { clock }: TransferDeps,
): number | undefined {
  if (!answer)
    return error instanceof PlatformError ? retryDelayMs(attempt, undefined, clock.now()) : undefined;
  const limited =
    answer.status === 429 && error instanceof PlatformError && !error.code.startsWith('api-upload');
  if (!limited && answer.status < 500) return undefined;
  const asked = askedDelayMs(answer.headers, clock.now());
  return asked !== undefined && asked > longestWaitMs
    ? undefined
    : retryDelayMs(attempt, answer.headers, clock.now());
}

function post(file: DigestedFile, { client, stallMs }: TransferDeps): Promise<HttpResponse> {
  return client.send({
    operation: operation(file.path),
    method: 'POST',
    path: '/v2/files',
    body: bodyOf(file),
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(file.size),
      'x-now-digest': file.sha ?? '',
      'x-now-size': String(file.size),
    },
    repeatable: true,
    tries: 1,
    timeoutMs: stallMs + Math.ceil(file.size / slowestBytesPerMs),
  });
}

function bodyOf({ content, size }: DigestedFile): NonNullable<HttpRequest['body']> {
  if (content.from === 'memory') return content.data;
  if (content.from === 'nowhere') return Buffer.alloc(0);
  const { file } = content;
  if (size <= wholeBytes) return readFileSync(file);
  // No further than what was digested, should the file have grown.
  return () => createReadStream(file, { end: size - 1, highWaterMark: 262_144 });
}

function asError(outcome: HttpResponse | { error: unknown }): Error {
  const error = 'error' in outcome ? outcome.error : undefined;
  return error instanceof Error ? error : new Error(String(error));
}

/** A digest that does not fit is a file that something wrote to after it was read. */
async function throwIfChanged(file: DigestedFile, { signal }: TransferDeps): Promise<void> {
  const [now] = await digestFiles([file], signal);
  if (now?.sha === file.sha) return;
  throw changedMeanwhile(file.path);
}

const progressMs = 5_000;

/** A line now and then, so that a long upload is seen to move. */
class Progress {
  readonly #count: number;
  readonly #deps: TransferDeps;
  #files = 0;
  #bytes = 0;
  #said: number;

  constructor(count: number, deps: TransferDeps) {
    this.#count = count;
    this.#deps = deps;
    this.#said = deps.clock.now();
  }

  sent({ size }: DigestedFile): void {
    const { clock, log } = this.#deps;
    this.#files += 1;
    this.#bytes += size;
    if (clock.now() - this.#said < progressMs) return;
    this.#said = clock.now();
    log.info(`Sent ${this.#files} of ${this.#count} files, ${formatSize(this.#bytes)}`);
  }
}
