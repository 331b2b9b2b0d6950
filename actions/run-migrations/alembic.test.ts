import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { hasSqlite } from '../../src/database/sqlite.js';
import { type Files, type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import { report } from './outputs.js';

const program = 'alembic';
const found = spawnSync(program, ['--version'], { encoding: 'utf8' });
const withAlembic = found.status === 0 ? describe : describe.skip;
const why =
  found.status === 0
    ? ''
    : ' (skipped: no alembic on this machine; Debian: apt-get install alembic python3-psycopg2)';

let apps: SampleApps;
beforeAll(async () => {
  apps = await startSampleApps();
});
afterAll(() => apps.close());

const env = `import os
from logging.config import fileConfig
from alembic import context
from sqlalchemy import create_engine
fileConfig(context.config.config_file_name)
url = os.environ["NOTES_DATABASE_URL"]
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
`;
const ini = `[alembic]
script_location = migrations
[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARN
handlers = console
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
`;

/** A revision; its way down is what `down` says. */
function revision(id: string, parent: string | null, upgrade: string, downgrade = 'pass'): Files {
  const down = parent === null ? 'None' : `"${parent}"`;
  const text = `"""${id}"""\nfrom alembic import op\nrevision = "${id}"\ndown_revision = ${down}\n\ndef upgrade():\n    ${upgrade}\n\ndef downgrade():\n    ${downgrade}\n`;
  return { [`migrations/versions/${id}.py`]: text };
}

const sql = (text: string) => `op.execute("${text}")`;
const base: Files = {
  'alembic.ini': ini,
  'migrations/env.py': env,
  ...revision('a1', null, sql('create table a (id int)'), sql('drop table a')),
};

/** What a run has done before, without a call of Alembic: each costs half a second. */
const atFirst = `create table a (id int); create table alembic_version (version_num varchar(32) primary key); insert into alembic_version values ('a1')`;

withAlembic(`Alembic${why}`, () => {
  it('migrates from the plan to the proof, and back down', async () => {
    const { run, write, ask } = await apps.app(base);
    expect(await run()).toMatchObject({
      status: 'applied',
      tool: 'alembic',
      applied: ['a1'],
      record: { rollback: 'safe' },
    });
    write(revision('b2', 'a1', sql('alter table a drop column id'), sql('alter table a add column id int')));
    const planned = await run({ command: 'plan' });
    expect(planned).toMatchObject({ status: 'blocked', class: 'destructive', pending: ['b2'] });
    expect(report(planned).summary).toContain('alter table a drop column id');
    expect(await run({ allowDestructive: true })).toMatchObject({
      from: 'a1',
      to: 'b2',
      record: { rollback: 'downgrade' },
    });
    expect(await run({ command: 'down', to: 'a1' })).toMatchObject({
      status: 'reverted',
      reverted: ['b2'],
      to: 'a1',
    });
    expect(await ask('select version_num as value from alembic_version')).toBe('a1');
  });

  it('names the revision, the line and the database error of a failure, and that all was rolled back', async () => {
    const files = { ...base, ...revision('b2', 'a1', sql('alter table nowhere add column t text')) };
    const { run, ask } = await apps.app(files);
    const failed = await run();
    expect(failed).toMatchObject({
      status: 'failed',
      applied: [],
      failure: {
        migration: 'b2',
        code: '42P01',
        line: 7,
        undone: true,
        path: expect.stringMatching(/b2\.py$/),
      },
    });
    expect(report(failed).failure?.message).toContain('relation "nowhere" does not exist');
    expect(await ask(`select to_regclass('a') as value`)).toBeNull();
  });

  it('stops before any change at two heads and at a database that is ahead', async () => {
    const { run, write, ask } = await apps.app(base);
    await ask(atFirst);
    write({ ...revision('b2', 'a1', 'pass'), ...revision('c3', 'a1', 'pass') });
    await expect(run()).rejects.toMatchObject({
      message: expect.stringMatching(/2 heads \((b2, c3|c3, b2)\)/),
      fix: expect.stringContaining('alembic merge heads'),
    });
    await ask(`update alembic_version set version_num = 'z9'`);
    await expect(run({ command: 'status' })).rejects.toThrow(/that this commit does not: z9/);
  });

  it('waits no longer for a table than "lock-timeout" says, and refuses a way down nobody wrote', async () => {
    const { run, write, url, ask, log } = await apps.app(base);
    await ask(atFirst);
    write(revision('b2', 'a1', sql('alter table a add column t text')));
    const other = new pg.Client(url);
    other.on('error', () => {});
    await other.connect();
    await other.query('begin; lock table a in access share mode');
    const patient = run({ lockRetries: 5 });
    while (!log.lines.some((line) => line.includes('trying again'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await other.end();
    expect(await patient).toMatchObject({ status: 'applied' });
    expect(log.lines.join('\n')).toMatch(/b2: .*lock timeout.*Nothing was applied; trying again in/);
    await expect(run({ command: 'down', to: 'a1' })).rejects.toThrow(/no way down from b2/);
  });

  it('that is cancelled leaves nothing running on the server, and says where the database is', async () => {
    const { run, write, ask, log, cancel } = await apps.app(base);
    await ask(atFirst);
    write(revision('b2', 'a1', sql('select pg_sleep(60)')));
    const caught = run().catch((error: Error) => error.message);
    const sleeping = `select count(*)::int as value from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`;
    while ((await ask(sleeping)) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    cancel();
    expect(await caught).toMatch(/The database is at a1; nothing of this run was applied/);
    expect(await ask(sleeping)).toBe(0);
    expect(log.lines.join('\n')).toContain('Running upgrade a1 -> b2');
  }, 60_000);

  const withSqlite = hasSqlite() ? it : it.skip;
  withSqlite(
    `migrates a SQLite file${hasSqlite() ? '' : ' (skipped: Node has SQLite from 22.5 on)'}`,
    async () => {
      const { run } = await apps.app(base, { dialect: 'sqlite' });
      expect(await run()).toMatchObject({ status: 'applied', applied: ['a1'] });
      expect(await run({ command: 'down', to: 'base' })).toMatchObject({ reverted: ['a1'] });
    },
  );
});
