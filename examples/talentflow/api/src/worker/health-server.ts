import { createServer, type Server } from 'node:http';
import { healthOf, type Probe } from '../health/health.js';

/** A server that answers `GET /health` and `GET /version`, so that Railway calls the worker live only when it is connected. */
export function createHealthServer(probes: Record<string, Probe>, version: string): Server {
  return createServer(async ({ url }, response) => {
    const health = url === '/health' ? await healthOf(probes) : undefined;
    const known = health ?? (url === '/version' ? { version, name: 'talentflow-worker' } : undefined);
    response.statusCode = known === undefined ? 404 : health && health.status !== 'ok' ? 503 : 200;
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(known ?? { message: 'There is nothing here.' }));
  });
}
