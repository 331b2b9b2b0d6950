import { describe, expect, it } from '@jest/globals';
import { prismaFix, readPrismaError } from './prisma-errors.js';

describe("what Prisma's CLI prints", () => {
  it("gives the database's words, code and place of a failed migration (P3018, native engine)", () => {
    const printed = `1 migration found in prisma/migrations

Applying migration \`20240102_bad\`
Error: P3018

A migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve

Migration name: 20240102_bad

Database error code: 42704

Database error:
ERROR: type "nonsense" does not exist

Position:
  0
  1 ALTER TABLE "Note" ADD COLUMN "y" nonsense;

DbError { severity: "ERROR", parsed_severity: Some(Error), code: SqlState(E42704), message: "type \\"nonsense\\" does not exist", detail: None, hint: Some("try another"), position: Some(Original(35)), where_: None }
`;
    expect(readPrismaError(printed)).toMatchObject({
      code: 'P3018',
      sqlState: '42704',
      message: 'type "nonsense" does not exist',
      migration: '20240102_bad',
      position: 35,
      hint: 'try another',
      engineMissing: false,
    });
  });

  it.each([
    [
      'Error: P1000\\n\\nAuthentication failed against database server',
      'P1000',
      /secret behind "database-url"/,
    ],
    ["Error: P1001\\n\\nCan't reach database server at `h:5432`", 'P1001', /host and port/],
    ['Error: P1002\\n\\nThe database server was reached but timed out.', 'P1002', /72707369/],
    ['Error: P1012\\n\\nerror: The datasource property', 'P1012', /prisma validate/],
    ['Error: P3005\\n\\nThe database schema is not empty.', 'P3005', /command: resolve/],
    ['Error: P3019\\n\\nThe datasource provider', 'P3019', /migration_lock.toml/],
    // Our lock_timeout ends the wait for Prisma's advisory lock before Prisma itself does.
    [
      'Error: ERROR: canceling statement due to lock timeout\\n   0: schema_core::state::ApplyMigrations',
      'P1002',
      /72707369/,
    ],
  ])('has a way out: %s', (text, code, fix) => {
    const error = readPrismaError(text.replaceAll('\\n', '\n'));
    expect(error.code).toBe(code);
    expect(prismaFix(error)).toMatch(fix);
  });

  const trace = `   0: sql_schema_connector::apply_migration::apply_script
           with migration_name="2_bad"`;
  it.each([
    ['Unique constraint failed: Note_pkey', `Unique constraint failed: Note_pkey\n${trace}`],
    ['relation "gone" does not exist', `ERROR: relation "gone" does not exist\n${trace}`],
    ['external connector error', trace],
  ])("says the database's own words where Prisma only passes them on: %s", (message, below) => {
    const logs = `external connector error\n${below}`;
    // As the history keeps it and the CLI prints it after.
    const error = readPrismaError(`${logs}\n2 migrations found in prisma/migrations\nError: ${logs}`);
    expect(error).toMatchObject({ message, migration: '2_bad' });
  });

  it('tells an engine that could not be fetched from a failed migration', () => {
    const error = readPrismaError(
      'Error: request to https://binaries.prisma.sh/all_commits/x/schema-engine.gz.sha256 failed, reason: getaddrinfo ENOTFOUND binaries.prisma.sh',
    );
    expect(error.engineMissing).toBe(true);
    expect(prismaFix(error)).toMatch(/PRISMA_ENGINES_MIRROR/);
  });

  it('lets a deadlock and a taken lock be seen although only words came through', () => {
    expect(readPrismaError('Applying migration `a`\nERROR: deadlock detected').sqlState).toBe('40P01');
    expect(
      readPrismaError('Applying migration `a`\nERROR: canceling statement due to lock timeout'),
    ).toMatchObject({
      sqlState: '55P03',
      code: undefined,
    });
  });
});
