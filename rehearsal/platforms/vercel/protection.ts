import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Api, ok } from './access.js';
import { readObject } from './answers.js';
import type { Project } from './model.js';
import { requireProject } from './project-routes.js';
import type { Store } from './store.js';
import { bypassView } from './views.js';

/** Lets a request through to a deployment, or answers it itself and gives false. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean;

const header = 'x-vercel-protection-bypass';
const cookieHeader = 'x-vercel-set-bypass-cookie';
const cookie = '_vercel_jwt';
const trustedHeader = 'x-vercel-trusted-oidc-idp-token';

/**
 * Vercel's login before the addresses of a project's deployments ("standard protection": production's own domain stays
 * open). A browser is sent to the login, anybody else gets a 401; the secret opens it as header, query or
 * cookie, a trusted source by the token that names it.
 */
export function guardOf(project: Project): Guard {
  return (request, response) => {
    if (!project.isProtected) return true;
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const sent = String(request.headers[header] ?? url.searchParams.get(header) ?? '');
    const idToken = request.headers[trustedHeader];
    if (typeof idToken === 'string' && project.trusts(idToken)) return true;
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    if (project.bypassSecrets.has(sent)) return pass(request, response, sent);
    if (
      cookies.some(
        (pair) => pair.startsWith(`${cookie}=`) && project.bypassSecrets.has(pair.slice(cookie.length + 1)),
      )
    )
      return true;
    askForLogin(request, response);
    return false;
  };
}

function pass(request: IncomingMessage, response: ServerResponse, secret: string): boolean {
  const wanted = request.headers[cookieHeader];
  if (wanted === undefined) return true;
  const sameSite = wanted === 'samesitenone' ? 'None; Secure' : 'Lax';
  response.setHeader('set-cookie', `${cookie}=${secret}; Path=/; HttpOnly; SameSite=${sameSite}`);
  return true;
}

function askForLogin({ headers, url }: IncomingMessage, response: ServerResponse): void {
  const nonce = randomBytes(12).toString('hex');
  response.setHeader('set-cookie', `_vercel_sso_nonce=${nonce}; Path=/; HttpOnly; SameSite=Lax`);
  response.setHeader('cache-control', 'no-store, max-age=0');
  response.setHeader('x-robots-tag', 'noindex');
  if (headers.accept?.includes('text/html')) {
    const back = encodeURIComponent(`https://${headers.host}${url}`);
    response.writeHead(302, { location: `https://vercel.com/sso-api?url=${back}&nonce=${nonce}` });
    response.end('Redirecting...\n');
    return;
  }
  response.writeHead(401, { 'content-type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><title>Authentication Required</title>');
}

/** The route that makes and revokes a project's bypass secrets. */
export function addProtectionRoutes(api: Api, store: Store): void {
  api.owned('PATCH', ['/v1/projects/:id/protection-bypass'], 'updateProjectProtectionBypass', (request) => {
    const { bypassSecrets } = requireProject(store, request.params.id);
    const body = request.raw.length === 0 ? {} : readObject(request.json());
    const { secret } = readObject(body.revoke ?? {});
    if (typeof secret === 'string') bypassSecrets.delete(secret);
    else bypassSecrets.set(newSecret(readObject(body.generate ?? {}).secret), store.time());
    return ok({ protectionBypass: bypassView(bypassSecrets) });
  });
}

function newSecret(wanted: unknown): string {
  return typeof wanted === 'string' ? wanted : randomBytes(16).toString('hex');
}
