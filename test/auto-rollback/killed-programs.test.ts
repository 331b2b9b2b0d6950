import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { findInstalledPostgres, startInstalledPostgres } from '../run-migrations/installed-postgres.js';
import { badRelease, dieAndRunAgain, expectBack, firstSql } from './killed-schema.js';
import { ask } from './migrate.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const holds = 'begin; lock table notes in access share mode';

/** A program that a killed run has left goes on by itself; the next attempt meets it at work. */
function meetsIt() {
  const waiting = async (url: string) =>
    (await ask(
      url,
      `select pid from pg_stat_activity where application_name like 'deploy-actions %' and datname = current_database() and wait_event_type = 'Lock'`,
    )) as [number][];
  let left: number | undefined;
  return {
    holds,
    when: (url: string) => async () => {
      left = (await waiting(url))[0]?.[0];
      return left !== undefined;
    },
    letsGo: (url: string) => async () => (await waiting(url)).some(([pid]) => pid !== left),
  };
}

const env = `import os
from alembic import context
from sqlalchemy import create_engine
with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const revision = (id: string, parent: string, upgrade: string, downgrade: string) => ({
  [`versions/${id}.py`]: `from alembic import op
revision = "${id}"
down_revision = ${parent}

def upgrade():
    op.execute("${upgrade}")

def downgrade():
    op.execute("${downgrade}")
`,
});

const rename = (from: string, to: string) => `alter table notes rename column ${from} to ${to}`;
const revisions = {
  tool: 'alembic',
  first: {
    '../alembic.ini': '[alembic]\nscript_location = migrations\n',
    'env.py': env,
    ...revision('a1', 'None', firstSql, 'drop table notes'),
  },
  second: revision('b2', '"a1"', rename('text', 'body'), rename('body', 'text')),
} as const;

const program = 'alembic';
const hasAlembic = spawnSync(program, ['--version']).status === 0;
(hasAlembic ? describe : describe.skip)(
  `a downgrade by Alembic${hasAlembic ? '' : ' (skipped: no alembic on this machine)'}`,
  () => {
    let postgres: LocalPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 60_000);
    afterAll(() => postgres.close());

    it('that outlives the killed run does not get in the way of the next', async () => {
      const url = await postgres.createDatabase('alembic');
      const bad = await badRelease({ world, environment: 'alembic', url }, revisions);
      expect(bad.components[0]).toMatchObject({ rollback: 'downgrade', from: 'a1', to: 'b2' });
      await expectBack(bad, await dieAndRunAgain(bad, meetsIt()));
    }, 60_000);
  },
);

const installed = findInstalledPostgres();
(installed ? describe : describe.skip)(
  `a restore by pg_restore${installed ? '' : ' (skipped: no PostgreSQL with its pg_dump in /usr/lib/postgresql)'}`,
  () => {
    let server: { url: string; close(): Promise<void> };
    beforeAll(async () => {
      if (installed) server = await startInstalledPostgres(installed);
    }, 60_000);
    afterAll(() => server?.close());

    it('that outlives the killed run does not get in the way of the next', async () => {
      const bad = await badRelease(
        { world, environment: 'dump', url: server.url },
        { second: { '2.sql': 'alter table notes drop column text;' } },
      );
      bad.inputs = { ...bad.inputs, 'allow-restore': 'true' };
      await expectBack(bad, await dieAndRunAgain(bad, meetsIt()));
    }, 60_000);
  },
);
