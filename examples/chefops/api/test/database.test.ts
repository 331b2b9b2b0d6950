import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { createApp } from '../src/app.ts';
import { createRecipeStore } from '../src/recipe-store.ts';

// Not skipped without one: a suite that leaves out what it is for must not be green.
const { DATABASE_URL } = process.env;
if (!DATABASE_URL)
  throw new Error('Set DATABASE_URL to an empty PostgreSQL 16; README.md says how to start one.');

const pool = new pg.Pool({ connectionString: DATABASE_URL });
const app = createApp({ store: createRecipeStore(pool), version: 'abc123', origins: [] });

before(async () => {
  await migrate(drizzle(pool), { migrationsFolder: new URL('../drizzle', import.meta.url).pathname });
  await pool.query('truncate recipes restart identity');
});
after(() => pool.end());

async function post(body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return app.request('/api/recipes', { method: 'POST', headers, body: JSON.stringify(body) });
}

async function names(): Promise<string[]> {
  const { recipes } = (await (await app.request('/api/recipes')).json()) as { recipes: { name: string }[] };
  return recipes.map(({ name }) => name);
}

test('it runs on PostgreSQL 16 or newer', async () => {
  const { rows } = await pool.query<{ number: number }>(
    "select current_setting('server_version_num')::int as number",
  );
  assert.ok((rows[0]?.number ?? 0) >= 160_000);
});

test('health follows the database', async () => {
  const answer = await app.request('/api/health');
  assert.equal(answer.status, 200);
  const health = (await answer.json()) as { status: string; database: { status: string; latencyMs: number } };
  assert.equal(health.status, 'ok');
  assert.equal(health.database.status, 'ok');
  assert.ok(health.database.latencyMs > 0);
});

test('a recipe that was sent is listed, the newest first, and can be taken away', async () => {
  assert.equal((await post({ name: 'Bouillabaisse', station: 'hot' })).status, 201);
  const sent = await post({ name: 'Île flottante', station: 'pastry' });
  const { recipe } = (await sent.json()) as { recipe: { id: number } };
  assert.deepEqual(await names(), ['Île flottante', 'Bouillabaisse']);
  assert.equal((await app.request(`/api/recipes/${recipe.id}`, { method: 'DELETE' })).status, 204);
  assert.equal((await app.request(`/api/recipes/${recipe.id}`, { method: 'DELETE' })).status, 404);
  assert.deepEqual(await names(), ['Bouillabaisse']);
});

test('what is not a recipe does not reach the database', async () => {
  const before = await names();
  assert.equal((await post({ name: '' })).status, 400);
  assert.deepEqual(await names(), before);
});
