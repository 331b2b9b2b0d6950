import { createHash, timingSafeEqual } from 'node:crypto';
import { createMiddleware } from 'hono/factory';

/** Lets requests pass that bring one of the keys as a bearer token, and answers the others with 401. */
export function requireKey(keys: readonly string[]) {
  const known = keys.map(digest);
  return createMiddleware(async (context, next) => {
    const given = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    // Digests have one length, which comparing in constant time needs.
    if (given !== undefined && known.some((key) => timingSafeEqual(key, digest(given)))) return next();
    context.header('www-authenticate', 'Bearer');
    return context.json({ error: 'An access key is needed: send it as a bearer token.' }, 401);
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
