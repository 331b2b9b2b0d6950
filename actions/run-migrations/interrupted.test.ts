import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import pg from 'pg';
import { migrationLockKey } from '../../src/database/migration-lock.js';
import { type SampleApp, type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';

let apps: SampleApps;
let bundle: string;
// Below the project, so that the bundle finds the packages.
const home = mkdtempSync(join(process.cwd(), '.cache', 'interrupted-'));
beforeAll(async () => {
  bundle = join(home, 'index.mjs');
  const [started] = await Promise.all([
    startSampleApps(),
    build({
      entryPoints: [join(import.meta.dirname, 'index.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
    }),
  ]);
  apps = started;
}, 60_000);
afterAll(async () => {
  await apps.close();
  rmSync(home, { recursive: true, force: true });
});

/** The action as the runner starts it. */
function start(app: SampleApp): {
  child: ChildProcess;
  said(words: RegExp): Promise<void>;
  ended: Promise<number | null>;
} {
  const output = join(app.folder, 'outputs');
  writeFileSync(output, '');
  const child = spawn(process.execPath, [bundle], {
    env: {
      PATH: process.env.PATH,
      GITHUB_WORKSPACE: app.folder,
      GITHUB_OUTPUT: output,
      'INPUT_DATABASE-URL': app.url,
      'INPUT_WORKING-DIRECTORY': '.',
      'INPUT_LOCK-TIMEOUT': '30s',
      INPUT_BACKUP: 'never',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const waiting: { words: RegExp; resolve: () => void }[] = [];
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (const { words, resolve } of waiting) if (words.test(text)) resolve();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const said = (words: RegExp) =>
    Promise.race([
      new Promise<void>((resolve) => (words.test(text) ? resolve() : waiting.push({ words, resolve }))),
      ended.then(() => Promise.reject(new Error(`It ended without saying ${words}:\n${text}`))),
    ]);
  return { child, said, ended };
}

/** A session that keeps a lock until it is told to let go. */
async function holding(url: string, statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  await client.query(statement);
  return () => client.end();
}

const files = {
  'migrations/1.sql': 'create table a (id int);',
  'migrations/2.sql': 'create table b (id int); lock table gate; create table b2 (id int);',
  'migrations/3.sql': 'create table c (id int);',
};

describe('a run that is killed', () => {
  it.each([
    [
      'while it waits for another run',
      `select pg_advisory_lock(${migrationLockKey})`,
      /waiting for it to end/,
      null,
    ],
    [
      'in the middle of a migration',
      'begin; lock table gate in access share mode',
      /Applying 2\.sql/,
      '1.sql',
    ],
  ])('%s leaves a state that the next run understands and finishes', async (_when, block, words, last) => {
    const app = await apps.app(files);
    await app.ask('create table gate (id int)');
    const release = await holding(app.url, block);
    const { child, said, ended } = start(app);
    await said(words);
    child.kill('SIGKILL');
    await ended;
    await release();
    const next = await app.run({ waitTimeoutMs: 15_000, lockTimeoutMs: 15_000 });
    expect(next).toMatchObject({ status: 'applied', from: last, to: '3.sql' });
    expect(await app.ask(`select count(*)::int as value from deploy_actions.migrations`)).toBe(3);
  });

  it('with Drizzle leaves nothing of what was pending', async () => {
    const entries = ['0_a', '1_b'].map((tag, idx) => ({
      idx,
      version: '7',
      when: 100 + idx,
      tag,
      breakpoints: true,
    }));
    const app = await apps.app({
      'drizzle/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
      'drizzle/0_a.sql': 'create table a (id int);',
      'drizzle/1_b.sql': 'lock table gate;\n--> statement-breakpoint\ncreate table b (id int);',
    });
    await app.ask('create table gate (id int)');
    const release = await holding(app.url, 'begin; lock table gate in access share mode');
    const { child, said, ended } = start(app);
    await said(/Applying 1_b/);
    child.kill('SIGKILL');
    await ended;
    await release();
    const next = await app.run({ waitTimeoutMs: 15_000, lockTimeoutMs: 15_000 });
    expect(next).toMatchObject({ status: 'applied', from: null, applied: ['0_a', '1_b'] });
  });

  it('by GitHub (SIGTERM) says what the database has, and takes the statement back', async () => {
    const app = await apps.app(files);
    await app.ask('create table gate (id int)');
    const release = await holding(app.url, 'begin; lock table gate in access share mode');
    const { child, said, ended } = start(app);
    await said(/Applying 2\.sql/);
    child.kill('SIGTERM');
    await said(/The database is at 1\.sql; applied: 1\.sql/);
    expect(await ended).toBe(1);
    expect(await app.ask(`select to_regclass('b') as value`)).toBeNull();
    await release();
    expect(await app.run({ waitTimeoutMs: 15_000 })).toMatchObject({ applied: ['2.sql', '3.sql'] });
  });
});

describe('two runs at once', () => {
  it('end with one that applies and one that waited and found nothing to do', async () => {
    const app = await apps.app({
      ...files,
      'migrations/2.sql': 'create table b (id int); select pg_sleep(0.5);',
    });
    const runs = await Promise.all([app.run({ waitTimeoutMs: 20_000 }), app.run({ waitTimeoutMs: 20_000 })]);
    expect(runs.map((one) => one.status).sort()).toEqual(['applied', 'up-to-date']);
    expect(app.log.lines.join('\n')).toMatch(
      /Another run migrates this database \(server process \d+ \(deploy-actions run-migrations\)/,
    );
  });

  it("end a killed tool's whole tree, and say so", async () => {
    const app = await apps.app();
    const commands = { status: 'echo later; exit 1', up: 'sleep 60 & echo started; wait', down: undefined };
    const started = app.run({ commands });
    const caught = started.catch((error: Error) => error.message);
    while (!app.log.lines.includes('started')) await new Promise((resolve) => setTimeout(resolve, 20));
    app.cancel();
    expect(await caught).toMatch(
      /The run was cancelled\. The database is at an empty history; nothing of this run/,
    );
  });
});
