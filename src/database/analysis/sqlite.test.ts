import { describe, expect, it } from '@jest/globals';
import { analyseAll } from './analyse.js';

async function read(sql: string): Promise<{ class: string; rules: string[] }> {
  const plan = await analyseAll([{ name: 'm', sql, tool: 'drizzle' }], { dialect: 'sqlite' });
  const statements = plan.migrations.flatMap((one) => one.statements);
  const rules = statements.map((one) => one.findings.map((finding) => finding.rule).join(' '));
  return { class: plan.class, rules };
}

describe('SQLite', () => {
  it.each([
    ['CREATE TABLE `notes` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL)', 'safe', ''],
    ['ALTER TABLE `notes` ADD `pinned` integer DEFAULT false NOT NULL', 'safe', ''],
    ['ALTER TABLE notes ADD COLUMN a text NOT NULL', 'risky', 'add-column-required'],
    ['CREATE INDEX i ON notes (a)', 'safe', ''],
    ['CREATE UNIQUE INDEX i ON notes (a)', 'risky', 'create-unique-index'],
    ['ALTER TABLE [notes] DROP COLUMN "a"', 'destructive', 'drop-column'],
    ['ALTER TABLE notes RENAME TO n', 'risky', 'rename-table'],
    ['ALTER TABLE notes RENAME COLUMN a TO b', 'risky', 'rename-column'],
    ['DROP TABLE IF EXISTS main.notes', 'destructive', 'drop-table'],
    ['DELETE FROM notes', 'destructive', 'delete-all-rows'],
    ['UPDATE notes SET a = 1 WHERE id = 2', 'risky', 'update-rows'],
    ["INSERT INTO notes VALUES ('DROP TABLE notes;')", 'safe', 'insert-rows'],
    ['PRAGMA foreign_keys=OFF', 'safe', ''],
    ['PRAGMA writable_schema=ON', 'risky', 'unknown-statement'],
    ['ATTACH DATABASE x AS y', 'risky', 'unknown-statement'],
    ["SELECT 'open", 'risky', 'unreadable'],
    [
      'CREATE TRIGGER tg AFTER INSERT ON notes BEGIN DELETE FROM notes; SELECT CASE WHEN 1 THEN 2 END; END',
      'risky',
      'create-trigger',
    ],
  ])('%s is %s', async (sql, kind, rule) => {
    expect(await read(sql)).toEqual({ class: kind, rules: [rule] });
  });

  it('tells a table that is made anew from one that is dropped', async () => {
    const rebuild = [
      'CREATE TABLE __new_notes (id integer)',
      'INSERT INTO __new_notes(id) SELECT id FROM notes',
      'DROP TABLE notes',
      'ALTER TABLE __new_notes RENAME TO notes',
    ];
    expect((await read(rebuild.join(';'))).rules).toEqual(['', '', 'rebuild-table', '']);
    rebuild[1] += ' WHERE 0';
    expect((await read(rebuild.join(';'))).rules).toEqual(['', '', 'drop-table', '']);
  });
});
