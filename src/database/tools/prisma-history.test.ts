import { describe, expect, it } from '@jest/globals';
import type { Migration } from '../migration.js';
import { comparePrisma, type PrismaRow } from './prisma-history.js';

const migration = (name: string): Migration => ({
  name,
  path: `/${name}/migration.sql`,
  text: 'select 1;\n',
  sha256: 'sum',
  order: 0,
  parts: [],
  transaction: true,
  hasDown: false,
  opaque: false,
});
const row = (migration_name: string, changes: Partial<PrismaRow> = {}): PrismaRow => ({
  migration_name,
  checksum: 'sum',
  started_at: new Date(0),
  finished_at: new Date(1),
  rolled_back_at: null,
  logs: null,
  ...changes,
});
const a = migration('1_a');
const b = migration('2_b');

describe("Prisma's table", () => {
  it('says of a run that was killed that it began and never finished', () => {
    const { problems, pending } = comparePrisma([a, b], [row('1_a'), row('2_b', { finished_at: null })]);
    expect(pending).toEqual([b]);
    expect(problems).toMatchObject([
      {
        kind: 'failed',
        message: expect.stringContaining('the run that applied it was ended'),
        fix: expect.stringMatching(/rolled-back 2_b.*applied 2_b/),
      },
    ]);
  });

  it('forgets a failure that was resolved, and what was applied after it', () => {
    const gone = row('2_b', { finished_at: null, rolled_back_at: new Date(2) });
    expect(comparePrisma([a, b], [row('1_a'), gone])).toMatchObject({
      pending: [b],
      last: '1_a',
      problems: [],
    });
    expect(comparePrisma([a, b], [row('1_a'), gone, row('2_b')])).toMatchObject({
      pending: [],
      problems: [],
    });
  });

  it('lets an older migration be pending, which Prisma applies, and sees what is edited or ahead', () => {
    expect(comparePrisma([a, b], [row('2_b')])).toMatchObject({ pending: [a], last: '2_b', problems: [] });
    const kinds = comparePrisma([a], [row('1_a', { checksum: 'x' }), row('9_z')]).problems.map(
      (one) => one.kind,
    );
    expect(kinds).toEqual(['ahead', 'edited']);
  });
});
