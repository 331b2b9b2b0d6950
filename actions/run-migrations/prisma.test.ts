import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { prismaEngine } from '../../rehearsal/prisma/index.js';
import { type Files, type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import { installTools } from '../../test/tools/install.js';
import { report } from './outputs.js';

const env: Record<string, string> = {
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '/tmp',
};
let apps: SampleApps;
let modules7: string;
let modules6: string;
beforeAll(async () => {
  Object.assign(env, await prismaEngine(process.cwd(), {}, () => {}));
  modules7 = join(await installTools('prisma-7'), 'node_modules');
  modules6 = join(await installTools('prisma-6'), 'node_modules');
  apps = await startSampleApps();
}, 180_000);
afterAll(() => apps.close());

const config = `import { defineConfig, env } from 'prisma/config';
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: env('NOTES_DATABASE_URL') },
});
`;
const first = 'CREATE TABLE "Note" ("id" INTEGER NOT NULL, CONSTRAINT "Note_pkey" PRIMARY KEY ("id"));\n';
const migration = (name: string, sql: string): Files => ({
  [`prisma/migrations/${name}/migration.sql`]: sql,
});
const schema = (datasource: string, fields = '') =>
  `datasource db {\n  provider = "postgresql"\n${datasource}\n}\nmodel Note {\n  id Int @id\n${fields}\n}\n`;
const base = {
  'package.json': '{"name":"notes"}',
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  ...migration('1_init', first),
};
const files7 = { ...base, 'prisma.config.ts': config, 'prisma/schema.prisma': schema('') };
const files6 = { ...base, 'prisma/schema.prisma': schema('  url = env("DATABASE_URL")') };

describe('Prisma 7', () => {
  it('migrates, says what failed and why, waits for the failure to be resolved, and goes back by down.sql', async () => {
    const { run, write, ask } = await apps.app(files7, { modules: modules7 });
    const done = await run({ drift: 'fail' }, { env });
    expect(done).toMatchObject({ status: 'applied', tool: 'prisma', applied: ['1_init'], to: '1_init' });
    expect(done).toMatchObject({ drift: { found: false }, record: { rollback: 'safe' } });
    write(
      migration(
        '2_bad',
        'ALTER TABLE "Note" ADD COLUMN "a" text;\nALTER TABLE "Note" ADD COLUMN "b" nonsense;\n',
      ),
    );
    const failed = await run({}, { env });
    expect(failed).toMatchObject({
      status: 'failed',
      applied: [],
      to: '1_init',
      failure: { migration: '2_bad', undone: true },
    });
    expect(report(failed).failure?.message).toContain('type "nonsense" does not exist');
    expect(report(failed).failure?.fix).toContain('rolled-back 2_bad');
    await expect(run({}, { env })).rejects.toThrow(
      /2_bad is recorded as begun and not finished \(P3009\).*nonsense/,
    );
    const resolved = { as: 'rolled-back', migration: '2_bad' } as const;
    await run({ command: 'resolve', resolutions: [resolved] }, { env });
    // What the engine tells of by "external connector error" alone is said in the summary as the database's own words.
    write(migration('2_bad', 'INSERT INTO "Note" VALUES (1), (1);\n'));
    const { failure, summary } = report(await run({}, { env }));
    expect(failure?.message).toMatch(/^The migration 2_bad failed: Unique constraint failed/);
    expect(summary).not.toContain('external connector error');
    expect(await run({ command: 'resolve', resolutions: [resolved] }, { env })).toMatchObject({
      status: 'resolved',
    });
    write({
      ...migration('2_bad', 'ALTER TABLE "Note" ADD COLUMN "a" text;\n'),
      'prisma/migrations/2_bad/down.sql': 'ALTER TABLE "Note" DROP COLUMN "a";\n',
    });
    const drifted = await run({ drift: 'warn' }, { env });
    expect(drifted).toMatchObject({ status: 'applied', to: '2_bad', drift: { found: true } });
    expect(await run({ command: 'down', to: '1_init' }, { env })).toMatchObject({
      reverted: ['2_bad'],
      to: '1_init',
    });
    expect(
      await ask(`select count(*)::int as value from information_schema.columns where table_name = 'Note'`),
    ).toBe(1);
    expect(await run({ command: 'status' }, { env })).toMatchObject({
      status: 'pending',
      pending: ['2_bad'],
    });
  }, 60_000);

  it('is not asked when its history cannot be right: a database with tables, an edited file, other tables', async () => {
    const { run, write, ask } = await apps.app(files7, { modules: modules7 });
    await ask('create table legacy (id int)');
    await expect(run({}, { env })).rejects.toMatchObject({
      message: expect.stringContaining('(legacy) and has no history of Prisma'),
      fix: expect.stringContaining('applied 1_init'),
    });
    await ask('drop table legacy');
    const baseline = { as: 'applied', migration: '1_init' } as const;
    await run({ command: 'resolve', resolutions: [baseline] }, { env });
    expect(await run({}, { env })).toMatchObject({ status: 'up-to-date', to: '1_init' });
    write(migration('1_init', `${first}-- edited\n`));
    await expect(run({}, { env })).rejects.toThrow(/1_init was applied with another content/);
    write(migration('1_init', first.replaceAll('\n', '\r\n')));
    expect(await run({ command: 'status' }, { env })).toMatchObject({ status: 'up-to-date' });
  }, 60_000);

  it("says who is in the way when another Prisma holds Prisma's own lock (P1002); Prisma 6 migrates beside it", async () => {
    const { run, url } = await apps.app(files7, { modules: modules7 });
    const six = await apps.app(files6, { modules: modules6 });
    const other = new pg.Client(url);
    await other.connect();
    await other.query('select pg_advisory_lock(72707369)');
    const [blocked, migrated] = await Promise.allSettled([
      run({}, { env }),
      six.run({ drift: 'fail' }, { env }),
    ]);
    await other.end();
    expect(migrated).toMatchObject({
      value: { status: 'applied', applied: ['1_init'], drift: { found: false } },
    });
    expect(blocked).toMatchObject({
      reason: {
        code: 'P1002',
        message: expect.stringMatching(/held by server process \d+/),
        fix: expect.stringContaining('72707369'),
      },
    });
  }, 60_000);
});
