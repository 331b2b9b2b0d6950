import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instrument } from '@calibrate/contract';
import { createApp } from './app.ts';
import { type InstrumentStore, SerialTaken } from './database/instrument-store.ts';

const key = 'a-key-for-the-tests';
const scale: Instrument = {
  id: 1,
  name: 'Scale',
  serial: 'S-1',
  intervalDays: 90,
  tolerance: 0.05,
  lastCalibration: null,
};

function appWith(own: Partial<InstrumentStore> = {}) {
  const store: InstrumentStore = {
    ping: async () => {},
    list: async () => [scale],
    create: async (instrument) => ({ ...scale, ...instrument }),
    calibrate: async (id) => (id === 1 ? scale : undefined),
    remove: async (id) => id === 1,
    ...own,
  };
  const config = { version: 'abc', accessKeys: [key], webOrigins: ['https://console.example.com'] };
  const errors: unknown[] = [];
  const app = createApp({ config, store, onError: (error) => errors.push(error) });
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { ask, errors };
}

test('nobody gets at instruments without a key, or with a wrong one', async () => {
  const { ask } = appWith();
  for (const authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${key}`]) {
    assert.equal((await ask('GET', '/api/instruments', undefined, { authorization })).status, 401);
  }
  assert.equal((await ask('GET', '/api/instruments')).status, 200);
});

test('every answer tells the version, also a refusal', async () => {
  const { ask } = appWith();
  assert.deepEqual(await (await ask('GET', '/version')).json(), { version: 'abc' });
  const refused = await ask('GET', '/api/instruments', undefined, { authorization: '' });
  assert.equal(refused.headers.get('x-version'), 'abc');
});

test('health tells the latency of the database and the memory, and is 503 without a database', async () => {
  const good = await appWith().ask('GET', '/health');
  const health = await good.json();
  assert.equal(good.status, 200);
  assert.equal(health.status, 'ok');
  assert.ok(health.database.latencyMs >= 0);
  assert.ok(health.memory.rssMiB > 0);
  const bad = await appWith({ ping: () => Promise.reject(new Error('down')) }).ask('GET', '/health');
  assert.equal(bad.status, 503);
  assert.equal((await bad.json()).database.latencyMs, null);
});

test('what cannot be taken is refused with the reason', async () => {
  const { ask } = appWith({
    create: () => Promise.reject(new SerialTaken('The serial number S-1 is taken.')),
  });
  const short = await ask('POST', '/api/instruments', { name: 'Scale' });
  assert.equal(short.status, 400);
  assert.match((await short.json()).error, /^intervalDays/);
  assert.equal((await ask('POST', '/api/instruments', 'no json')).status, 400);
  assert.equal((await ask('POST', '/api/instruments', scale)).status, 409);
  assert.equal((await ask('POST', '/api/instruments', { ...scale, name: 'x'.repeat(20_000) })).status, 413);
});

test('an instrument is added, calibrated and removed', async () => {
  const { ask } = appWith();
  assert.equal((await ask('POST', '/api/instruments', scale)).status, 201);
  assert.equal(
    (await ask('POST', '/api/instruments/1/calibrations', { reference: 1, reading: 1 })).status,
    201,
  );
  assert.equal(
    (await ask('POST', '/api/instruments/2/calibrations', { reference: 1, reading: 1 })).status,
    404,
  );
  assert.equal((await ask('DELETE', '/api/instruments/1')).status, 204);
  assert.equal((await ask('DELETE', '/api/instruments/2')).status, 404);
});

test('an error of ours is a 500 that tells nothing of it, and is not swallowed', async () => {
  const { ask, errors } = appWith({ list: () => Promise.reject(new Error('password=secret')) });
  const answer = await ask('GET', '/api/instruments');
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /secret/);
  assert.equal(errors.length, 1);
});

test('only the console may call from a browser', async () => {
  const { ask } = appWith();
  const preflight = async (origin: string) => {
    const headers = { origin, authorization: '', 'access-control-request-method': 'GET' };
    const answer = await ask('OPTIONS', '/api/instruments', undefined, headers);
    return answer.headers.get('access-control-allow-origin');
  };
  assert.equal(await preflight('https://console.example.com'), 'https://console.example.com');
  assert.equal(await preflight('https://elsewhere.example.com'), null);
});
