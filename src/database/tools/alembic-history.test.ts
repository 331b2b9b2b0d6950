import { describe, expect, it } from '@jest/globals';
import { readAlembicError } from './alembic-errors.js';
import { compareAlembic, hasDowngrade, readRevisions, splitOfflineSql } from './alembic-history.js';

const printed = `Rev: d4 (head) (mergepoint)
Merges: b2, c3
Path: /app/versions/d4.py

    join

Rev: c3
Parent: a1
Path: /app/versions/c3.py

    third

Rev: b2
Parent: a1
Path: /app/versions/b2.py

    second

Rev: a1 (branchpoint)
Parent: <base>
Branches into: b2, c3
Path: /app/versions/a1.py

    first
`.split('\n');

describe("Alembic's history", () => {
  it('is followed through merges, whatever the database has of it', () => {
    const revisions = readRevisions(printed);
    expect(revisions.map((one) => one.id)).toEqual(['a1', 'b2', 'c3', 'd4']);
    expect(revisions.at(-1)).toMatchObject({
      parents: ['b2', 'c3'],
      head: true,
      path: '/app/versions/d4.py',
    });
    const names = (recorded: string[]) => compareAlembic(revisions, recorded).pending.map((one) => one.name);
    expect(names([])).toEqual(['a1', 'b2', 'c3', 'd4']);
    expect(names(['c3'])).toEqual(['b2', 'd4']);
    expect(names(['b2', 'c3'])).toEqual(['d4']);
    expect(names(['d4'])).toEqual([]);
    expect(compareAlembic(revisions, ['gone']).problems).toMatchObject([{ kind: 'ahead' }]);
  });

  it('gives the SQL of each revision without what Alembic adds for itself', () => {
    const sql = `BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1

CREATE TABLE a (id INTEGER);

INSERT INTO alembic_version (version_num) VALUES ('a1') RETURNING alembic_version.version_num;

-- Running upgrade a1 -> b2, second

ALTER TABLE a DROP COLUMN id;

UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';

COMMIT;
`.split('\n');
    expect([...splitOfflineSql(sql)]).toEqual([
      ['a1', 'CREATE TABLE a (id INTEGER);'],
      ['b2', 'ALTER TABLE a DROP COLUMN id;'],
    ]);
  });

  it.each([
    ['def downgrade():\n    op.drop_table("a")\n', true],
    ['def downgrade() -> None:\n    """Nothing."""\n    # later\n    pass\n', false],
    ['def downgrade():\n    raise NotImplementedError()\n', false],
    ['def upgrade():\n    pass\n', false],
  ])('knows a way down from a mere promise: %j', (script, expected) => {
    expect(hasDowngrade(script)).toBe(expected);
  });

  it.each([
    ["KeyError: 'DB_URL'", /database-url-variable/],
    ["ModuleNotFoundError: No module named 'app'", /install the app/],
    ["FAILED: Can't locate revision identified by 'zz'", /does not have/],
    [
      'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "x" failed',
      /elsewhere/,
    ],
  ])('says what to do about %s', (line, fix) => {
    expect(readAlembicError(['Traceback', line]).fix).toMatch(fix);
  });

  it("reads asyncpg's errors, which hide their class in the sentence", () => {
    const line =
      'sqlalchemy.exc.ProgrammingError: (sqlalchemy.dialects.postgresql.asyncpg.ProgrammingError) <class \'asyncpg.exceptions.UndefinedTableError\'>: relation "x" does not exist';
    expect(readAlembicError([line])).toMatchObject({
      sqlState: '42P01',
      message: 'relation "x" does not exist',
    });
  });
});
