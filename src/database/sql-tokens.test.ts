import { describe, expect, it } from '@jest/globals';
import { splitStatements } from './sql-tokens.js';

const texts = (sql: string) => splitStatements(sql).map((statement) => statement.text);

describe('splitting SQL', () => {
  it('keeps semicolons in strings, names, comments and function bodies', () => {
    const sql = [
      `insert into a values ('it''s; fine', E'\\'; still', U&'x;')`,
      `create table "odd;name" (id int)`,
      'create function f() returns int language plpgsql as $body$ begin return 1; end $body$',
      'create function g() returns int begin atomic select case when true then 1 end; select 2; end',
    ];
    expect(texts(`${sql.join(' ; -- a ; comment\n')}; /* nested /* ; */ ; */ ;;\n`)).toEqual(sql);
  });

  it('tells where each statement begins and ends at the end of an unfinished string', () => {
    const [, second] = splitStatements("select 1;\n\n  select 'open; ");
    expect(second).toMatchObject({ offset: 13, text: "select 'open;" });
  });
});
