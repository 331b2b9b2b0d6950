import type { Check } from './index.js';
import type { RunCheck } from './kind.js';

type Loaders = { [Kind in Check['kind']]: () => Promise<{ run: RunCheck<Extract<Check, { kind: Kind }>> }> };

/** Each kind's work is imported when a suite has a check of it: a page's browser is nothing to a suite of requests. */
const loaders: Loaders = {
  http: () => import('./http/run.js'),
  cors: () => import('./cors/run.js'),
  headers: () => import('./headers/run.js'),
  sse: () => import('./sse/run.js'),
  websocket: () => import('./websocket/run.js'),
  tls: () => import('./tls/run.js'),
  dns: () => import('./dns/run.js'),
  redirect: () => import('./redirect/run.js'),
  links: () => import('./links/run.js'),
  'rate-limit': () => import('./rate-limit/run.js'),
  log: () => import('./log/run.js'),
  page: () => import('./page/run.js'),
  command: () => import('./command/run.js'),
  metric: () => import('./metric/run.js'),
  postgres: () => import('./postgres/run.js'),
  redis: () => import('./redis/run.js'),
  kafka: () => import('./kafka/run.js'),
};

/** The work of a check's kind. */
export async function loadRun(kind: Check['kind']): Promise<RunCheck<Check>> {
  return (await loaders[kind]()).run as RunCheck<Check>;
}
