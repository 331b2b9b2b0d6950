import { PlatformError } from '../errors/errors.js';

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

/** Makes the error a person reads out of a refusal: Vercel's words, and what to do now. */
export function refusalError(refusal: Refusal): PlatformError {
  const { operation, status, code, message, requestId, changes } = refusal;
  const said = [status && `HTTP ${status}`, code].filter(Boolean).join(' ');
  return new PlatformError(
    `${operation} was refused (${said || 'no code'}): ${message || 'no reason given'}`,
    {
      code: code || `http-${status ?? 'unknown'}`,
      fix: fixFor(refusal),
      ...(status === undefined ? {} : { status }),
      ...(requestId === undefined ? {} : { requestId }),
      // A change that ended in a server's fault may have happened all the same.
      ambiguous: changes && status !== undefined && status >= 500,
    },
  );
}

const fixes: Readonly<Record<string, string>> = {
  builds_rate_limited:
    "The account's builds are used up for now; sending it again does not help. Wait until the limit ends or use a plan with more builds.",
  missing_files:
    'Vercel lost files that were just uploaded. Run the job again; only what is missing is sent.',
  too_many_files:
    'Fewer files must be sent: list what the build does not need in .vercelignore (15 000 files is the limit).',
  payment_required:
    "The account's plan does not allow this, or a payment is due; look at the account's billing page.",
  missing_build_script: 'Give the app a build script, or set the build command in the project settings.',
  cert_missing: "The domain has no certificate yet; open the project's domains page on Vercel.",
  domain_not_verified: "Verify the domain on the project's domains page on Vercel.",
};

function fixFor(refusal: Refusal): string {
  const { status, code, team } = refusal;
  const known = Object.hasOwn(fixes, code) ? fixes[code] : undefined;
  if (known) return known;
  if (code.startsWith('api-upload') || status === 413)
    return 'The limit on uploads is reached: list what the build does not need in .vercelignore, and try again when the limit ends.';
  const scope = team ? `the team "${team}"` : 'the personal account, because the input "team" is not given';
  if (status === 401 || refusal.invalidToken)
    return 'The token is not valid (any more). Create one under Account Settings, Tokens on Vercel, and store it as the secret that "vercel-token" reads.';
  if (status === 403)
    return `The token may not do this. What was asked for is ${scope}: check "team" (the id or the slug of the team that owns the project) and that the token's scope includes it.`;
  if (status === 402) return fixes.payment_required ?? '';
  if (status === 404)
    return `Check the name or id, and whose it is: ${scope} was asked. A project of a team is found only with "team".`;
  if (status === 429)
    return `Too many requests; ${refusal.resetAt ? `the limit ends at ${new Date(refusal.resetAt).toISOString()}` : 'wait some minutes'}, then run the job again.`;
  if (status !== undefined && status >= 500)
    return 'Vercel has a fault; see https://www.vercel-status.com, then run the job again.';
  return "Vercel's message says what it does not accept; correct that and run the job again.";
}
