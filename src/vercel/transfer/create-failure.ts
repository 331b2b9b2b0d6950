import { z } from 'zod';
import { CancelledError, PlatformError } from '../../errors/errors.js';
import type { HttpResponse } from '../../http/client.js';
import { askedDelayMs } from '../../http/retry.js';
import type { VercelClient } from '../client.js';
import { refusalError } from '../refusals.js';

/**
 * What a failed attempt to make a deployment means: `missing` = Vercel asks for files first; `refused` = it is final;
 * `not-now` = nothing was made, try later; `unclear` = it may have been made: look before sending again.
 */
export type CreateFailure =
  | { kind: 'missing'; shas: readonly string[] }
  | { kind: 'refused'; error: PlatformError }
  | { kind: 'not-now' | 'unclear'; error: PlatformError; waitMs?: number };

const errorSchema = z.object({
  error: z.object({
    code: z.string().catch(''),
    message: z.string().catch(''),
    errorName: z.string().optional(),
    missing: z.array(z.string()).optional(),
    invalidToken: z.boolean().optional(),
    limit: z.object({ reset: z.number().optional() }).optional(),
  }),
});

const longestWaitMs = 60_000;

/** Sorts an answer that is a refusal. `now` is milliseconds since the epoch. */
export function refusedCreate(
  operation: string,
  response: HttpResponse,
  client: VercelClient,
  now: number,
): CreateFailure {
  const body = readError(response.text);
  if (body.code === 'missing_files') return { kind: 'missing', shas: body.missing ?? [] };
  const error = asPlatformError(operation, response, client);
  const { status } = response;
  if (status >= 500) return { kind: 'unclear', error };
  // Only the limit on requests ends soon; limits on builds and uploads last hours.
  const passing = body.code === 'rate_limited' || body.code === '';
  if (status !== 429 || !passing) return { kind: 'refused', error };
  const waitMs = body.limit?.reset
    ? Math.max(body.limit.reset - now, 0)
    : askedDelayMs(response.headers, now);
  if (waitMs !== undefined && waitMs > longestWaitMs) return { kind: 'refused', error };
  return { kind: 'not-now', error, ...(waitMs === undefined ? {} : { waitMs: Math.max(waitMs, 0) }) };
}

/** Sorts what was thrown instead of an answer; throws what is no lost answer. */
export function lostCreate(error: unknown): CreateFailure {
  if (error instanceof CancelledError || !(error instanceof PlatformError)) throw error;
  return { kind: error.ambiguous ? 'unclear' : 'not-now', error };
}

/** The error that a refused upload means. */
export function uploadRefusal(
  operation: string,
  response: HttpResponse,
  client: VercelClient,
): PlatformError {
  return asPlatformError(operation, response, client);
}

function asPlatformError(operation: string, response: HttpResponse, { team }: VercelClient): PlatformError {
  const { code, message, errorName, limit, invalidToken } = readError(response.text);
  const requestId = response.headers['x-vercel-id'];
  return refusalError({
    operation: `Vercel: ${operation}`,
    status: response.status,
    code: errorName?.startsWith('api-upload') ? errorName : code,
    message: message || response.text.slice(0, 120),
    team,
    changes: true,
    ...(invalidToken ? { invalidToken } : {}),
    ...(requestId ? { requestId } : {}),
    ...(limit?.reset ? { resetAt: limit.reset } : {}),
  });
}

function readError(text: string): z.infer<typeof errorSchema>['error'] {
  try {
    return errorSchema.parse(JSON.parse(text)).error;
  } catch {
    return { code: '', message: '' };
  }
}
