import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readContext } from '../../src/action/context.js';
import { findMigrations } from '../../src/database/find-migrations.js';
import { openTarget } from '../../src/database/target.js';
import { createHttp } from '../../src/http/client.js';
import type { DatabaseComponent, RailwayComponent } from '../../src/release/component.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { carryOut, noProgress, stepsOf } from './execute.js';
import type { DatabaseInputs } from './inputs/database.js';
import { makePlan, type Planning } from './plan.js';
import { databasePlatform } from './platforms/database.js';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const hasSqlite = major > 22 || (major === 22 && minor >= 5);
const withSqlite = hasSqlite ? it : it.skip;
const needsNode = hasSqlite ? '' : ' (left out: this Node has no SQLite)';

const backend: RailwayComponent = {
  ...{ kind: 'railway', name: 'api', project: 'p', environment: 'e', service: 's', url: null },
  ...{ deployment: 'b2', previous: 'b1' },
};
const database = (more: Partial<DatabaseComponent> = {}): DatabaseComponent => ({
  ...{ kind: 'database', name: 'main', tool: 'sql', from: '1.sql', to: '2.sql', backup: null },
  rollback: 'downgrade',
  ...more,
});
const planWith = (component: DatabaseComponent, schema: Planning['schema'], codeIsBack = false) => {
  const history = { verified: {}, restored: {}, broughtBack: {}, unreadable: undefined };
  const live = new Map([[backend, codeIsBack ? { live: 'b3', bringsBack: 'b1' } : { live: 'b2' }]]);
  const plan = makePlan({ components: [component, backend], live, history, ...(schema ? { schema } : {}) });
  const step = plan.steps[0];
  return `${step?.action}${step?.action === 'refuse' ? ` ${step.outcome}` : ''}: ${step?.reason}`;
};
const reachable = (component: DatabaseComponent, at: string | null, allowRestore = false) => ({
  ...{ reachable: true, allowRestore },
  live: new Map([[component, at]]),
});

describe('the database step of a plan', () => {
  it('takes the migrations back where they have ways down and the database can be reached', () => {
    const one = database();
    expect(planWith(one, reachable(one, '2.sql'))).toMatch(/^downgrade: .*they have ways down/);
    expect(planWith(one, undefined)).toMatch(/^refuse blocked: .*Give "database-url"/);
  });

  it('leaves a schema that is back already, and does not touch one that somebody migrated since', () => {
    const one = database();
    expect(planWith(one, reachable(one, '1.sql'))).toMatch(/^leave: .*already/);
    expect(planWith(one, reachable(one, '3.sql'))).toMatch(/^refuse superseded: .*3\.sql/);
  });

  it('goes on from between its ways down, where a run was killed, and only where there are ways down', () => {
    const one = database({ to: '3.sql' });
    const between = { ...reachable(one, '2.sql', true), halfDown: new Set([one]) };
    expect(planWith(one, between)).toMatch(/^downgrade: .*it stands between them, at 2\.sql/);
    const other = database({ to: '3.sql', rollback: 'restore', backup: 'sqlite:/b/main.sqlite' });
    const restorable = { ...reachable(other, '2.sql', true), halfDown: new Set([other]) };
    expect(planWith(other, restorable)).toMatch(/^refuse superseded: .*2\.sql/);
  });

  it.each(['downgrade', 'restore'] as const)(
    'by %s that an earlier attempt has made is taken as done, also once the code is back',
    (rollback) => {
      const one = database({ rollback, backup: 'sqlite:/b/main.sqlite' });
      const again = { ...reachable(one, '1.sql', true), again: new Set([one]) };
      expect(planWith(one, again)).toMatch(new RegExp(`^${rollback}: .*has brought its schema back already`));
      expect(planWith(one, again, true)).toMatch(new RegExp(`^${rollback}: .*has brought its schema back`));
      const before = { ...again, live: new Map([[one, '2.sql']]) };
      expect(planWith(one, before, true)).toMatch(new RegExp(`^${rollback}: `));
    },
  );

  it('restores only when that was allowed, and names what would be lost', () => {
    const backup = 'sqlite:/b/main_2026-11-21T08-15-30.123Z.sqlite';
    const one = database({ rollback: 'restore', backup });
    const lost = 'everything that was written to the database since 2026-11-21 08:15:30 UTC';
    expect(planWith(one, reachable(one, '2.sql'))).toMatch(new RegExp(`^refuse blocked: .*${lost}`));
    expect(planWith(one, reachable(one, '2.sql', true))).toMatch(new RegExp(`^restore: .*${lost}`));
    expect(planWith(database({ rollback: 'restore' }), undefined)).toMatch(/blocked: .*names none/);
    expect(planWith(database({ rollback: 'impossible' }), undefined)).toMatch(/blocked: .*by hand/);
  });
});

describe('a schema that goes back with the code', () => {
  let directory = '';
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const run = {
    ...{ log, signal, http, clock: systemClock, env: {}, mask: () => {} },
    context: readContext({ GITHUB_RUN_ID: '2', GITHUB_RUN_ATTEMPT: '1' }),
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'schema-'));
    mkdirSync(join(directory, 'migrations'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const write = (name: string, sql: string) => writeFileSync(join(directory, 'migrations', name), sql);
  const inputs = (): DatabaseInputs => ({
    address: { dialect: 'sqlite', file: join(directory, 'app.db'), given: 'file:app.db', secrets: [] },
    ...{ tool: 'sql', workingDirectory: directory, migrations: undefined, commands: undefined },
    ...{ urlVariables: [], backupKey: null, backupDirectory: join(directory, 'none'), neon: undefined },
  });
  /** Applies what is pending, as run-migrations does. */
  async function migrate(): Promise<void> {
    const { address } = inputs();
    const tool = findMigrations({ ...inputs(), directory: undefined, dialect: 'sqlite', env: {} });
    const limits = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000 };
    const target = await openTarget(address, limits, signal);
    const work = {
      ...{ database: target, address, limits, log, signal, env: {}, urlVariables: [] },
      applicationName: 'test',
    };
    const { failure } = await tool.apply(work, await tool.readHistory(work));
    await target.close();
    expect(failure).toBeUndefined();
  }
  async function carry(component: DatabaseComponent, allowRestore = false) {
    const platforms = {
      ...{ vercel: undefined, railway: undefined, flag: undefined },
      database: databasePlatform(inputs(), run),
    };
    const live = new Map([[component, await platforms.database.look(component)]]);
    const history = { verified: {}, restored: {}, broughtBack: {}, unreadable: undefined };
    const plan = makePlan({
      ...{ components: [component, backend], live: new Map([[backend, { live: 'b2' }]]), history },
      schema: { reachable: true, allowRestore, live },
    });
    const progress = noProgress();
    await carryOut({ steps: plan.steps.slice(0, 1) }, 'bad', progress, { ...run, platforms });
    return { step: stepsOf(progress)[0], now: await platforms.database.look(component) };
  }

  withSqlite(`runs its ways down, once${needsNode}`, async () => {
    write('1.sql', 'create table a (id integer primary key);');
    write('2.sql', 'create table b (id integer primary key);');
    write('2.down.sql', 'drop table b;');
    await migrate();
    const first = await carry(database());
    expect([first.step?.state, first.step?.live, first.now]).toEqual(['done', '1.sql', '1.sql']);
    const again = await carry(database());
    expect([again.step?.state, again.now]).toEqual(['left', '1.sql']);
  });

  withSqlite(`that has no way down fails before anything is changed${needsNode}`, async () => {
    write('1.sql', 'create table a (id integer primary key);');
    write('2.sql', 'create table b (id integer primary key);');
    await migrate();
    const { step, now } = await carry(database());
    expect([step?.state, now]).toEqual(['failed', '2.sql']);
    expect(step?.error).toContain('there is no way down from 2.sql; nothing was changed');
  });

  withSqlite(`comes back from its undo point where that was allowed${needsNode}`, async () => {
    const { copySqlite } = await import('../../src/database/backup/sqlite-copy.js');
    write('1.sql', 'create table a (id integer primary key);');
    await migrate();
    const keep = { count: null, ageMs: null };
    const store = { directory: join(directory, 'backups'), name: 'main', key: null, keep };
    const point = await copySqlite(join(directory, 'app.db'), store, run);
    write('2.sql', 'drop table a; create table c (id integer primary key);');
    await migrate();
    const { step, now } = await carry(database({ rollback: 'restore', backup: point.reference }), true);
    expect([step?.state, step?.error, now]).toEqual(['done', undefined, '1.sql']);
    expect(readFileSync(join(directory, 'app.db'), 'latin1')).toMatch(/create table a/i);
  });
});
