import { describe, expect, it } from '@jest/globals';
import { readRollback } from './rollback-class.js';

const read = (text: string) => readRollback([{ name: 'm', text, parts: [{ text, offset: 0 }] }]);

describe('what the earlier code survives', () => {
  it.each([
    'CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES other(id))',
    'CREATE TABLE IF NOT EXISTS public.t (id int); ALTER TABLE "t" ADD CONSTRAINT u UNIQUE (id); INSERT INTO t VALUES (1)',
    'CREATE TABLE t (id int); CREATE UNIQUE INDEX i ON ONLY t (id); ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    'CREATE INDEX CONCURRENTLY i ON notes (text)',
    'ALTER TABLE notes ADD COLUMN pinned boolean',
    'ALTER TABLE notes ADD COLUMN IF NOT EXISTS a int NOT NULL DEFAULT 5, ADD b text',
    'ALTER TABLE ONLY "Notes" ADD COLUMN c numeric(10, 2)',
    'ALTER TABLE notes ADD n int GENERATED ALWAYS AS IDENTITY NOT NULL',
    "CREATE TYPE mood AS ENUM ('ok'); COMMENT ON TABLE notes IS 'DROP TABLE notes;'",
    '-- DROP TABLE notes;\n/* ALTER TABLE notes DROP COLUMN a; */ CREATE SCHEMA s',
  ])('may stay: %s', (sql) => expect(read(sql)).toEqual({ rollback: 'safe', obstacles: [] }));

  it.each([
    ['DROP TABLE notes', 'takes something away'],
    ['ALTER TABLE notes DROP COLUMN a', 'takes something away'],
    ['ALTER TABLE notes ADD COLUMN a int, DROP COLUMN b', 'takes something away'],
    ['ALTER TABLE notes ADD COLUMN a int NOT NULL', 'new required column'],
    ['ALTER TABLE notes ADD COLUMN a int CHECK (a > 0)', 'forbids rows'],
    ['ALTER TABLE notes ADD CONSTRAINT u UNIQUE (a)', 'forbids rows'],
    ['CREATE UNIQUE INDEX i ON notes (a)', 'forbids rows'],
    ['ALTER TABLE notes ALTER COLUMN a SET NOT NULL', 'changes something'],
    ['ALTER TABLE notes RENAME COLUMN a TO b', 'changes something'],
    ['ALTER TABLE notes ALTER a TYPE bigint', 'changes something'],
    ["ALTER TYPE mood ADD VALUE 'new'", 'changes something'],
    ['CREATE TABLE t (id int); ALTER TABLE t RENAME TO notes', 'changes something'],
    ['CREATE TABLE t (id int); INSERT INTO notes VALUES (1)', 'writes data'],
    ['UPDATE notes SET a = 1', 'changes data'],
    ['DELETE FROM notes', 'takes something away'],
    ['CREATE OR REPLACE VIEW v AS SELECT 1', 'replaces'],
    ['CREATE TRIGGER tg BEFORE INSERT ON notes EXECUTE FUNCTION f()', 'trigger'],
    ['DO $$ BEGIN DROP TABLE notes; END $$', 'cannot tell'],
    ['SELECT drop_everything()', 'cannot tell'],
    ['WITH gone AS (DELETE FROM notes RETURNING *) SELECT 1', 'cannot tell'],
  ])('does not, or may not, survive: %s', (sql, reason) => {
    const { rollback, obstacles } = read(sql);
    expect(rollback).toBe('impossible');
    expect(obstacles).toHaveLength(1);
    expect(obstacles[0]?.reason).toContain(reason);
  });

  it('names the line in the file', () => {
    const text = 'CREATE TABLE t ();\n--> statement-breakpoint\n\nDROP TABLE old';
    const at = text.indexOf('\n\nDROP');
    const parts = [
      { text: 'CREATE TABLE t ();\n', offset: 0 },
      { text: text.slice(at), offset: at },
    ];
    expect(readRollback([{ name: 'm', text, parts }]).obstacles[0]).toMatchObject({
      line: 4,
      statement: 'DROP TABLE old',
    });
  });
});
