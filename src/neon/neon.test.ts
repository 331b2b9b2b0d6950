import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type NeonPlatform, startNeonPlatform } from '../../rehearsal/platforms/neon/index.js';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { createHttp } from '../http/client.js';
import { RecordingLogger } from '../runtime/log.js';
import {
  makeUndoBranch,
  type PreviewRequest,
  preparePreview,
  removePreview,
  restoreUndoBranch,
} from './branches.js';
import { type NeonAccess, NeonClient } from './client.js';

let postgres: LocalPostgres;
let production: string;
let platform: NeonPlatform;
let count = 0;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.close());

beforeEach(async () => {
  count += 1;
  production = await postgres.createDatabase(`production_${count}`);
  await ask(production, "create table notes (text text); insert into notes values ('kept')");
  platform = await startNeonPlatform({ postgresUrl: postgres.url, database: `production_${count}` });
});

afterEach(() => platform.close());

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows ?? [];
  } finally {
    await client.end();
  }
}

/** A clock that does not wait: operations here end when they are looked at. */
let skipped = 0;
const clock = {
  now: () => Date.now() + skipped,
  sleep: async (ms: number) => {
    skipped += ms;
  },
};

function connect(more: Partial<NeonAccess> = {}): NeonClient {
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock, signal, userAgent: 'test' });
  return new NeonClient({
    http,
    apiUrl: platform.apiUrl,
    apiKey: platform.apiKey,
    project: platform.project,
    log,
    clock,
    signal,
    ...more,
  });
}

const preview: PreviewRequest = {
  name: 'preview/pr-7',
  parent: null,
  reset: true,
  expiresAt: null,
  database: null,
  role: null,
};

describe('the branch of a pull request', () => {
  it('has what production has, can be changed alone, is reset, and goes when the pull request closes', async () => {
    const neon = connect();
    const first = await preparePreview(neon, preview);
    expect(first.outcome).toBe('created');
    await ask(first.databaseUrl, 'drop table notes');
    expect(await ask(production, 'select text from notes')).toEqual([['kept']]);
    expect((await preparePreview(neon, { ...preview, reset: false })).outcome).toBe('kept');
    const again = await preparePreview(neon, preview);
    expect(again).toMatchObject({ outcome: 'reset', branch: { id: first.branch.id } });
    expect(await ask(again.databaseUrl, 'select text from notes')).toEqual([['kept']]);
    expect(await removePreview(neon, preview.name)).toBe(true);
    expect(await removePreview(neon, preview.name)).toBe(false);
    expect(platform.branches().map((one) => one.name)).toEqual(['main']);
  });

  it('is never production: its name given by mistake resets and deletes nothing', async () => {
    const neon = connect();
    await expect(preparePreview(neon, { ...preview, name: 'main' })).rejects.toThrow(
      /default branch: it is not reset/,
    );
    await expect(removePreview(neon, 'main')).rejects.toThrow(/it is not deleted/);
    const staging = await neon.createBranch({
      name: 'staging',
      parentId: 'br-local-root',
      expiresAt: null,
      compute: false,
    });
    await neon.createBranch({ name: 'child', parentId: staging.id, expiresAt: null, compute: false });
    await expect(removePreview(neon, 'staging')).rejects.toThrow(/has branches of its own/);
    expect(platform.requests.filter((one) => one.method === 'DELETE')).toEqual([]);
  });

  it('names what there is when the parent or the database is not there', async () => {
    const neon = connect();
    await expect(preparePreview(neon, { ...preview, parent: 'prod' })).rejects.toMatchObject({
      message: expect.stringContaining('no branch "prod"'),
      fix: 'It has: main.',
    });
    await expect(preparePreview(neon, { ...preview, database: 'shop' })).rejects.toMatchObject({
      fix: expect.stringContaining('neon-database'),
    });
  });
});

describe('an undo point on Neon', () => {
  it('brings production back, and keeps what was written since', async () => {
    const neon = connect();
    const expiresAt = Date.UTC(2030, 0, 1);
    const host = 'ep-local-root.eu-central-1.aws.neon.tech';
    const point = await makeUndoBranch(neon, { of: { host }, name: 'before-42', expiresAt });
    expect(point.reference).toMatch(/^neon:local-forest-12345678\/br-local-/);
    expect(platform.requests.find((one) => one.method === 'POST')?.body).toEqual({
      branch: { name: 'before-42', parent_id: 'br-local-root', expires_at: '2030-01-01T00:00:00Z' },
    });
    await ask(production, "delete from notes; insert into notes values ('since')");
    const restored = await restoreUndoBranch(neon, point.reference, { to: null, keepAs: 'after-42' });
    expect(restored.id).toBe('br-local-root');
    const [main, kept] = ['main', 'after-42'].map(
      (name) => platform.branches().find((one) => one.name === name)?.url ?? '',
    );
    expect(await ask(main ?? '', 'select text from notes')).toEqual([['kept']]);
    expect(await ask(kept ?? '', 'select text from notes')).toEqual([['since']]);
  });

  it('goes back to the branch that its address leads to, and leaves production alone', async () => {
    const neon = connect();
    const staging = await neon.createBranch({
      ...{ name: 'staging', parentId: 'br-local-root', expiresAt: null, compute: true },
    });
    const host = `${staging.id.replace('br-', 'ep-')}.eu-central-1.aws.neon.tech`;
    const point = await makeUndoBranch(neon, { of: { host }, name: 'before-43', expiresAt: null });
    const restored = await restoreUndoBranch(neon, point.reference, { to: { host }, keepAs: 'after-43' });
    expect(restored.id).toBe(staging.id);
  });

  it('is not mistaken for another project’s, nor for one that is gone', async () => {
    const neon = connect();
    const elsewhere = { of: { host: 'ep-other.neon.tech' }, name: 'x', expiresAt: null };
    await expect(makeUndoBranch(neon, elsewhere)).rejects.toThrow(/No compute of the Neon project/);
    const to = { to: null, keepAs: 'x' };
    await expect(restoreUndoBranch(neon, 'neon:other/br-1', to)).rejects.toThrow(
      /no undo point of the Neon project/,
    );
    await expect(restoreUndoBranch(neon, `neon:${platform.project}/br-1`, to)).rejects.toThrow(
      /expired or was deleted/,
    );
  });
});

describe('Neon’s bad days', () => {
  it('a busy project is asked again, a lost answer makes no second branch, a running operation is waited for', async () => {
    platform.faults.add({
      operation: 'createBranch',
      fault: { kind: 'status', status: 423, body: { message: 'busy' } },
    });
    platform.faults.add({ operation: 'createBranch', from: 2, fault: { kind: 'reset-after' } });
    platform.scriptOperations({ looks: 3, status: 'finished' });
    const neon = connect();
    const { branch } = await preparePreview(neon, preview);
    expect(platform.branches().map((one) => one.id)).toEqual(['br-local-root', branch.id]);
    const reset = await preparePreview(neon, preview);
    expect(reset.outcome).toBe('reset');
    expect(platform.requests.filter((one) => one.operation === 'readOperation').length).toBeGreaterThan(3);
  });

  it('a bad gateway before a release costs no release: the undo point is asked for again, and made once', async () => {
    platform.faults.add({ operation: 'createBranch', fault: { kind: 'status', status: 503 } });
    platform.faults.add({ operation: 'createBranch', from: 2, fault: { kind: 'reset' } });
    platform.faults.add({ operation: 'createBranch', from: 3, fault: { kind: 'reset-after' } });
    const point = await makeUndoBranch(connect(), { of: null, name: 'undo-main-7', expiresAt: null });
    expect(platform.branches().map((one) => one.name)).toEqual(['main', 'undo-main-7']);
    expect(point.reference).toBe(`neon:${platform.project}/${platform.branches()[1]?.id}`);
  });

  it('a lost answer to a restore brings production back once, and what it had is kept once', async () => {
    const neon = connect();
    const { reference } = await makeUndoBranch(neon, { of: null, name: 'undo-main-9', expiresAt: null });
    await ask(production, "insert into notes values ('since')");
    platform.faults.add({ operation: 'restoreBranch', fault: { kind: 'status', status: 503 } });
    platform.faults.add({ operation: 'restoreBranch', from: 2, fault: { kind: 'reset-after' } });
    await restoreUndoBranch(neon, reference, { to: null, keepAs: 'before-9' });
    const [main] = platform.branches();
    expect(await ask(main?.url ?? '', 'select text from notes')).toEqual([['kept']]);
    expect(platform.branches().map((one) => one.name)).toEqual(['main', 'undo-main-9', 'before-9']);
    expect(platform.requests.filter((one) => one.operation === 'restoreBranch').length).toBe(2);
  });

  it('Neon that stays away is asked four times, and then the release stops before anything is changed', async () => {
    platform.faults.add({
      operation: 'createBranch',
      times: Number.POSITIVE_INFINITY,
      fault: { kind: 'status', status: 503 },
    });
    const name = 'undo-main-8';
    await expect(makeUndoBranch(connect(), { of: null, name, expiresAt: null })).rejects.toThrow(/HTTP 503/);
    expect(platform.requests.filter((one) => one.operation === 'createBranch').length).toBe(4);
  });

  it('a lost answer leaves no branch of a closed pull request behind, and is no failure', async () => {
    const neon = connect();
    await preparePreview(neon, preview);
    platform.faults.add({ operation: 'deleteBranch', fault: { kind: 'reset' } });
    platform.faults.add({ operation: 'deleteBranch', from: 2, fault: { kind: 'reset-after' } });
    expect(await removePreview(neon, preview.name)).toBe(true);
    expect(platform.branches().map((one) => one.name)).toEqual(['main']);
  });

  it('an operation that fails or is cancelled is no success', async () => {
    platform.scriptOperations({ looks: 0, status: 'failed' });
    await expect(preparePreview(connect({ timeoutMs: 5_000 }), preview)).rejects.toThrow(
      /ended as "failed", or did not end/,
    );
    platform.scriptOperations({ looks: 0, status: 'cancelled' });
    await expect(preparePreview(connect(), preview)).rejects.toThrow(/cancelled/);
  });

  it('a wrong key, a wrong project and an answer that is none are said as what they are, without the key', async () => {
    const wrong = connect({ apiKey: 'napi_wrong' }).branches();
    await expect(wrong).rejects.toMatchObject({ status: 401, fix: expect.stringContaining('neon-api-key') });
    await expect(wrong).rejects.not.toThrow(/napi_wrong/);
    await expect(connect({ project: 'nope' }).branches()).rejects.toMatchObject({ status: 404 });
    platform.faults.add({
      operation: 'listBranches',
      times: 9,
      fault: { kind: 'status', status: 200, body: { branches: 7 } },
    });
    await expect(connect().branches()).rejects.toMatchObject({ code: 'unexpected-answer' });
  });

  it('finds the branch of a database host, pooled or not', async () => {
    const neon = connect();
    expect((await neon.branchOfHost('ep-local-root-pooler.eu-central-1.aws.neon.tech'))?.name).toBe('main');
    expect(await neon.branchOfHost('db.example.com')).toBeUndefined();
  });
});
