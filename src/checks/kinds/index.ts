import { z } from 'zod';
import { command } from './command/spec.js';
import { cors } from './cors/spec.js';
import { dns } from './dns/spec.js';
import { headers } from './headers/spec.js';
import { http } from './http/spec.js';
import { kafka } from './kafka/spec.js';
import type { Kind } from './kind.js';
import { links } from './links/spec.js';
import { log } from './log/spec.js';
import { metric } from './metric/spec.js';
import { page } from './page/spec.js';
import { postgres } from './postgres/spec.js';
import { rateLimit } from './rate-limit/spec.js';
import { redirect } from './redirect/spec.js';
import { redis } from './redis/spec.js';
import { sse } from './sse/spec.js';
import { tls } from './tls/spec.js';
import { websocket } from './websocket/spec.js';

/** Every kind of check. A new one is a folder with `spec.ts` (the form) and `run.ts` (the work), and its name here (twice) and in loaders.ts. */
const all = [
  http,
  cors,
  headers,
  sse,
  websocket,
  tls,
  dns,
  redirect,
  links,
  rateLimit,
  log,
  page,
  command,
  metric,
  postgres,
  redis,
  kafka,
] as const;

/** One check of whatever kind; without `kind` it is `http`. */
export const checkSchema = z.discriminatedUnion(
  'kind',
  [
    http.schema,
    cors.schema,
    headers.schema,
    sse.schema,
    websocket.schema,
    tls.schema,
    dns.schema,
    redirect.schema,
    links.schema,
    rateLimit.schema,
    log.schema,
    page.schema,
    command.schema,
    metric.schema,
    postgres.schema,
    redis.schema,
    kafka.schema,
  ],
  { error: ({ code }) => (code === 'invalid_union' ? `is none of ${kindNames().join(', ')}` : undefined) },
);

/** A check as the suite says it. */
export type Check = z.infer<typeof checkSchema>;

/** Names of all kinds. */
export function kindNames(): string[] {
  return all.map(({ kind }) => kind);
}

/** The kind of a check. The suite's schema accepted it, so there is one. */
export function kindOf(check: Check): Kind<z.ZodType<Check>> {
  const found = all.find(({ kind }) => kind === check.kind);
  if (!found) throw new Error(`There is no kind of check named ${check.kind}.`);
  return found as unknown as Kind<z.ZodType<Check>>;
}
