import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadParser } from './analysis/parser.js';
import { splitSql } from './analysis/split.js';
import { splitStatements } from './sql-tokens.js';

const pieces = fc.constantFrom(
  'SELECT 1',
  "SELECT 'a;b'",
  "SELECT E'\\';'",
  "SELECT U&'\\0061;'",
  'SELECT $$;$$',
  'SELECT $a$ $$;$$ $a$',
  'SELECT ";" FROM "a;b"',
  '/* ; /* ; */ ; */',
  '-- ;\n',
  ';',
  '\n',
  ' ',
  "SELECT 'it''s;'",
  "SELECT B'01'",
  "SELECT N'x;'",
  "SELECT X'1f'",
  'SELECT a$b$ FROM t',
  'SELECT 1$a',
  "SELECT 'a'\n  'b;'",
  'CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
  'CREATE FUNCTION h() RETURNS int LANGUAGE sql AS $f$ SELECT 1; $f$',
  'SELECT ü',
  "SELECT 'ü;😀'",
  "SELECT 1 -- ';",
  'SELECT /*;*/ 1',
  'SELECT 1 - -1',
  'SELECT 2 * / 3',
  'SELECT end FROM t',
  'SELECT CASE WHEN a THEN b END',
  'CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)',
  "SELECT e'\\\\'",
  'SELECT $1',
  'SELECT 1.5e3',
  "SELECT ''",
  'SELECT """"',
);

it('SQL is cut where PostgreSQL’s own parser cuts it, for every text that it accepts', async () => {
  const parser = await loadParser();
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const sql = parts.join(' ; ');
      if ('problem' in parser.parse(sql)) return;
      const read = splitSql(parser, sql, 'sql').map((one) => [one.offset, one.text]);
      expect(splitStatements(sql).map((one) => [one.offset, one.text])).toEqual(read);
    }),
    { numRuns: 3_000, seed: 8 },
  );
});
