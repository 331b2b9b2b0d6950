import { z } from 'zod';
import type { Bypass } from '../../src/checks/transport/protection.js';
import { InputError, PlatformError } from '../../src/errors/errors.js';
import type { Http } from '../../src/http/client.js';
import type { Inputs } from './inputs.js';

/** What asking GitHub for an id token needs. */
export interface MintDeps {
  http: Http;
  env: Record<string, string>;
  mask(secret: string): void;
}

const answerSchema = z.object({ value: z.string().min(1) });

/**
 * How to get past Vercel's protection: by the secret, by an id token of this job, or not at all. Throws InputError when
 * an id token is wanted and this job gets none.
 */
export function bypassOf(
  { protectionBypass, protectionOidc }: Pick<Inputs, 'protectionBypass' | 'protectionOidc'>,
  deps: MintDeps,
): Bypass {
  if (protectionOidc !== undefined) requestOf(deps.env);
  return {
    ...(protectionBypass === undefined ? {} : { secret: protectionBypass }),
    ...(protectionOidc === undefined ? {} : { mint: () => mint(protectionOidc.audience, deps) }),
  };
}

/** Where GitHub gives id tokens to this job. Throws InputError when it gives none. */
function requestOf({
  ACTIONS_ID_TOKEN_REQUEST_URL: url,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
}: MintDeps['env']): {
  url: string;
  token: string;
} {
  if (url && token) return { url, token };
  throw new InputError('The input "protection-oidc" is true, but GitHub gives this job no id tokens.', {
    fix: 'Give the job "permissions: id-token: write"; pull requests from forks never get it.',
  });
}

/** Asks GitHub for an id token of this job (docs.github.com, "OpenID Connect reference"). Throws InputError without the permission, PlatformError. */
async function mint(audience: string | undefined, { http, env, mask }: MintDeps): Promise<string> {
  const { url, token } = requestOf(env);
  mask(token);
  const address = new URL(url);
  if (audience !== undefined) address.searchParams.set('audience', audience);
  const response = await http.request({
    operation: 'GitHub: ask for an id token',
    kind: 'read',
    method: 'GET',
    url: address.href,
    headers: { authorization: `Bearer ${token}` },
  });
  const parsed = response.status < 300 ? answerSchema.safeParse(response.json()) : undefined;
  if (!parsed?.success) {
    throw new PlatformError(`GitHub gave no id token (HTTP ${response.status}).`, {
      code: 'unexpected-answer',
      status: response.status,
      fix: 'Give the job "permissions: id-token: write", or use "protection-bypass" with a secret.',
    });
  }
  mask(parsed.data.value);
  return parsed.data.value;
}
