import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startNeonPlatform } from '../../rehearsal/platforms/neon/index.js';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { createHttp } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import type { NeonInputs } from './inputs/neon.js';
import type { RailwayInputs } from './inputs/railway.js';
import { report } from './outputs.js';
import { planMarkdown } from './summary.js';

let apps: SampleApps;
beforeAll(async () => {
  apps = await startSampleApps();
});
afterAll(() => apps.close());

const { signal } = new AbortController();
const http = createHttp({ log: new RecordingLogger(), clock: systemClock, signal, userAgent: 'test' });
const files = { 'migrations/1.sql': 'create table a (id int);' };
const backupOf = (folder: string) => ({
  mode: 'auto' as const,
  directory: join(folder, 'backups'),
  key: null,
  keep: { count: null, ageMs: null },
});

/** A Railway with one service. */
async function openRailway(variables: Record<string, string>) {
  const platform = await startRailwayPlatform({
    tokens: { project: 'project-token' },
    workDirectory: join(process.cwd(), '.cache'),
    node: process.execPath,
    project: {
      id: 'prj',
      name: 'notes',
      environments: [{ id: 'env', name: 'production' }],
      services: [{ id: 'svc', name: 'api', variables }],
    },
  });
  const railway: RailwayInputs = {
    token: 'project-token',
    apiUrl: platform.apiUrl,
    project: undefined,
    environment: undefined,
    service: 'api',
    variable: 'DATABASE_PUBLIC_URL',
  };
  return { platform, railway };
}

describe('the database of a Railway service', () => {
  it('is found by its variable, which is masked; a private host is refused with the way out', async () => {
    const { run, url } = await apps.app(files);
    const { platform, railway } = await openRailway({
      DATABASE_PUBLIC_URL: url,
      DATABASE_URL: 'postgresql://u:secret99@postgres.railway.internal/db',
    });
    const masked: string[] = [];
    const more = { http, mask: (secret: string) => void masked.push(secret) };
    try {
      expect(await run({ address: undefined, railway }, more)).toMatchObject({
        status: 'applied',
        to: '1.sql',
      });
      expect(masked).toContain(url);
      const inside = { ...railway, variable: 'DATABASE_URL' };
      await expect(run({ address: undefined, railway: inside }, more)).rejects.toMatchObject({
        message: expect.stringContaining('"database-variable" names postgres.railway.internal'),
        fix: expect.stringMatching(/DATABASE_PUBLIC_URL.*railway-pre-deploy/),
      });
      const missing = { ...railway, variable: 'PG' };
      await expect(run({ address: undefined, railway: missing }, more)).rejects.toMatchObject({
        fix: expect.stringContaining('DATABASE_PUBLIC_URL, DATABASE_URL'),
      });
    } finally {
      await platform.close();
    }
  });

  it('can be migrated by Railway itself before each deployment', async () => {
    const { run, log } = await apps.app(files);
    const { platform, railway } = await openRailway({});
    try {
      const result = await run({ railway, preDeployCommand: 'npx prisma migrate deploy' }, { http });
      expect(result).toMatchObject({ status: 'delegated', record: undefined });
      const sent = platform.requests.map((one) => JSON.stringify(one)).join('\n');
      expect(sent).toMatch(/serviceInstanceUpdate.*npx prisma migrate deploy/);
      const changes = { railway, preDeployCommand: 'npx prisma migrate deploy', command: 'status' as const };
      expect(await run(changes, { http })).toMatchObject({ status: 'delegated' });
      expect(log.lines.join('\n')).toContain('ran no pre-deploy command');
    } finally {
      await platform.close();
    }
  });
});

describe('a migration that Railway ran before a deployment', () => {
  it.each([
    ['false', 'failed', /of the deployment .* failed: .*"false" exited with code 1/],
    ['true', 'up-to-date', undefined],
  ])('is told by the events of the deployment: %s', async (preDeployCommand, status, words) => {
    const { run, folder, write } = await apps.app();
    const { platform, railway } = await openRailway({});
    try {
      write({
        'package.json': '{"scripts":{"start":"node index.js"}}',
        'index.js': 'require("http").createServer((_, answer) => answer.end()).listen(process.env.PORT)',
      });
      platform.registerImage('ghcr.io/acme/api:1', { directory: folder });
      const target = { serviceId: 'svc', environmentId: 'env' };
      const ask = async (text: string) => {
        const headers = { 'content-type': 'application/json', 'project-access-token': railway.token };
        const body = JSON.stringify({ query: text });
        return (await fetch(`${railway.apiUrl}/graphql/v2`, { method: 'POST', headers, body })).json();
      };
      const at = `serviceId: "${target.serviceId}", environmentId: "${target.environmentId}"`;
      await ask(`mutation { serviceInstanceUpdate(${at}, input: {source: {image: "ghcr.io/acme/api:1"}}) }`);
      await run({ railway, preDeployCommand }, { http });
      await ask(`mutation { serviceInstanceDeployV2(${at}) }`);
      let told = await run({ railway, preDeployCommand, command: 'status' }, { http });
      while (told.status === 'delegated') {
        await new Promise((resolve) => setTimeout(resolve, 50));
        told = await run({ railway, preDeployCommand, command: 'status' }, { http });
      }
      expect(told).toMatchObject({ status });
      if (words) expect(report(told).failure?.message).toMatch(words);
    } finally {
      await platform.close();
    }
  });
});

describe('a Neon branch for a pull request', () => {
  it('is made, migrated, handed on, and deleted when the pull request is closed; production keeps its state', async () => {
    const { run, url, ask, folder } = await apps.app(files);
    const database = new URL(url).pathname.slice(1);
    const platform = await startNeonPlatform({ postgresUrl: url.replace(database, 'postgres'), database });
    const neon: NeonInputs = {
      apiKey: platform.apiKey,
      apiUrl: platform.apiUrl,
      project: platform.project,
      branch: 'pr-7',
      parent: null,
      reset: false,
      database: null,
      role: null,
    };
    try {
      const result = await run({ address: undefined, neon, measure: true }, { http });
      expect(result.measured).toMatchObject([{ name: '1.sql', failure: null }]);
      expect(result).toMatchObject({ status: 'applied', applied: ['1.sql'] });
      const { outputs } = report(result);
      const [made] = platform.branches().filter((one) => one.name === 'pr-7');
      expect(outputs['database-url']).toBe(made?.url);
      expect(outputs.result).not.toContain(new URL(url).password);
      expect(await ask(`select to_regclass('a') as value`)).toBeNull();
      const event = join(folder, 'event.json');
      writeFileSync(event, JSON.stringify({ action: 'closed', pull_request: { number: 7 } }));
      const closed = await run({ address: undefined, neon }, { http, env: { GITHUB_EVENT_PATH: event } });
      expect(closed).toMatchObject({ status: 'removed' });
      expect(platform.branches().map((one) => one.name)).toEqual(['main']);
    } finally {
      await platform.close();
    }
  });
});

describe('what is risky', () => {
  it('gets an undo point first, and is told with its locks; "block" holds it back', async () => {
    const { run, write, ask, folder } = await apps.app(files);
    await run();
    write({ 'migrations/2.sql': 'create index ai on a (id);' });
    const held = await run({ onRisky: 'block' });
    expect(held).toMatchObject({ status: 'blocked', class: 'risky', pending: ['2.sql'] });
    expect(report(held).summary).toContain('SHARE on a');
    expect(await ask(`select to_regclass('ai') as value`)).toBeNull();
    const done = await run({ backup: backupOf(folder) });
    expect(done).toMatchObject({ status: 'applied', phase: 'expand' });
    // Without a pg_dump that fits the server, a risky change goes on without one and says so.
    if (done.backup) {
      expect(existsSync(done.backup.reference.replace(/^pg_dump:/, ''))).toBe(true);
      expect(readdirSync(join(folder, 'backups')).length).toBeGreaterThan(0);
    }
  });

  it('is not destructive without an undo point that was asked for', async () => {
    const { run, write, ask, folder } = await apps.app(files);
    await run();
    write({ 'migrations/2.sql': 'drop table a;' });
    const changes = {
      allowDestructive: true,
      backup: { ...backupOf(folder), directory: '/dev/null/backups' },
    };
    await expect(run(changes)).rejects.toThrow();
    expect(await ask(`select to_regclass('a')::text as value`)).toBe('a');
  });

  it('waits for the new code when only what comes before it is asked for', async () => {
    const { run, write, log } = await apps.app(files);
    await run();
    write({
      'migrations/2.sql': 'alter table a add column t text;',
      'migrations/3.sql': 'alter table a drop column id;',
    });
    const early = await run({ phase: 'expand' });
    expect(early).toMatchObject({
      status: 'applied',
      applied: ['2.sql'],
      record: { rollback: 'safe' },
    });
    expect(log.lines.join('\n')).toContain('notice: 3.sql is left pending');
    const waiting = await run({ phase: 'expand' });
    expect(waiting).toMatchObject({ status: 'pending', phase: 'contract', pending: ['3.sql'] });
    expect(planMarkdown(waiting)).toMatch(/1 pending migration\*\*[\s\S]*ACCESS EXCLUSIVE on a/);
    expect(await run({ allowDestructive: true })).toMatchObject({ applied: ['3.sql'] });
  });
});
