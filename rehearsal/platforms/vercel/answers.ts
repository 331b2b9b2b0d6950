import { HttpAnswer } from '../http/server.js';

/** An error answer in Vercel's form: `{error: {code, message, …}}`. */
export function failure(
  status: number,
  code: string,
  message: string,
  more: Record<string, unknown> = {},
): HttpAnswer {
  return new HttpAnswer(status, { error: { code, message, ...more } });
}

/** The request itself is wrong. */
export function badRequest(message: string): HttpAnswer {
  return failure(400, 'bad_request', message);
}

/** No such thing, or not in the scope that was asked. */
export function notFound(what: string): HttpAnswer {
  return failure(404, 'not_found', `${what} not found`);
}

/** A body that must be a JSON object; throws a 400 for anything else. */
export function readObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw badRequest('Invalid request: should be object.');
}
