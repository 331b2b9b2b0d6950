import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { readHealth } from './health.ts';
import { InvalidRecipe, parseNewRecipe } from './recipe.ts';
import type { RecipeStore } from './recipe-store.ts';

const MAX_BODY_BYTES = 16 * 1024;

export interface AppOptions {
  store: RecipeStore;
  /** The commit that is running. */
  version: string;
  /** The origins browsers may call from. */
  origins: string[];
  /** Told about every error that became a 500. */
  onError?: (error: Error) => void;
}

/** The API, free of sockets so that a test can call it. */
export function createApp({ store, version, origins, onError = console.error }: AppOptions): Hono {
  const app = new Hono().basePath('/api');
  app.use(async (c, next) => {
    await next();
    c.header('x-version', version);
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
  });
  app.use(cors({ origin: origins, exposeHeaders: ['x-version'] }));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }));

  app.get('/health', async (c) => {
    const health = await readHealth(() => store.ping());
    return c.json(health, health.status === 'ok' ? 200 : 503);
  });
  app.get('/version', (c) => c.json({ name: 'chefops-api', version }));
  app.get('/recipes', async (c) => c.json({ recipes: await store.list() }));
  app.post('/recipes', async (c) => {
    const body: unknown = await c.req.json().catch(() => {
      throw new InvalidRecipe('The request is not JSON.');
    });
    return c.json({ recipe: await store.create(parseNewRecipe(body)) }, 201);
  });
  app.delete('/recipes/:id{[0-9]{1,9}}', async (c) => {
    const removed = await store.remove(Number(c.req.param('id')));
    return removed ? c.body(null, 204) : c.json({ error: 'There is no such recipe.' }, 404);
  });

  app.notFound((c) => c.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, c) => {
    if (error instanceof InvalidRecipe) return c.json({ error: error.message }, 400);
    onError(error);
    return c.json({ error: 'Something went wrong on our side.' }, 500);
  });
  return app;
}
