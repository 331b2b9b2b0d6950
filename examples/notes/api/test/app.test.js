import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { createApp } from '../src/app.js';

const notes = [];
const store = {
  healthy: true,
  async ping() {
    if (!this.healthy) throw new Error('down');
  },
  async list() {
    return notes;
  },
  async create(note) {
    const created = { id: notes.length + 1, ...note };
    notes.push(created);
    return created;
  },
  async remove(id) {
    return notes.some((note) => note.id === id);
  },
};
const server = createServer(createApp({ store, version: 'abc123', onError: () => {} }));
let base;

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

test('every answer tells which commit gave it', async () => {
  const answer = await fetch(`${base}/version`);
  assert.deepEqual(await answer.json(), { version: 'abc123', name: 'notes-api' });
  assert.equal((await fetch(`${base}/nowhere`)).headers.get('x-version'), 'abc123');
});

test('health follows the database', async () => {
  assert.equal((await fetch(`${base}/health`)).status, 200);
  store.healthy = false;
  assert.equal((await fetch(`${base}/health`)).status, 503);
  store.healthy = true;
});

test('a note that was sent is listed', async () => {
  const sent = await fetch(`${base}/api/notes`, { method: 'POST', body: JSON.stringify({ text: 'Milk' }) });
  assert.equal(sent.status, 201);
  const { notes: listed } = await (await fetch(`${base}/api/notes`)).json();
  assert.equal(listed.at(-1).text, 'Milk');
});

test('what is not a note is refused with a reason', async () => {
  const answer = await fetch(`${base}/api/notes`, { method: 'POST', body: 'milk' });
  assert.equal(answer.status, 400);
  assert.match((await answer.json()).error, /not JSON/);
});

test('a note can be removed, and one that is not there cannot', async () => {
  assert.equal((await fetch(`${base}/api/notes/1`, { method: 'DELETE' })).status, 204);
  assert.equal((await fetch(`${base}/api/notes/99`, { method: 'DELETE' })).status, 404);
});

test('a browser on another origin may call', async () => {
  const answer = await fetch(`${base}/api/notes`, { method: 'OPTIONS' });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
});
