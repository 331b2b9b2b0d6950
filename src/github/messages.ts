import { PlatformError } from '../errors/errors.js';
import type { HttpResponse } from '../http/client.js';

/** GitHub's refusal as an error that names the permission or the input to change. */
export function refused(
  what: string,
  response: HttpResponse,
  repository: string,
  changes: boolean,
): PlatformError {
  const requestId = response.headers['x-github-request-id'];
  const message = messageOf(response);
  return new PlatformError(
    `GitHub refused to ${what} for ${repository}: HTTP ${response.status}, ${message}.`,
    {
      code: message,
      status: response.status,
      fix: fixFor(what, response, message),
      // A change that ended in a server's fault may have happened all the same.
      ambiguous: changes && response.status >= 500,
      ...(requestId ? { requestId } : {}),
    },
  );
}

function fixFor(what: string, response: HttpResponse, message: string): string {
  const { status } = response;
  if (/rate limit/i.test(message))
    return 'The token has made too many requests; wait some minutes and run the job again.';
  if (status === 401)
    return 'The token is not valid: leave "github-token" out to use the job\'s own, or renew the one you give.';
  if (status === 403)
    return `Give the job "${permissionsOf(what, response)}" (and "contents: read"); forks' pull requests cannot have it.`;
  if (status === 404)
    return `Check that the token belongs to this repository and the job has "${permissionsOf(what, response)}".`;
  if (status === 422)
    return "Check that the commit exists in the repository and the environment's name is right.";
  return 'Run the job again; see https://www.githubstatus.com if it stays.';
}

/** GitHub names what a call needs, as `issues=write; pull_requests=write`, any one of them being enough. */
function permissionsOf(what: string, response: HttpResponse): string {
  const accepted = response.headers['x-accepted-github-permissions'] ?? '';
  const any = accepted
    .split(';')
    .map((one) => one.trim().replace('=', ': ').replaceAll('_', '-'))
    .filter((one) => one !== '' && !one.includes(','));
  // A comment on a pull request is allowed by either; the narrower one is the better advice.
  const narrower = what.includes('comment') ? any.find((one) => one.startsWith('pull-requests')) : undefined;
  const usual = what.includes('comment') ? 'pull-requests: write' : 'deployments: write';
  const best = narrower ?? any[0] ?? usual;
  return `permissions: ${best}`;
}

function messageOf(response: HttpResponse): string {
  try {
    const body: unknown = JSON.parse(response.text);
    if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message);
  } catch {
    // Not JSON: the status alone has to do.
  }
  return 'no reason given';
}
