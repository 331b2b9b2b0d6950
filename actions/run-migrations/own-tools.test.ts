import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasSqlite } from '../../src/database/sqlite.js';
import { type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import { report } from './outputs.js';

let apps: SampleApps;
beforeAll(async () => {
  apps = await startSampleApps();
});
afterAll(() => apps.close());

describe('a tool of your own', () => {
  const commands = {
    status: `if [ -f done ]; then echo '{"applied":["1"],"pending":[]}'; else echo '{"applied":[],"pending":["1"]}'; exit 1; fi`,
    up: 'echo "migrating $DATABASE_URL"; case "$PGOPTIONS" in *lock_timeout=300*) touch done;; esac',
    down: 'test "$MIGRATION_TO" = "" && rm done',
  };

  it('is believed by what its status command says, not by its exit code', async () => {
    const { run, log } = await apps.app();
    expect(
      await run({ commands: { ...commands, up: 'true' } }).catch((error: Error) => error.message),
    ).toMatch(/ended without an error.*1 is missing/);
    expect(await run({ commands })).toMatchObject({
      tool: 'command',
      applied: ['1'],
      record: { rollback: 'downgrade' },
    });
    expect(await run({ commands })).toMatchObject({ status: 'up-to-date', to: '1' });
    expect(await run({ commands, command: 'down', to: 'base' })).toMatchObject({ reverted: ['1'], to: null });
    const failed = await run({ commands: { ...commands, up: 'echo "no such thing" >&2; exit 3' } });
    expect(failed).toMatchObject({
      status: 'failed',
      failure: { message: '"up-command" ended with exit code 3: no such thing' },
    });
    const told = report(failed);
    expect(told.failure?.message).toContain(
      'Whether what it did until then stands, only your own tool knows.',
    );
    expect(told.annotations?.[0]).not.toHaveProperty('file');
    await expect(run({ commands: { ...commands, status: 'exit 2' } })).rejects.toThrow(
      /"status-command" ended with exit code 2/,
    );
    expect(log.lines.join('\n')).not.toContain('l0cal-pg-0nly');
  });
});

describe('the tool that is meant', () => {
  it('is asked for when there is more than one', async () => {
    const files = {
      'migrations/1.sql': 'select 1;',
      'alembic.ini': '[alembic]\nscript_location = alembic\n',
    };
    const { run } = await apps.app(files);
    await expect(run()).rejects.toThrow(/more than one tool: alembic \(alembic\), sql \(migrations\)/);
    expect(await run({ tool: 'sql' })).toMatchObject({ tool: 'sql', status: 'applied' });
  });

  it('must be installed: Prisma is not taken from somewhere else', async () => {
    const { run } = await apps.app({ 'prisma/migrations/1/migration.sql': 'select 1;' });
    await expect(run()).rejects.toMatchObject({
      message: expect.stringContaining("Prisma's CLI is not installed"),
      fix: expect.stringContaining('npm ci'),
    });
    expect(await run({ command: 'status' })).toMatchObject({ status: 'pending', pending: ['1'] });
  });

  it.each([
    ['8.1.0', /Prisma 8 keeps its history in another form/],
    ['4.16.2', /drives Prisma 5, 6 and 7/],
  ])('of another major is told apart: Prisma %s', async (version, message) => {
    const { run } = await apps.app({
      'prisma/migrations/1/migration.sql': 'select 1;',
      'node_modules/prisma/package.json': JSON.stringify({ version }),
      'node_modules/.bin/prisma': '',
    });
    await expect(run()).rejects.toThrow(message);
  });
});

describe('plain SQL files', () => {
  it('go back by the files beside them, and a history can be recorded without running it', async () => {
    const { run, ask } = await apps.app({
      'migrations/1.sql': 'create table a (id int);',
      'migrations/2.up.sql': 'alter table a add column t text;',
      'migrations/2.down.sql': 'alter table a drop column t;',
    });
    await ask('create table a (id int)');
    const failed = await run();
    expect(failed.failure).toMatchObject({ code: '42P07' });
    await run({ command: 'resolve', resolutions: [{ as: 'applied', migration: '1.sql' }] });
    expect(await run()).toMatchObject({ applied: ['2.up.sql'] });
    await expect(run({ command: 'down', to: 'base' })).rejects.toThrow(
      /no way down from 1\.sql; nothing was changed/,
    );
    expect(await run({ command: 'down', to: '1.sql' })).toMatchObject({ reverted: ['2.up.sql'] });
    await expect(run({ command: 'down', to: 'nope' })).rejects.toThrow(/names nope, which is not applied/);
    expect(await run()).toMatchObject({ applied: ['2.up.sql'] });
    await ask(`insert into deploy_actions.migrations values ('3.sql', '')`);
    // What stands on top of it is not known here: taking away what is below would break it.
    await expect(run({ command: 'down', to: '1.sql' })).rejects.toThrow(/this commit does not: 3\.sql/);
  });
});

const withSqlite = hasSqlite() ? describe : describe.skip;

withSqlite(`SQLite${hasSqlite() ? '' : ' (skipped: Node has it from 22.5 on)'}`, () => {
  const journal = (tags: string[]) =>
    JSON.stringify({
      version: '7',
      dialect: 'sqlite',
      entries: tags.map((tag, idx) => ({ idx, version: '6', when: 100 + idx, tag, breakpoints: true })),
    });

  it('is migrated by plain files, whose triggers hold semicolons, and a failed one leaves nothing', async () => {
    const { run, write, folder } = await apps.app(
      {
        'migrations/1.sql':
          'create table a (id integer);\ncreate table b (id integer);\ncreate trigger t after insert on a begin insert into b values (new.id); end;',
      },
      { dialect: 'sqlite' },
    );
    expect(await run()).toMatchObject({
      status: 'applied',
      database: `SQLite database ${join(folder, 'app.db')}`,
    });
    write({ 'migrations/2.sql': 'create table c (id integer); insert into missing values (1);' });
    const failed = await run();
    expect(failed).toMatchObject({
      status: 'failed',
      failure: { undone: true, message: 'no such table: missing' },
    });
    write({ 'migrations/2.sql': 'create table c (id integer);' });
    expect(await run()).toMatchObject({ applied: ['2.sql'], from: '1.sql', to: '2.sql' });
  });

  it("is migrated by Drizzle's own migrator, one run at a time", async () => {
    const files = {
      'drizzle/meta/_journal.json': journal(['0_a', '1_b']),
      'drizzle/0_a.sql':
        'CREATE TABLE `a` (`id` integer);\n--> statement-breakpoint\nCREATE INDEX `ai` ON `a` (`id`);',
      'drizzle/1_b.sql': 'ALTER TABLE `a` ADD `t` text;',
      'drizzle/1_b.down.sql': 'ALTER TABLE `a` DROP COLUMN `t`;',
    };
    const { run } = await apps.app(files, { dialect: 'sqlite' });
    const [one, other] = await Promise.all([run({ waitTimeoutMs: 10_000 }), run({ waitTimeoutMs: 10_000 })]);
    expect([one.applied.length, other.applied.length].sort()).toEqual([0, 2]);
    expect(await run({ command: 'down', to: '0_a' })).toMatchObject({ reverted: ['1_b'] });
    expect(await run({ command: 'status' })).toMatchObject({ pending: ['1_b'] });
  });
});
