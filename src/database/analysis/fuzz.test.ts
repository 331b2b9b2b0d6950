import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseAll } from './analyse.js';
import { loadParser } from './parser.js';
import { splitSql } from './split.js';
import type { AnalysedTool } from './terms.js';

const tools: AnalysedTool[] = ['prisma', 'drizzle', 'alembic', 'sql', 'command'];
const dialects = ['postgresql', 'sqlite'] as const;

const fragments = fc.constantFrom(
  'DROP TABLE',
  'ALTER TABLE t',
  'ADD COLUMN',
  'CREATE INDEX',
  'SELECT',
  'x',
  '1',
  ';',
  ';\n',
  "'",
  '"',
  '$$',
  '$a$',
  '--',
  '/*',
  '*/',
  '(',
  ')',
  ',',
  '\\',
  '\0',
  '\ud800',
  'ü',
  '😀',
  '--> statement-breakpoint',
  'BEGIN',
  'END',
  'DO',
  "E'\\'",
  '-- deploy-actions: allow drop-table why not\n',
  '`',
  '[',
  'CONCURRENTLY',
  'EXCEPTION WHEN',
  'THEN NULL;',
  '\u00a0',
);
const soup = fc.array(fragments, { maxLength: 40 }).map((parts) => parts.join(' '));
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }), soup);

/** Statements that are safe, in ways that people may wrap them. */
const destructive = fc.constantFrom(
  'DROP TABLE t',
  'DELETE FROM t',
  'TRUNCATE t',
  'ALTER TABLE t DROP COLUMN a',
);

describe('arbitrary text as SQL', () => {
  it('never crashes the reading, and every statement keeps its place', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom(...tools),
        fc.constantFrom(...dialects),
        async (sql, tool, dialect) => {
          const plan = await analyseAll([{ name: 'm', sql, tool }], { dialect });
          for (const { line } of plan.migrations[0]?.statements ?? []) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(sql.split('\n').length);
          }
        },
      ),
      { numRuns: 1_500, seed: 5 },
    );
  });

  it('never counts as safe unless the parser accepts all of it', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (sql) => {
        const parser = await loadParser();
        const plan = await analyseAll([{ name: 'm', sql, tool: 'sql' }]);
        const refused = 'problem' in parser.parse(sql);
        if (refused) expect(plan.class).not.toBe('safe');
        const read = splitSql(parser, sql, 'sql').every((one) => one.tree !== undefined);
        if (!read) expect(plan.class).not.toBe('safe');
      }),
      { numRuns: 1_500, seed: 6 },
    );
  });

  it('hides no destructive statement, whatever stands before and behind it', async () => {
    await fc.assert(
      fc.asyncProperty(text, destructive, async (before, statement) => {
        const plan = await analyseAll([{ name: 'm', sql: `${before}\n;${statement}`, tool: 'sql' }]);
        // What stands before may open a string or a comment, and then it is no statement; but then nothing is safe.
        const parser = await loadParser();
        const alone = parser.pieces(`${before}\n;${statement}`).at(-1)?.text.trim() === statement;
        expect(plan.class === 'safe').toBe(false);
        if (alone) expect(plan.class).toBe('destructive');
      }),
      { numRuns: 1_000, seed: 7 },
    );
  });

  it.each([
    ['sums', `SELECT 1${'+1'.repeat(60_000)}`],
    ['brackets', `SELECT ${'('.repeat(60_000)}1${')'.repeat(60_000)}`],
    ['sub-queries', `SELECT * FROM ${'(SELECT * FROM '.repeat(5_000)}t${') a'.repeat(5_000)}`],
    ['joins', `SELECT * FROM t ${'JOIN t USING (a) '.repeat(20_000)}`],
    ['comments', `${'/*'.repeat(50_000)} SELECT 1`],
    ['half-open DO blocks', `DO $$ BEGIN ${'EXCEPTION WHEN '.repeat(20_000)} END $$`],
    ['semicolons', ';'.repeat(200_000)],
    ['bad statements', 'SLECT ü;'.repeat(2_000)],
  ])(
    'comes to an end with very many %s, and the next text is read as ever',
    async (_, sql) => {
      const began = Date.now();
      const plan = await analyseAll([
        { name: 'm', sql, tool: 'sql' },
        { name: 'n', sql: 'DROP TABLE t', tool: 'sql' },
      ]);
      expect(plan.migrations[1]?.class).toBe('destructive');
      expect(Date.now() - began).toBeLessThan(15_000);
    },
    30_000,
  );
});
