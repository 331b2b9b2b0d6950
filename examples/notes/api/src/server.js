import { createServer } from 'node:http';
import pg from 'pg';
import { createApp } from './app.js';
import { createNoteStore } from './note-store.js';

const SHUTDOWN_LIMIT_MS = 4_500;

const port = Number(process.env.PORT ?? 3000);
const version = process.env.DEPLOY_SHA ?? 'unknown';
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 5,
  connectionTimeoutMillis: 3_000,
});
// An idle connection that breaks must not take the process down; the next query opens a new one.
pool.on('error', (error) => console.error(`A database connection broke: ${error.message}`));

const server = createServer(
  createApp({
    store: createNoteStore(pool),
    version,
    ...(process.env.ALLOWED_ORIGIN ? { allowedOrigin: process.env.ALLOWED_ORIGIN } : {}),
  }),
);
server.listen(port, () => console.log(`notes-api ${version} listens on port ${port}`));

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    if (!stopping) void stop(signal);
    stopping = true;
  });
}

/** Takes no new requests, lets the running ones finish, then closes the database. */
async function stop(signal) {
  console.log(`${signal}: finishing the requests in flight`);
  const limit = setTimeout(() => process.exit(0), SHUTDOWN_LIMIT_MS);
  limit.unref();
  await new Promise((resolve) => server.close(resolve));
  await pool.end();
  console.log('Stopped.');
  process.exit(0);
}
