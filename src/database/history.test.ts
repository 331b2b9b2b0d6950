import { describe, expect, it } from '@jest/globals';
import { compareDrizzle, compareFiles } from './history.js';
import type { Migration } from './migration.js';

const one = (name: string, order: number, sha256 = name): Migration => ({
  name,
  order,
  sha256,
  path: `/${name}.sql`,
  text: '',
  parts: [],
  transaction: true,
  hasDown: false,
  opaque: false,
});
const row = (migration: Migration, changes: object = {}) => ({ ...migration, ...changes });
const a = one('a', 100);
const b = one('b', 200);
const c = one('c', 300);
const kinds = (history: ReturnType<typeof compareDrizzle>) =>
  history.problems.map((problem) => `${problem.kind} ${problem.migration}`);

describe('a history of Drizzle', () => {
  it('gives what is not applied yet', () => {
    expect(compareDrizzle([a, b, c], [row(a)])).toEqual({
      applied: [a],
      pending: [b, c],
      last: 'a',
      problems: [],
    });
    expect(compareDrizzle([a], [])).toEqual({ applied: [], pending: [a], last: null, problems: [] });
  });

  it('does not let a migration be skipped that is older than the last applied one', () => {
    expect(kinds(compareDrizzle([a, b, c], [row(a), row(c)]))).toEqual(['skipped b']);
  });

  it('sees that an applied file was edited, dated anew, or is not in this commit', () => {
    expect(kinds(compareDrizzle([a, one('b', 200, 'edited')], [row(a), row(b)]))).toEqual(['edited b']);
    expect(kinds(compareDrizzle([a, one('b', 250)], [row(a), row(b)]))).toEqual(['ambiguous b']);
    expect(kinds(compareDrizzle([a], [row(a), row(b)]))).toEqual([
      'ahead the one of 1970-01-01T00:00:00.200Z',
    ]);
  });

  it('tells migrations of the same moment apart by their content', () => {
    const twin = one('twin', 100);
    expect(compareDrizzle([a, twin], [row(twin), row(a)])).toMatchObject({ pending: [], problems: [] });
  });
});

describe('a history of plain files', () => {
  it('sees what is late, edited, or gone', () => {
    expect(compareFiles([a, b, c], [row(a)])).toEqual({
      applied: [a],
      pending: [b, c],
      last: 'a',
      problems: [],
    });
    expect(kinds(compareFiles([a, b, c], [row(a), row(c)]))).toEqual(['skipped b']);
    expect(kinds(compareFiles([a], [row(a, { sha256: 'other' })]))).toEqual(['edited a']);
    expect(kinds(compareFiles([a], [row(a), row(b)]))).toEqual(['ahead b']);
  });
});
