/** What Prisma printed when it failed. */
export interface PrismaError {
  /** `P1000` to `P3019`; undefined when it printed none. */
  code: string | undefined;
  /** SQLSTATE, when the database refused a migration. */
  sqlState: string | undefined;
  /** The database's or Prisma's own sentence. */
  message: string;
  /** The migration it names. */
  migration: string | undefined;
  /** 1-based character of the migration's text. */
  position: number | undefined;
  hint: string | undefined;
  detail: string | undefined;
  /** Whether the engine could not be fetched: nothing was asked of the database then. */
  engineMissing: boolean;
}

/** Reads what the CLI prints, or what it keeps in `_prisma_migrations.logs`. */
export function readPrismaError(text: string): PrismaError {
  // Our lock_timeout holds for Prisma's advisory lock too and ends the wait before Prisma's own ten seconds.
  const lockWait = /lock timeout/.test(text) && !/Applying migration|Migration name|apply_script/.test(text);
  const code = /\bP[1-3]\d{3}\b/.exec(text)?.[0] ?? (lockWait ? 'P1002' : undefined);
  const field = (name: string) => new RegExp(`${name}: Some\\("((?:[^"\\\\]|\\\\.)*)"\\)`).exec(text)?.[1];
  const position = Number(/position: Some\(Original\((\d+)\)\)/.exec(text)?.[1]);
  return {
    code,
    sqlState:
      /Database error code: (\w{5})\b/.exec(text)?.[1] ??
      /SqlState\(E?(\w{5})\)/.exec(text)?.[1] ??
      stateOf(text),
    message: readMessage(text, code),
    migration:
      /Migration name: (\S+)/.exec(text)?.[1] ??
      /with migration_name="([^"]+)"/.exec(text)?.[1] ??
      /The `([^`]+)` migration started at .* failed/.exec(text)?.[1] ??
      [...text.matchAll(/Applying migration `([^`]+)`/g)].at(-1)?.[1],
    position: position > 0 ? position : undefined,
    hint: field('hint'),
    detail: field('detail'),
    engineMissing:
      /binaries\.prisma\.sh|\/all_commits\/|failed to (?:fetch|download) (?:the )?(?:engine|sha256)/i.test(
        text,
      ),
  };
}

/** The two that pass by themselves must be known even where only the words come through. */
function stateOf(text: string): string | undefined {
  if (/canceling statement due to lock timeout/.test(text)) return '55P03';
  return /deadlock detected/.test(text) ? '40P01' : undefined;
}

function readMessage(text: string, code: string | undefined): string {
  const server = /(?:Database error:|^Error:)\s*\n*\s*(?:ERROR: )?(?!P\d{4})(.+)/m.exec(text)?.[1];
  const plain = /\bERROR: (.+)/.exec(text)?.[1];
  // Prisma over a driver adapter: what the database refused stands below, where the trace of the engine does not begin yet.
  const adapted = /external (?:connector )?error:?\s*\n(?!\s*\d+: )\s*(\S.*)/i.exec(text)?.[1];
  const afterCode = code && new RegExp(`${code}[:\\s]*\\n+(?:\\s*\\n)*(.+)`).exec(text)?.[1];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (plain ?? adapted ?? server ?? afterCode ?? lines.at(-1) ?? 'it printed nothing').trim();
}

/** What to do about Prisma's codes (docs: orm/reference/error-reference). `migration` is the one it is about, if known. */
export function prismaFix(
  error: Pick<PrismaError, 'code' | 'migration' | 'engineMissing'>,
): string | undefined {
  if (error.engineMissing) {
    return 'Prisma fetches its engine at the first use: let the runner reach binaries.prisma.sh, cache node_modules after a first run, or point PRISMA_ENGINES_MIRROR at a mirror. The database was not touched.';
  }
  const name = error.migration ?? '<migration>';
  return error.code === undefined
    ? undefined
    : (connectionFixes[error.code] ?? migrateFixes(name)[error.code]);
}

const connectionFixes: Record<string, string> = {
  P1000: 'User or password is wrong: correct the secret behind "database-url".',
  P1001:
    'The server does not answer: check host and port, and that it accepts connections from outside its own network.',
  P1002:
    "Another Prisma holds the database's migration lock (key 72707369) or the server is too slow: end that `prisma migrate` (pg_locks shows who), then run again. Do not switch the lock off.",
  P1003: 'The database does not exist: check the name at the end of the address, or create it.',
  P1008: 'The operation took too long: run again when the server is less busy.',
  P1009: 'The database exists already.',
  P1010: 'The user may not use this database: grant it the rights, or use the owner.',
  P1011: 'No encrypted connection came about: see sslmode and sslcert in the address.',
  P1012:
    "Prisma's schema or configuration has a mistake; `npx prisma validate` shows it. Prisma 7 wants the address in prisma.config.ts, Prisma 6 in the schema.",
  P1013:
    'The address is not one that Prisma reads: special characters in the password must be percent-encoded.',
  P1017: 'The server closed the connection: see its log, then run again.',
};

function migrateFixes(name: string): Record<string, string> {
  return {
    P3000: 'The database could not be created: create it by hand.',
    P3001: 'The migration would lose data: see its SQL.',
    P3002: 'The migration was rolled back by Prisma.',
    P3003: 'The folder is in the format of Prisma 2: see Prisma\'s guide "Upgrade Migrate".',
    P3004: "The address names the server's own database: name the app's.",
    P3005: `The database has tables and no history of Prisma. If it has what the first migrations make, record them: "command: resolve" with "resolve: applied ${name}" (one line each), then run again. Otherwise use an empty database.`,
    P3006: `The migration does not run on an empty database: correct ${name}, or the order of the migrations.`,
    P3007: 'A preview feature is not on: see previewFeatures in the schema.',
    P3008: `${name} is recorded as applied already; there is nothing to resolve.`,
    P3009: `A failed migration is recorded and Prisma applies nothing more. See what of ${name} is in the database; when nothing is (PostgreSQL rolls a file back), use "command: resolve" with "resolve: rolled-back ${name}", when you finished it by hand, "resolve: applied ${name}".`,
    P3010: 'The name of the migration is too long (200 bytes at most).',
    P3011: `${name} was never applied here, so there is nothing to roll back: check the name.`,
    P3012: `${name} did not fail, so it cannot be marked as rolled back: "command: down" takes an applied one back.`,
    P3013: 'The schema names several providers: Prisma wants one.',
    P3014:
      'The shadow database could not be made: the user needs CREATEDB, or give one with shadowDatabaseUrl.',
    P3015: `The folder ${name} has no migration.sql: bring the file back, or remove the folder.`,
    P3016: 'The database could not be emptied: the user lacks the rights.',
    P3017: `There is no migration ${name} in this commit: check the name, and that the folder is committed.`,
    P3018: `Correct ${name}. PostgreSQL rolled it back, and Prisma recorded it as failed: "command: resolve" with "resolve: rolled-back ${name}", then run again.`,
    P3019:
      'migration_lock.toml is for another kind of database than the address: start a new history, or correct the address.',
  };
}
