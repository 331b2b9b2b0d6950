/** What Alembic printed when it failed. */
export interface AlembicError {
  /** The last line that says something: the database's words without the driver's. */
  message: string;
  /** SQLSTATE, where the driver's class of error tells it; empty otherwise. */
  sqlState: string;
  statement: string | undefined;
  /** The revision it was at. */
  revision: string | undefined;
  /** The revision's file and the line in it. */
  path: string | undefined;
  line: number | undefined;
  fix: string | undefined;
}

/** psycopg names its errors after PostgreSQL's conditions (appendix A of its manual). */
const conditions: Record<string, string> = {
  LockNotAvailable: '55P03',
  DeadlockDetected: '40P01',
  QueryCanceled: '57014',
  UndefinedTable: '42P01',
  UndefinedColumn: '42703',
  DuplicateTable: '42P07',
  DuplicateColumn: '42701',
  DuplicateObject: '42710',
  NotNullViolation: '23502',
  UniqueViolation: '23505',
  ForeignKeyViolation: '23503',
  CheckViolation: '23514',
  InsufficientPrivilege: '42501',
  ActiveSqlTransaction: '25001',
  SyntaxError: '42601',
  DivisionByZero: '22012',
};

/** Reads a traceback, or one of Alembic's own `FAILED:` lines. */
export function readAlembicError(lines: readonly string[]): AlembicError {
  const text = lines.join('\n');
  const own = /(?:^FAILED: |ERROR \[alembic\.util\.messaging\] )(.+)/m.exec(text)?.[1];
  const driver = /\((?:\w+\.)+(\w+)\) (.+)/.exec(text);
  // asyncpg names its errors in the sentence itself.
  const asyncpg = /<class 'asyncpg\.exceptions\.(\w+?)(?:Error)?'>: (.+)/.exec(driver?.[2] ?? '');
  const python = [...lines].reverse().find((line) => /^[\w.]+(?:Error|Exception|Interrupt)\b/.test(line));
  const frame = [...text.matchAll(/File "([^"]+)", line (\d+), in (?:upgrade|downgrade)\b/g)].at(-1);
  const running = [...text.matchAll(/Running (upgrade|downgrade) (\S*) ?-> (\S+?)(?:, |$)/gm)].at(-1);
  return {
    message:
      own ??
      asyncpg?.[2] ??
      driver?.[2] ??
      python ??
      lines.filter((line) => line.trim() !== '').at(-1) ??
      'it printed nothing',
    sqlState: conditions[asyncpg?.[1] ?? driver?.[1] ?? ''] ?? '',
    statement: /^\[SQL: ([\s\S]*?)\]$/m.exec(text)?.[1]?.trim().slice(0, 600),
    revision: running?.[1] === 'downgrade' ? running[2] : running?.[3],
    path: frame?.[1],
    line: frame ? Number(frame[2]) : undefined,
    fix: fixFor(text),
  };
}

function fixFor(text: string): string | undefined {
  if (/ModuleNotFoundError|ImportError/.test(text))
    return 'A package of the app is missing: install the app with all it imports in a step before this one.';
  if (/No such command|Can't locate revision identified by/.test(text))
    return 'The database or the input names a revision that this commit does not have: check it, or deploy a commit that has it.';
  if (/KeyError: '\w*(?:URL|URI|DSN)\w*'/.test(text))
    return 'env.py reads the address from a variable that was not set: name it with "database-url-variable".';
  if (/NoSuchModuleError|Can't load plugin/.test(text))
    return 'SQLAlchemy lacks the driver of the address: install it, or name the one the app has (postgresql+psycopg://…).';
  if (/could not connect|Connection refused|connection to server/.test(text))
    return 'Alembic connects elsewhere than "database-url": env.py must read the address from DATABASE_URL, or from the variable named by "database-url-variable".';
  if (/NotImplementedError/.test(text)) return 'This revision has no way down. See "restore" in the README.';
  return undefined;
}
