import { serve } from '@hono/node-server';
import pg from 'pg';
import { createApp } from './app.ts';
import { createRecipeStore } from './recipe-store.ts';

const SHUTDOWN_LIMIT_MS = 4_500;

const { DATABASE_URL, DEPLOY_SHA = 'unknown', PORT = '3000', WEB_ORIGIN = '' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 5, connectionTimeoutMillis: 3_000 });
// An idle connection that breaks must not take the process down; the next query opens a new one.
pool.on('error', (error) => console.error(`A database connection broke: ${error.message}`));

const app = createApp({
  store: createRecipeStore(pool),
  version: DEPLOY_SHA,
  origins: WEB_ORIGIN.split(',').filter((origin) => origin !== ''),
});
const server = serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) =>
  console.log(`chefops-api ${DEPLOY_SHA} listens on port ${port}`),
);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (!stopping) void stop(signal);
    stopping = true;
  });
}

/** Takes no new requests, lets the running ones finish, then closes the database. */
async function stop(signal: string): Promise<void> {
  console.log(`${signal}: finishing the requests in flight`);
  setTimeout(() => process.exit(0), SHUTDOWN_LIMIT_MS).unref();
  await new Promise((resolve) => server.close(resolve));
  await pool.end();
  console.log('Stopped.');
  process.exit(0);
}
