import { PlatformError } from '../errors/errors.js';
import { bypassAnswerSchema, type VercelProject } from './answers.js';
import type { VercelClient } from './client.js';
import type { WaitDeps } from './wait.js';

const tries = 3;
/** Vercel takes a new secret into use a moment after it answered (seen in its CLI). */
const untilKnownMs = 1_000;

/**
 * The secret that opens a project's protected deployments to automation: the newest there is, else a new one (REST,
 * `PATCH /v1/projects/{id}/protection-bypass`). After a lost answer it is looked for before another is made. Throws
 * PlatformError when Vercel refuses or gives none.
 */
export async function ensureBypassSecret(project: VercelProject, deps: WaitDeps): Promise<string> {
  if (project.bypassSecret) return project.bypassSecret;
  const { client, clock, signal } = deps;
  let secret: string | undefined;
  for (let attempt = 1; !secret && attempt <= tries; attempt += 1)
    secret = (await create(project.id, deps)) ?? (await client.project(project.id)).bypassSecret;
  if (!secret)
    throw new PlatformError(`Vercel made no protection bypass secret for ${project.name}.`, {
      code: 'unexpected-answer',
      fix: 'Make one under Settings, Deployment Protection of the project, and give it as "protection-bypass".',
    });
  await clock.sleep(client.loopback ? 10 : untilKnownMs, signal);
  return secret;
}

async function create(projectId: string, { client, log }: WaitDeps): Promise<string | undefined> {
  try {
    return await client.call({
      operation: 'make a protection bypass secret',
      method: 'PATCH',
      path: `/v1/projects/${encodeURIComponent(projectId)}/protection-bypass`,
      json: {},
      schema: bypassAnswerSchema,
    });
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    log.info(`${error.message} It may have happened, so the project is read again.`);
    return undefined;
  }
}

/**
 * Whether an address shows Vercel's login in place of the deployment: 401, or a redirect, with its nonce. `undefined` when
 * it could not be asked; a redirect is not followed, so the secret goes nowhere else.
 */
export async function showsLogin(
  address: string,
  bypass: string,
  client: VercelClient,
): Promise<boolean | undefined> {
  try {
    const { status, headers } = await client.visit(address, { 'x-vercel-protection-bypass': bypass });
    const nonce = (headers['set-cookie'] ?? '').includes('_vercel_sso_nonce');
    const toLogin = /^https:\/\/vercel\.com\/sso-api/.test(headers.location ?? '');
    return status === 401 || (status >= 300 && status < 400 && (nonce || toLogin));
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return undefined;
  }
}
