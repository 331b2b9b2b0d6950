import { readServerError } from './connection-error.js';
import type { Database } from './session.js';

/** A migration to measure, as its tool would run it. */
export interface MeasuredSource {
  name: string;
  statements: readonly { text: string; line: number }[];
  /** False where its statements refuse a transaction. */
  transaction: boolean;
}

/** A lock as it was really taken. */
export interface MeasuredLock {
  /** PostgreSQL's name of the mode: `ACCESS EXCLUSIVE`, … */
  mode: string;
  /** Table, view or index, without the schema `public`. */
  on: string;
  /** From the beginning of the statement to the end of the transaction, in milliseconds: as long as others would wait. */
  heldMs: number;
}

/** What one statement did. */
export interface MeasuredStatement {
  line: number;
  text: string;
  durationMs: number;
  /** Strongest lock on each thing that was there before, from ROW EXCLUSIVE upwards. */
  locks: MeasuredLock[];
  /** Tables that were written anew. */
  rewritten: string[];
}

/** What one migration did; `failure` in PostgreSQL's words, where it ended. */
export interface MeasuredMigration {
  name: string;
  durationMs: number;
  statements: MeasuredStatement[];
  failure: { line: number; code: string; message: string } | null;
}

/** Where to measure. */
export interface MeasuringPlace {
  /** Runs the statements. */
  worker: Database;
  /** Another connection to the same database, which looks at the locks meanwhile. */
  watcher: Database;
  /** True for a database that is thrown away afterwards: what ran stays. False rolls back, and runs nothing that cannot be. */
  keep: boolean;
}

const lookEveryMs = 20;

/**
 * Runs migrations and tells what they really locked and how long they took. Ends with the first that fails. Without
 * `keep` everything is one transaction that is rolled back, and it ends before a migration that refuses one.
 * Throws CancelledError and what says that a connection is gone.
 */
export async function measureStatements(
  place: MeasuringPlace,
  migrations: readonly MeasuredSource[],
): Promise<MeasuredMigration[]> {
  const measured: MeasuredMigration[] = [];
  const pid = await backendOf(place.worker);
  if (!place.keep) await place.worker.query('begin');
  try {
    for (const migration of migrations) {
      if (!place.keep && !migration.transaction) break;
      const result = await measureOne(place, pid, migration);
      measured.push(result);
      if (result.failure) break;
    }
  } finally {
    if (!place.keep) await place.worker.query('rollback').catch(() => {});
  }
  return measured;
}

type Seen = Omit<MeasuredLock, 'heldMs'>;
type Running = Omit<MeasuredStatement, 'locks'> & { began: number; locks: Seen[] };

async function measureOne(
  place: MeasuringPlace,
  pid: number,
  migration: MeasuredSource,
): Promise<MeasuredMigration> {
  const { worker, keep } = place;
  const own = keep && migration.transaction;
  const began = performance.now();
  const running: Running[] = [];
  let failure: MeasuredMigration['failure'] = null;
  const known = new Map<string, string>();
  if (own) await worker.query('begin');
  for (const { text, line } of migration.statements) {
    try {
      const one = await measureStatement(place, pid, text, line);
      const news = one.locks.filter(({ on, mode }) => known.get(on) !== mode);
      for (const { on, mode } of one.locks) known.set(on, mode);
      running.push({ ...one, locks: migration.transaction ? news : one.locks });
    } catch (error) {
      if (worker.signal.aborted) throw error;
      const { code, message } = readServerError(error);
      failure = { line, code, message };
      break;
    }
  }
  if (own) await worker.query(failure ? 'rollback' : 'commit');
  const ended = performance.now();
  const statements = running.map(({ began: start, locks, ...rest }) => {
    const until = migration.transaction ? ended - start : rest.durationMs;
    return { ...rest, locks: locks.map((lock) => ({ ...lock, heldMs: Math.round(until) })) };
  });
  return { name: migration.name, durationMs: Math.round(ended - began), statements, failure };
}

async function measureStatement(
  { worker, watcher }: MeasuringPlace,
  pid: number,
  text: string,
  line: number,
): Promise<Running> {
  const before = await filesOf(watcher);
  const seen = new Map<string, Seen[]>();
  const began = performance.now();
  let done = false;
  const work = worker.query(text).finally(() => {
    done = true;
  });
  // Locks of what runs outside a transaction are gone when it has ended: they are looked for while it runs.
  const watching = (async () => {
    while (!done) {
      seen.set('during', merge(seen.get('during') ?? [], await locksOf(watcher, pid)));
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  })();
  let durationMs = 0;
  try {
    await work;
    durationMs = Math.round(performance.now() - began);
  } finally {
    await watching;
  }
  const locks = merge(seen.get('during') ?? [], await locksOf(watcher, pid)).filter(({ on }) =>
    before.has(on),
  );
  const after = await filesSeenBy(worker);
  const rewritten = [...before].filter(
    ([name, file]) => file.table && after.has(name) && after.get(name) !== file.id,
  );
  return { line, text, durationMs, began, locks, rewritten: rewritten.map(([name]) => name) };
}

async function backendOf(worker: Database): Promise<number> {
  const [row] = await worker.query<{ pid: number }>('select pg_backend_pid() as pid');
  return row?.pid ?? 0;
}

const nameOf = `case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname`;
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
/** Weakest first; what reads takes is left out, everybody takes that. */
const modes = [
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
];

/** Asked by the second connection, which sees the tables that were there before and no new ones. */
async function locksOf(watcher: Database, pid: number): Promise<Seen[]> {
  const rows = await watcher.query<{ name: string; mode: string }>(
    `select ${nameOf} as name, replace(l.mode, 'Lock', '') as mode from pg_locks l
       join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
      where l.pid = $1 and l.granted and l.locktype = 'relation' and ${ours}
        and l.database = (select oid from pg_database where datname = current_database())`,
    [pid],
  );
  return merge(
    [],
    rows.filter((row) => modes.includes(row.mode)).map(({ name, mode }) => ({ on: name, mode: spell(mode) })),
  );
}

/** `ShareRowExclusive` as the manual writes it. */
function spell(mode: string): string {
  return mode.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
}

function merge(left: readonly Seen[], right: readonly Seen[]): Seen[] {
  const order = modes.map(spell);
  const strongest = new Map<string, Seen>();
  for (const lock of [...left, ...right]) {
    const before = strongest.get(lock.on);
    if (!before || order.indexOf(lock.mode) > order.indexOf(before.mode)) strongest.set(lock.on, lock);
  }
  return [...strongest.values()];
}

const filesQuery = `select ${nameOf} as name, c.relfilenode::text as file, c.relkind in ('r', 'm') as "table"
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('r', 'm', 'p', 'v', 'i')`;

async function filesOf(database: Database): Promise<Map<string, { id: string; table: boolean }>> {
  const rows = await database.query<{ name: string; file: string; table: boolean }>(filesQuery);
  return new Map(rows.map((row) => [row.name, { id: row.file, table: row.table }]));
}

async function filesSeenBy(worker: Database): Promise<Map<string, string>> {
  return new Map([...(await filesOf(worker))].map(([name, file]) => [name, file.id]));
}
