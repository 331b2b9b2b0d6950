import { serve } from '@hono/node-server';
import { PrismaPg } from '@prisma/adapter-pg';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { PrismaClient } from './database/generated/client.ts';
import { createInstrumentStore } from './database/instrument-store.ts';

const shutdownLimitMs = 4_500;

const config = readConfig(process.env);
const adapter = new PrismaPg({
  connectionString: config.databaseUrl,
  max: 5,
  connectionTimeoutMillis: 3_000,
});
const prisma = new PrismaClient({ adapter });
const app = createApp({ config, store: createInstrumentStore(prisma) });
const server = serve({ fetch: app.fetch, port: config.port }, ({ port }) => {
  console.log(`calibrate-api ${config.version} listens on port ${port}`);
});

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
  setTimeout(() => process.exit(0), shutdownLimitMs).unref();
  await new Promise((resolve) => server.close(resolve));
  await prisma.$disconnect();
  console.log('Stopped.');
  process.exit(0);
}
