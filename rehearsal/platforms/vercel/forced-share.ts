import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Project } from './model.js';

/** The side of a rolling release that a visitor is on. */
export type Share = 'canary' | 'stable';

/**
 * The share that a visitor has asked for by `vcrrForceCanary=true` or `vcrrForceStable=true` in an address; the answer's
 * cookie keeps it until this rolling release ends (Vercel's documentation, "Setting the Rolling Release cookie"). Undefined
 * when it is left to chance. The cookie's own name is not documented.
 */
export function forcedShare(
  { id, rolling }: Project,
  request: IncomingMessage,
  response: ServerResponse,
): Share | undefined {
  if (rolling?.state !== 'ACTIVE') return undefined;
  const asked = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
  const wanted: Share | undefined =
    asked.get('vcrrForceCanary') === 'true'
      ? 'canary'
      : asked.get('vcrrForceStable') === 'true'
        ? 'stable'
        : undefined;
  const cookie = `_vcrr_${id}=${rolling.canaryId}`;
  if (wanted) {
    response.setHeader('set-cookie', `${cookie}.${wanted}; Path=/; HttpOnly; SameSite=Lax`);
    return wanted;
  }
  const kept = (request.headers.cookie ?? '').split(/;\s*/).find((one) => one.startsWith(`${cookie}.`));
  const share = kept?.slice(cookie.length + 1);
  return share === 'canary' || share === 'stable' ? share : undefined;
}
