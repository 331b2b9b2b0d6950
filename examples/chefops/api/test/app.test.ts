import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.ts';
import type { RecipeStore } from '../src/recipe-store.ts';

const broken = () => Promise.reject(new Error('down'));
const store: RecipeStore = { ping: broken, list: broken, create: broken, remove: broken };
const told: string[] = [];
const app = createApp({
  store,
  version: 'abc123',
  origins: ['https://chefops.example'],
  onError: ({ message }) => told.push(message),
});

test('every answer tells which commit gave it', async () => {
  const answer = await app.request('/api/version');
  assert.deepEqual(await answer.json(), { name: 'chefops-api', version: 'abc123' });
  assert.equal((await app.request('/api/nowhere')).headers.get('x-version'), 'abc123');
});

test('without its database it says that it is unavailable, since when it runs, and stays up', async () => {
  const answer = await app.request('/api/health');
  assert.equal(answer.status, 503);
  const health = (await answer.json()) as { database: { status: string }; uptimeSeconds: number };
  assert.equal(health.database.status, 'unreachable');
  assert.ok(health.uptimeSeconds >= 0);
});

test('a fault of ours is logged and not shown', async () => {
  const answer = await app.request('/api/recipes');
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /down/);
  assert.deepEqual(told, ['down']);
});

test('browsers may call from the frontend and from nowhere else', async () => {
  const from = (origin: string) => app.request('/api/version', { headers: { origin } });
  const allowed = await from('https://chefops.example');
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://chefops.example');
  const refused = await from('https://elsewhere.example');
  assert.equal(refused.headers.get('access-control-allow-origin'), null);
});
