import { InputError, PlatformError } from '../errors/errors.js';
import type { HttpResponse } from '../http/client.js';
import { errorSchema } from './answers.js';

/** Neon said no, in its own words and with what to do. */
export function refused(operation: string, answer: HttpResponse, project: string): PlatformError {
  const parsed = errorSchema.safeParse(parseOrNothing(answer.text));
  const { message, code, request_id: requestId } = parsed.success ? parsed.data : {};
  return new PlatformError(
    `Neon: ${operation} was refused with HTTP ${answer.status}: ${message ?? 'no reason given'}.`,
    {
      code: code || String(answer.status),
      status: answer.status,
      ...(requestId ? { requestId } : {}),
      fix: fixes[answer.status] ?? `See the project ${project} in Neon's console.`,
    },
  );
}

const fixes: Record<number, string> = {
  401: 'The input "neon-api-key" is wrong or was revoked; make a new one in Neon under Account settings, API keys.',
  403: 'The key may not do this: a project-scoped key must be of this very project.',
  404: 'Check "neon-project" (its id, as in green-forest-12345678) and that the key belongs to its organisation.',
  409: 'Something of this name is there already; choose another name.',
  422: "The project's limits do not allow it: delete branches that nobody uses, or raise the plan.",
  423: 'Another change of this project goes on and did not end in time; run the job again later.',
};

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An operation did not come to a good end. */
export function operationEnded(subject: string, action: string, status: string): PlatformError {
  return new PlatformError(
    `${subject}: Neon's operation ${action} ended as "${status}", or did not end in time.`,
    {
      code: `operation-${status}`,
      ambiguous: true,
      fix: "See the project's operations in Neon's console; run the job again once they have ended.",
    },
  );
}

/** There is nothing of this name to connect to. */
export function noDatabase(branch: string, wanted: string | null, there: readonly string[]): InputError {
  return new InputError(
    wanted === null
      ? `The Neon branch ${branch} has no database.`
      : `The Neon branch ${branch} has no database "${wanted}".`,
    { fix: `It has: ${there.join(', ') || 'none'}. Name one with "neon-database".` },
  );
}
