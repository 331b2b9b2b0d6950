import { describe, expect, it } from '@jest/globals';
import { analyseAll } from './analyse.js';
import type { Catalogue } from './catalogue.js';
import { decide } from './policy.js';
import { rollbackOf } from './rollback.js';
import type { AnalysedTool } from './terms.js';
import type { AnalysisContext, MigrationPlan, StatementReading } from './types.js';

const plan = (
  sql: string | string[],
  tool: AnalysedTool = 'sql',
  context: AnalysisContext = {},
): Promise<MigrationPlan> =>
  analyseAll(
    [sql].flat().map((text, index) => ({ name: `m${index + 1}`, sql: text, tool })),
    context,
  );

async function statements(...args: Parameters<typeof plan>): Promise<StatementReading[]> {
  return (await plan(...args)).migrations.flatMap((one) => one.statements);
}

const rulesOf = (read: readonly StatementReading[]) =>
  read.map((one) => one.findings.map((finding) => finding.rule).join(' '));

function catalogue(rows: number | null): Catalogue {
  const table = { rows, bytes: 0, columns: new Map([['a', 'integer']]), constraints: new Map() };
  return { version: 17, tables: new Map([['t', table]]), indexes: new Map(), constrainedDomains: new Set() };
}

describe('the size of a table', () => {
  it.each([
    [0, 'note'],
    [200, 'note'],
    [201, 'warning'],
    [9_999_999, 'warning'],
    [10_000_000, 'error'],
    [null, 'warning'],
  ])('of %s rows makes a blocking index a matter of level %s', async (rows, level) => {
    const [read] = await statements('CREATE INDEX i ON t (a)', 'sql', { catalogue: catalogue(rows) });
    expect(read).toMatchObject({ class: 'risky', level, findings: [{ rows }] });
  });

  it('does not make a small dropped column less destructive, nor a renamed one less breaking', async () => {
    const read = await statements('ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME b TO c', 'sql', {
      catalogue: catalogue(1),
    });
    expect(read.map((one) => one.level)).toEqual(['error', 'warning']);
  });
});

describe('what the migrations make themselves', () => {
  it('is no risk in the same migration, nor in a later one of the release', async () => {
    const read = await plan([
      'CREATE TABLE new (id int); CREATE UNIQUE INDEX i ON new (id); ALTER TABLE new ADD COLUMN a int NOT NULL, ADD CHECK (a > 0)',
      "ALTER TABLE new ALTER a TYPE text; INSERT INTO new VALUES (1); UPDATE new SET a = ''; DROP INDEX i; DROP TABLE new",
    ]);
    expect(read).toMatchObject({ class: 'safe', phase: 'expand' });
    expect(rollbackOf(read, { down: false, backup: false }).rollback).toBe('safe');
  });

  it('is another table again once it is dropped or renamed away, and no table that IF NOT EXISTS finds', async () => {
    expect(rulesOf(await statements('CREATE TABLE x (id int); DROP TABLE x; DROP TABLE x'))).toEqual([
      '',
      '',
      'drop-table',
    ]);
    expect(
      rulesOf(
        await statements('CREATE TABLE x (id int); ALTER TABLE x RENAME TO y; DROP TABLE y; DROP TABLE x'),
      ),
    ).toEqual(['', '', '', 'drop-table']);
    const sql = 'CREATE TABLE IF NOT EXISTS t (id int); CREATE INDEX i ON t (id)';
    expect(rulesOf(await statements(sql))).toEqual(['', '']);
    expect(rulesOf(await statements(sql, 'sql', { catalogue: catalogue(5) }))).toEqual(['', 'create-index']);
  });

  it('is not known by its name alone once that may mean another table', async () => {
    const made = 'CREATE TABLE x (id int)';
    expect(rulesOf(await statements(`${made}; SET search_path = other; DROP TABLE x`))).toEqual([
      '',
      '',
      'drop-table',
    ]);
    expect(
      rulesOf(await statements(`${made}; SELECT set_config('search_path', 'other', false); DROP TABLE x`)),
    ).toEqual(['', '', 'drop-table']);
    const hidden = 'CREATE TEMP TABLE t (id int); DROP TABLE public.t';
    expect(rulesOf(await statements(hidden, 'sql', { catalogue: catalogue(5) }))).toEqual(['', 'drop-table']);
    const moved = 'CREATE TABLE x AS WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone';
    expect((await plan(moved)).class).toBe('destructive');
  });

  it('counts in another schema as another table, and `public` as none', async () => {
    expect(rulesOf(await statements('CREATE TABLE s.x (id int); DROP TABLE x'))).toEqual(['', 'drop-table']);
    expect(rulesOf(await statements('CREATE TABLE public.x (id int); DROP TABLE "x"'))).toEqual(['', '']);
  });
});

describe('what one transaction keeps', () => {
  const long = ['ALTER TABLE t ADD COLUMN x int', 'UPDATE t SET x = 1 WHERE a = 1'];

  it('is said where long work waits behind a lock of an earlier statement', async () => {
    expect(rulesOf(await statements(long.join(';')))).toEqual(['', 'update-rows work-under-lock']);
  });

  it('ends with the file, except for the tools that keep one over all that is pending', async () => {
    expect(rulesOf(await statements(long, 'sql'))).toEqual(['', 'update-rows']);
    expect(rulesOf(await statements(long, 'prisma'))).toEqual(['', 'update-rows']);
    expect(rulesOf(await statements(long, 'drizzle'))).toEqual(['', 'update-rows work-under-lock']);
    expect(rulesOf(await statements(long, 'alembic'))).toEqual(['', 'update-rows work-under-lock']);
  });

  it('makes NOT VALID worth nothing when it is validated inside it', async () => {
    const steps = [
      'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
      'ALTER TABLE t VALIDATE CONSTRAINT c',
    ];
    expect(rulesOf(await statements(steps.join(';')))).toEqual([
      'add-constraint-not-valid',
      'validate-in-same-transaction',
    ]);
    expect(rulesOf(await statements(steps))).toEqual(['add-constraint-not-valid', '']);
  });

  it('needs no scan for SET NOT NULL once a validated CHECK proves it', async () => {
    const steps = [
      'ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID',
      'ALTER TABLE t VALIDATE CONSTRAINT c',
      'ALTER TABLE t ALTER a SET NOT NULL',
    ];
    expect((await statements(steps)).map((one) => one.work)).toEqual(['none', 'scan', 'none']);
  });
});

describe('advice for a tool', () => {
  const concurrently = 'CREATE INDEX CONCURRENTLY i ON t (a)';

  it('lets Prisma run CONCURRENTLY alone in a file, and the others as they can', async () => {
    expect(rulesOf(await statements(concurrently, 'prisma'))).toEqual(['']);
    expect(rulesOf(await statements(`${concurrently}; SELECT 1`, 'prisma'))).toEqual([
      'concurrently-in-transaction',
      '',
    ]);
    expect(rulesOf(await statements(concurrently, 'drizzle'))).toEqual(['concurrently-in-transaction']);
    expect(rulesOf(await statements(`BEGIN; COMMIT; ${concurrently}; BEGIN`, 'alembic'))).toEqual([
      '',
      '',
      '',
      '',
    ]);
    const outside = await analyseAll([{ name: 'm', sql: concurrently, tool: 'sql', transaction: false }]);
    expect(outside.class).toBe('safe');
  });

  it.each([
    ['drizzle', /by hand before the release/],
    ['prisma', /only statement of a migration/],
    ['alembic', /autocommit_block/],
    ['sql', /no-transaction/],
  ] as const)('says what a user of %s can do about an index', async (tool, text) => {
    const [read] = await statements('CREATE INDEX i ON t (a)', tool);
    expect(read?.findings[0]?.rewrite).toMatch(text);
  });

  it('is SQL that can be copied: names are quoted where PostgreSQL needs it', async () => {
    const [read] = await statements('ALTER TABLE shop."Order" ALTER COLUMN "user" SET NOT NULL');
    expect(read?.findings[0]?.message).toBe('shop.Order.user becomes NOT NULL');
    expect(read?.findings[0]?.rewrite).toContain('ALTER TABLE shop."Order" ADD CONSTRAINT');
    expect(read?.findings[0]?.rewrite).toContain('CHECK ("user" IS NOT NULL)');
  });

  it('does not blame a user of Prisma for what Prisma writes around a change of an enum', async () => {
    const sql = `BEGIN; CREATE TYPE "Role_new" AS ENUM ('A'); ALTER TYPE "Role_new" RENAME TO "Role"; COMMIT`;
    expect(rulesOf(await statements(sql, 'prisma'))).toEqual(['', '', '', '']);
  });

  it('passes over the books that tools keep themselves', async () => {
    const sql =
      "BEGIN; UPDATE alembic_version SET version_num = 'b' WHERE version_num = 'a'; DELETE FROM alembic_version; COMMIT";
    expect((await plan(sql, 'alembic')).class).toBe('safe');
  });
});

describe('a comment that allows', () => {
  it('silences one rule of one statement when it gives a reason, and stays in the record', async () => {
    const sql = '-- deploy-actions: allow drop-table nobody reads it since 4.2\nDROP TABLE a;\nDROP TABLE b';
    const read = await plan(sql);
    expect(read.migrations[0]?.statements.map((one) => one.level)).toEqual([null, 'error']);
    const { decisions, blocked } = decide(read, { onRisky: 'warn', allowDestructive: false });
    expect(decisions.map((one) => [one.line, one.action])).toEqual([
      [2, 'pass'],
      [3, 'block'],
    ]);
    expect(blocked).toBe(true);
    expect(read.class).toBe('destructive');
  });

  it.each([
    ['DROP TABLE a; -- deploy-actions: allow drop-table it is empty\nDROP TABLE b', [null, 'error']],
    ['DROP TABLE a;\n/* deploy-actions: allow drop-table it is empty */ DROP TABLE b', ['error', null]],
    ['DROP TABLE -- deploy-actions: allow drop-table it is empty\n a; DROP TABLE b', [null, 'error']],
    ["SELECT '-- deploy-actions: allow drop-table no comment'; DROP TABLE b", [null, 'error']],
    ['/* ü ü ü */ -- deploy-actions: allow drop-table é\nDROP TABLE b', [null]],
  ])('belongs to the statement it stands at: %s', async (sql, levels) => {
    expect((await statements(sql)).map((one) => one.level)).toEqual(levels);
  });

  it.each([
    ['-- deploy-actions: allow drop-table\nDROP TABLE a', /no reason/],
    ['-- deploy-actions: allow everything please\nDROP TABLE a', /"everything" is no rule/],
    ['-- deploy-actions: allow truncate old rows\nDROP TABLE a', /does not do/],
  ])('allows nothing without a rule, a reason and a cause, and says so: %s', async (sql, message) => {
    const read = await plan(sql);
    expect(read.migrations[0]?.statements[0]?.level).toBe('error');
    expect(read.migrations[0]?.remarks).toEqual([{ line: 1, message: expect.stringMatching(message) }]);
  });
});

describe('the place of a statement', () => {
  it('is the line of its first word, also behind comments, blank lines and letters of several bytes', async () => {
    const sql = "-- ü\n\nSELECT 'äöü';\n/* a /* nested */ one */\n\n  -- more\nDROP TABLE x;";
    expect((await statements(sql)).map((one) => [one.line, one.text])).toEqual([
      [3, "SELECT 'äöü'"],
      [7, 'DROP TABLE x'],
    ]);
  });

  it('is right after Drizzle’s breakpoints, and one bad statement does not hide the others', async () => {
    const sql =
      'CREATE TABLE a (id int)--> statement-breakpoint\nDROP TABLE b;--> statement-breakpoint\nSLECT 1;\nDROP TABLE c;';
    const read = await statements(sql, 'drizzle');
    expect(read.map((one) => [one.line, one.class])).toEqual([
      [1, 'safe'],
      [2, 'destructive'],
      [3, 'risky'],
      [4, 'destructive'],
    ]);
  });
});

describe('the phase of a migration', () => {
  it.each([
    ['CREATE TABLE x (id int); ALTER TABLE t ADD COLUMN y int', 'expand'],
    ['CREATE INDEX i ON t (a)', 'expand'],
    ['ALTER TABLE t DROP COLUMN a; DROP INDEX i', 'contract'],
    ['ALTER TABLE t ADD COLUMN y int, DROP COLUMN a', 'mixed'],
    ['ALTER TABLE t RENAME COLUMN a TO b', 'mixed'],
  ])('of %s is %s', async (sql, phase) => expect((await plan(sql)).phase).toBe(phase));
});

it('the phase of a release is that of its parts; an index fits to both', async () => {
  expect((await plan(['CREATE INDEX i ON t (a)', 'ALTER TABLE t DROP COLUMN b'])).phase).toBe('contract');
  expect((await plan(['CREATE TABLE x (id int)', 'ALTER TABLE t DROP COLUMN b'])).phase).toBe('mixed');
});
