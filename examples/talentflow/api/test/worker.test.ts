import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseEvent } from '../src/events/events.js';
import { keywordsOf } from '../src/jobs/keywords.js';
import { createHealthServer } from '../src/worker/health-server.js';
import { createJobReader } from '../src/worker/job-reader.js';
import { MemoryStore } from './memory-store.js';

afterEach(() => vi.restoreAllMocks());

describe('keywords', () => {
  it('are the known skills of a text, each once', () => {
    expect(keywordsOf('We use TypeScript, Node.js and Redis. TypeScript!')).toEqual([
      'node.js',
      'redis',
      'typescript',
    ]);
  });

  it('are whole words: "javascript" is not "java", "going" is not "go"', () => {
    expect(keywordsOf('JavaScript, going strong')).toEqual(['javascript']);
  });
});

describe('the reader of jobs', () => {
  it('notes what a published job asks for', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const store = new MemoryStore();
    const { id } = await store.addJob('author', { title: 'Rust engineer', description: 'Linux and Kafka' });
    await createJobReader(store)({ type: 'job.published', jobId: id });
    expect((await store.job(id))?.keywords).toEqual(['kafka', 'linux', 'rust']);
  });

  it('passes over a job that is gone by now', async () => {
    const read = createJobReader(new MemoryStore());
    await expect(read({ type: 'job.published', jobId: 'gone' })).resolves.toBeUndefined();
  });
});

describe('events', () => {
  it('of a later version are not taken for ours', () => {
    expect(parseEvent('{"type":"job.archived"}')).toBeUndefined();
    expect(parseEvent('nonsense')).toBeUndefined();
  });
});

describe('the health of the worker', () => {
  it('is bad while it is not connected to its events', async () => {
    let connected = true;
    const events = async () => {
      if (!connected) throw new Error('away');
    };
    const server = createHealthServer({ events }, 'abc123').listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect((await ask('/health')).status).toBe(200);
    connected = false;
    const answer = await ask('/health');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: 'degraded', services: { events: 'down' } });
    expect(await (await ask('/version')).json()).toMatchObject({ version: 'abc123' });
    expect((await ask('/else')).status).toBe(404);
    server.close();
  });
});
