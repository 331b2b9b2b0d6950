import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import { refusalError } from './refusals.js';

/**
 * What a failed attempt to make a deployment means: `refused` = it is final; `not-now` = nothing was made, try later;
 * `unclear` = it may have been made: look before sending again.
 */
export type CreateFailure =
  | { kind: 'refused'; error: PlatformError }
  | { kind: 'not-now' | 'unclear'; error: PlatformError; waitMs?: number };

const payloadSchema = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  status: z.number().optional(),
  errorName: z.string().optional(),
  limit: z.object({ reset: z.number().optional() }).optional(),
});

const longestWaitMs = 60_000;

/** Sorts what the upload library told as its error; `team` is for the message. `now` is milliseconds since the epoch. */
export function createFailureOf(error: unknown, team: string | undefined, now = Date.now()): CreateFailure {
  if (error instanceof PlatformError) return { kind: 'unclear', error };
  const read = payloadSchema.safeParse(error);
  const { code = '', message = '', status, errorName = '', limit } = read.success ? read.data : {};
  if (status === undefined && code !== 'missing_files') return { kind: 'unclear', error: lost(error) };
  const refusal = refusalError({
    operation: 'Vercel: create the deployment',
    status,
    code: errorName.startsWith('api-upload') ? errorName : code,
    message,
    team,
    changes: true,
    ...(limit?.reset ? { resetAt: limit.reset } : {}),
  });
  if (code === 'missing_files') return { kind: 'not-now', error: refusal };
  if (status !== undefined && status >= 500) return { kind: 'unclear', error: refusal };
  // Only the limit on requests ends soon; limits on builds and uploads last hours.
  if (status !== 429 || (code !== 'rate_limited' && code !== '')) return { kind: 'refused', error: refusal };
  const waitMs = limit?.reset ? Math.max(limit.reset - now, 0) : undefined;
  if (waitMs !== undefined && waitMs > longestWaitMs) return { kind: 'refused', error: refusal };
  return { kind: 'not-now', error: refusal, ...(waitMs === undefined ? {} : { waitMs }) };
}

/** A dropped connection, or an answer that is not JSON. */
function lost(error: unknown): PlatformError {
  const why = error instanceof Error ? describe(error) : String(error);
  return new PlatformError(`Vercel: the deployment was sent, but no good answer came back (${why}).`, {
    code: 'unreachable',
    cause: error,
    ambiguous: true,
    fix: "Look at the project's deployments on Vercel; then run the job again.",
  });
}

function describe(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
