import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../src/client.ts';
import { detailsOf } from '../src/recipe.ts';

function answering(status: number, body: unknown, asked: string[] = []): typeof fetch {
  return async (url, options) => {
    asked.push(`${options?.method} ${url}`);
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  };
}

test('an address with a slash at its end is the same address', async () => {
  const asked: string[] = [];
  await createClient('https://api.example/', answering(200, { recipes: [] }, asked)).list();
  await createClient('', answering(204, undefined, asked)).remove(7);
  assert.deepEqual(asked, ['GET https://api.example/api/recipes', 'DELETE /api/recipes/7']);
});

test('what the API says is wrong is what the cook reads', async () => {
  const client = createClient('', answering(400, { error: 'A recipe needs a name.' }));
  await assert.rejects(client.add({ name: '', station: 'hot' }), /A recipe needs a name/);
});

test('an answer without a reason still tells its status', async () => {
  await assert.rejects(createClient('', answering(502, 'no JSON for you')).list(), /answered 502/);
});

test('a recipe tells its station', () => {
  assert.equal(detailsOf({ id: 1, name: 'Tarte', station: 'pastry', createdAt: '' }), 'pastry');
});
