import type { HttpResponse } from '../http/client.js';
import { errorBodySchema } from './answers.js';

/** What the body of a refusal says. */
export interface ErrorBody {
  code: string;
  message: string;
  invalidToken?: boolean;
  resetAt?: number;
}

/** Reads the body of a refusal; a body that is no JSON is its own message. */
export function errorOf({ text }: HttpResponse): ErrorBody {
  const read = errorBodySchema.safeParse(parseOrNothing(text));
  const {
    code = '',
    errorName = '',
    message = text.slice(0, 120),
    invalidToken,
    limit,
  } = read.success ? read.data : {};
  return {
    code: errorName.startsWith('api-upload') ? errorName : code,
    message,
    ...(invalidToken ? { invalidToken } : {}),
    ...(limit?.reset ? { resetAt: limit.reset } : {}),
  };
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
