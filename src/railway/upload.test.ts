import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PlatformServer } from '../../rehearsal/platforms/http/server.js';
import { createHttp } from '../http/client.js';
import { systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { createRailwayClient } from './client.js';
import { listed } from './scripted-railway.js';
import { upload } from './upload.js';

const target = { projectId: 'p', environmentId: 'e', serviceId: 's' };
const message = 'abc1234 [gha 1.1.nonce]';

let server: PlatformServer;
let folder = '';
let deployments: Record<string, unknown>[] = [];
let bodies: Buffer[] = [];
let cancelled: unknown[] = [];
/** What is answered to an upload that was taken. */
let proxyAnswers = 200;
/** What the list shows; all there is by default. */
let revealAt: () => Record<string, unknown>[] = () => deployments;

beforeEach(() => {
  deployments = [listed('older', { meta: { cliMessage: 'abc1234 [gha 1.1.other]' } })];
  bodies = [];
  cancelled = [];
  proxyAnswers = 200;
  revealAt = () => deployments;
  folder = mkdtempSync(join(tmpdir(), 'railway-upload-test-'));
  server = new PlatformServer(() => ({ status: 404, body: { message: 'Not Found' } }));
  server.route('POST', '/project/:project/environment/:environment/up', 'up', (request) => {
    bodies.push(request.raw);
    const id = `up-${deployments.length}`;
    deployments.unshift(listed(id, { meta: { cliMessage: request.query.get('message') } }));
    return { status: proxyAnswers, body: { deploymentId: id, logsUrl: 'https://example.test' } };
  });
  const operation = (request: { json(): unknown }) =>
    (request.json() as { operationName: string }).operationName;
  server.route('POST', '/graphql/v2', operation, (request) => ({
    status: 200,
    body: { data: answerTo(operation(request), request) },
  }));
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function answerTo(operation: string, request: { json(): unknown }): unknown {
  if (operation === 'projectToken') return { projectToken: { projectId: 'p', environmentId: 'e' } };
  if (operation !== 'deploymentCancel') return page();
  cancelled.push((request.json() as { variables: { id: string } }).variables.id);
  return { deploymentCancel: true };
}

function page() {
  return { deployments: { edges: revealAt().map((node) => ({ node })), pageInfo: { hasNextPage: false } } };
}

async function send(bytes = Buffer.from('packed')): Promise<string> {
  const file = join(folder, 'source.tar.gz');
  writeFileSync(file, bytes);
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const client = createRailwayClient({ http, apiUrl: await server.start(), token: 'tok', log });
  const archive = {
    file,
    bytes: bytes.length,
    biggest: [{ path: 'assets', bytes: 90_000_000 }],
    remove: async () => {},
  };
  return upload({ target, archive, message }, { client, clock: systemClock, log, signal });
}

const uploads = () => server.requests.filter(({ operation }) => operation === 'up');

describe('an upload', () => {
  it('sends the archive as it is, to the service, with its message', async () => {
    const bytes = Buffer.alloc(3_000_000, 'x');
    expect(await send(bytes)).toBe('up-1');
    expect(bodies[0]?.equals(bytes)).toBe(true);
    const [request] = uploads();
    expect(request?.headers).toMatchObject({
      'content-type': 'application/gzip',
      'content-length': '3000000',
    });
    const query = new URL(request?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({ serviceId: 's', message });
  });

  it('is one deployment also when the connection breaks after Railway took it', async () => {
    server.faults.add({ operation: 'up', fault: { kind: 'reset-after' } });
    expect(await send()).toBe('up-1');
    expect(uploads()).toHaveLength(1);
    expect(deployments).toHaveLength(2);
  });

  it.each([
    ['the connection breaks before Railway took it', { kind: 'reset' as const }],
    ['Railway is down for a moment', { kind: 'status' as const, status: 503 }],
    ['a proxy answers instead', { kind: 'garbage' as const }],
  ])('is sent again when %s, and is one deployment', async (_, fault) => {
    server.faults.add({ operation: 'up', fault });
    expect(await send()).toBe('up-1');
    expect(uploads()).toHaveLength(2);
    expect(deployments).toHaveLength(2);
  });

  it('that Railway took and a proxy answered with 504 is found by its message', async () => {
    proxyAnswers = 504;
    expect(await send()).toBe('up-1');
    expect(uploads()).toHaveLength(1);
  });

  it('taken late is not left to build beside the one that was sent again', async () => {
    let hidden: Record<string, unknown> | undefined;
    server.faults.add({ operation: 'up', fault: { kind: 'reset-after' } });
    // It is not listed until the second one has come.
    revealAt = () => {
      const [first] = deployments;
      if (deployments.length === 2) {
        hidden = first;
        return [];
      }
      return hidden ? deployments : [];
    };
    expect(await send()).toBe('up-2');
    expect(cancelled).toEqual(['up-1']);
  });

  it('gives up after the second time and says where to look', async () => {
    server.faults.add({
      operation: 'up',
      times: Number.POSITIVE_INFINITY,
      fault: { kind: 'status', status: 504 },
    });
    await expect(send()).rejects.toMatchObject({ code: 'upload-lost', ambiguous: true });
    expect(uploads()).toHaveLength(2);
  });

  it.each([
    [413, {}, 'too-large', /assets \(90\.0 MB\)/],
    [404, {}, 'refused', /railway\.com/],
    [400, { message: 'Invalid archive' }, 'refused', /railway\.com/],
    [401, {}, 'not-authorized', /project token/],
  ])('refused with HTTP %i is not sent again', async (status, body, code, fix) => {
    server.faults.add({ operation: 'up', fault: { kind: 'status', status, body } });
    await expect(send()).rejects.toMatchObject({ code, fix: expect.stringMatching(fix) });
    expect(uploads()).toHaveLength(1);
  });
});
