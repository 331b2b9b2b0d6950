import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { HttpResponse } from '../http/client.js';
import type { GraphQlDocument } from './documents.js';
import { notAuthorized, rateLimited, refused, unexpectedAnswer } from './messages.js';
import { redact } from './redact.js';

/** What an answer holds: data, or words of refusal. `passing` = the trouble is Railway's own and goes by. */
export type Outcome =
  | { data: unknown }
  | { error: string; status: number; passing: boolean; foreign: boolean };

/** Who asked, for the words of a refusal. */
interface Asker {
  kind: 'project' | 'account';
  /** Values that no message may repeat. */
  hide: readonly string[];
  rate: { limit: number | undefined; freeInMs: number | undefined };
}

const problem = /problem processing request/i;
const notAllowed = /not authorized|unauthorized|project token not found/i;
const maybeDone = /problem processing|internal|timed? ?out|unavailable/i;

const envelopeSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** Reads the envelope of a GraphQL answer. `foreign`: it is none, so something in between answered. Never throws. */
export function readEnvelope(response: HttpResponse): Outcome {
  const { status } = response;
  const failed = { status, passing: false, foreign: false };
  if (status === 401 || status === 403) return { ...failed, error: 'Not Authorized' };
  const parsed = envelopeSchema.safeParse(jsonOf(response));
  const [first] = parsed.data?.errors ?? [];
  if (first) return { ...failed, error: first.message, passing: problem.test(first.message) };
  if (status >= 300) return { ...failed, error: `HTTP ${status}` };
  if (parsed.success && parsed.data.data !== undefined) return { data: parsed.data.data };
  return { ...failed, error: 'an answer that is not GraphQL', passing: true, foreign: true };
}

/** The error a refusal becomes; a change that may have happened all the same is `ambiguous`. */
export function refusalOf(
  document: GraphQlDocument<unknown>,
  outcome: Exclude<Outcome, { data: unknown }>,
  response: HttpResponse,
  asker: Asker,
): PlatformError {
  const { error: why, status, passing, foreign } = outcome;
  const change = document.kind === 'change';
  if (foreign) return unexpected(document, response, 'the body', 'unexpected-answer');
  const requestId = response.headers['x-railway-request-id'] ?? response.headers['x-request-id'];
  const common = requestId === undefined ? {} : { requestId };
  if (status === 429) {
    const { limit, freeInMs } = asker.rate;
    const { message, fix } = rateLimited(`Railway: ${document.doing}`, limit, freeInMs);
    return new PlatformError(message, { code: 'rate-limited', status, fix, ...common });
  }
  if (notAllowed.test(why)) {
    const words = asker.kind === 'project' ? 'project token' : 'account or workspace token';
    const { message, fix } = notAuthorized(document.doing, words);
    return new PlatformError(message, { code: 'not-authorized', status, fix, ...common });
  }
  const { message, fix } = refused(document.doing, redact(why, asker.hide));
  const ambiguous = change && (maybeDone.test(why) || status >= 500);
  // A passing trouble inside an HTTP 200 is "could not ask": whoever waits may look again.
  if (passing) return new PlatformError(message, { code: 'unreachable', fix, ambiguous, ...common });
  return new PlatformError(message, { code: 'refused', status, fix, ambiguous, ...common });
}

/** The data in the form its document says. Throws PlatformError `unexpected-form`, which does not pass by waiting. */
export function accept<Answer>(
  document: GraphQlDocument<Answer>,
  data: unknown,
  response: HttpResponse,
): Answer {
  const parsed = document.answer.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unexpected(document, response, `${issue?.path.join('.')}: ${issue?.message}`, 'unexpected-form');
}

function unexpected(
  document: GraphQlDocument<unknown>,
  response: HttpResponse,
  where: string,
  code: 'unexpected-answer' | 'unexpected-form',
): PlatformError {
  const { message, fix } = unexpectedAnswer(document.doing, where);
  const ambiguous = document.kind === 'change';
  return new PlatformError(message, { code, status: response.status, fix, ambiguous });
}

function jsonOf(response: HttpResponse): unknown {
  try {
    return response.json();
  } catch {
    return undefined;
  }
}
