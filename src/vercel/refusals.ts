import { PlatformError } from '../errors/errors.js';
import { diagnose } from './diagnosis.js';

/** What is known of a refusal. */
export interface Refusal {
  /** What was asked, as in a log: `Vercel: read the project "web"`. */
  operation: string;
  /** HTTP status; undefined when the upload library hid it. */
  status: number | undefined;
  /** Vercel's code, '' when it gave none. */
  code: string;
  message: string;
  invalidToken?: boolean;
  requestId?: string;
  /** The team that was asked, as the user gave it. */
  team: string | undefined;
  /** Whether the call changes something. */
  changes: boolean;
  /** When a limit ends, in milliseconds since the epoch. */
  resetAt?: number;
}

/** Makes the error a person reads out of a refusal: Vercel's words, the cause where it is known, and what to do now. */
export function refusalError(refusal: Refusal): PlatformError {
  const { operation, status, code, message, requestId, changes } = refusal;
  const said = [status && `HTTP ${status}`, code].filter(Boolean).join(' ');
  return new PlatformError(
    `${operation} was refused (${said || 'no code'}): ${asSentence(message || 'no reason given')}`,
    {
      code: code || `http-${status ?? 'unknown'}`,
      fix: `${fixFor(refusal)}${resetText(refusal)}`,
      ...(status === undefined ? {} : { status }),
      ...(requestId === undefined ? {} : { requestId }),
      // A change that ended in a server's fault may have happened all the same.
      ambiguous: changes && status !== undefined && status >= 500,
    },
  );
}

function fixFor(refusal: Refusal): string {
  const { status, team } = refusal;
  const code = refusal.code || (status === 413 ? 'request_entity_too_large' : '');
  const known = diagnose({ code, message: refusal.message, lines: [] });
  if (known) return `${known.cause} ${known.fix}`;
  const scope = team
    ? `the team "${team}"`
    : 'the personal account (the input "team" is not given, or names a person)';
  if (status === 401 || refusal.invalidToken)
    return 'The token is not valid (any more). Create one under Account Settings, Tokens on Vercel, and store it as the secret that "vercel-token" reads.';
  if (status === 403)
    return `The token may not do this. What was asked for is ${scope}: check "team" (the id or the slug of the team that owns the project) and that the token's scope includes it.`;
  if (status === 402) return "The account's plan does not allow this; see its billing page on Vercel.";
  if (status === 404)
    return `Check the name or id, and whose it is: ${scope} was asked. What belongs to a team is found only with "team".`;
  if (status === 429) return 'Too many requests; run the job again in some minutes.';
  if (status !== undefined && status >= 500)
    return 'Vercel has a fault; see https://www.vercel-status.com, then run the job again.';
  return "Vercel's message says what it does not accept; correct that and run the job again.";
}

/** Vercel ends some of its sentences with a full stop and some without; ours go on behind them. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Vercel gives seconds in some answers and milliseconds in others. */
function resetText({ resetAt }: Refusal): string {
  if (resetAt === undefined) return '';
  const ms = resetAt < 1e12 ? resetAt * 1_000 : resetAt;
  return ` The limit ends at ${new Date(ms).toISOString()}.`;
}
