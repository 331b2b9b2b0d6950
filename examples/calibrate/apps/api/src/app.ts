import { InvalidInput, parseMeasurement, parseNewInstrument } from '@calibrate/contract';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requireKey } from './access.ts';
import type { Config } from './config.ts';
import { type InstrumentStore, SerialTaken } from './database/instrument-store.ts';
import { healthOf } from './health.ts';

const largestBodyBytes = 16 * 1_024;

/** What the routes work with. */
export interface AppOptions {
  config: Pick<Config, 'version' | 'accessKeys' | 'webOrigins'>;
  store: InstrumentStore;
  /** Told about every error that became a 500. */
  onError?: (error: unknown) => void;
}

/** The API's routes, free of sockets and databases so that a test can call them. */
export function createApp({ config, store, onError = console.error }: AppOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header('x-version', config.version);
    context.header('cache-control', 'no-store');
    await next();
  });
  app.use('/api/*', cors({ origin: [...config.webOrigins], exposeHeaders: ['x-version'], maxAge: 600 }));
  app.use('/api/*', bodyLimit({ maxSize: largestBodyBytes }));
  app.use('/api/*', requireKey(config.accessKeys));

  app.get('/health', async (context) => {
    const health = await healthOf(() => store.ping(), config.version);
    return context.json(health, health.status === 'ok' ? 200 : 503);
  });
  app.get('/version', (context) => context.json({ version: config.version }));
  app.route('/api/instruments', instrumentRoutes(store));

  app.notFound((context) => context.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    if (error instanceof InvalidInput) return context.json({ error: error.message }, 400);
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof SerialTaken) return context.json({ error: error.message }, 409);
    onError(error);
    return context.json({ error: 'Something went wrong on our side.' }, 500);
  });
  return app;
}

function instrumentRoutes(store: InstrumentStore): Hono {
  const routes = new Hono();
  routes.get('/', async (context) => context.json({ instruments: await store.list() }));
  routes.post('/', async (context) => {
    const instrument = await store.create(parseNewInstrument(await bodyOf(context.req)));
    return context.json({ instrument }, 201);
  });
  routes.post('/:id{[0-9]{1,9}}/calibrations', async (context) => {
    const measurement = parseMeasurement(await bodyOf(context.req));
    const instrument = await store.calibrate(Number(context.req.param('id')), measurement);
    return instrument ? context.json({ instrument }, 201) : context.notFound();
  });
  routes.delete('/:id{[0-9]{1,9}}', async (context) => {
    const removed = await store.remove(Number(context.req.param('id')));
    return removed ? context.body(null, 204) : context.notFound();
  });
  return routes;
}

async function bodyOf(request: { json(): Promise<unknown> }): Promise<unknown> {
  return request.json().catch(() => {
    throw new InvalidInput('The request is not JSON.');
  });
}
