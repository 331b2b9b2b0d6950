import type { AppliedMigration, History, HistoryProblem, Migration } from './migration.js';

/** Compares Drizzle's journal with its table, whose rows carry a date and a hash and no name. */
export function compareDrizzle(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): History {
  const rows = [...applied].sort((left, right) => (left.order ?? 0) - (right.order ?? 0));
  const problems: HistoryProblem[] = [];
  const done = new Set<Migration>();
  for (const row of rows) {
    const found =
      migrations.find((one) => one.order === row.order && one.sha256 === row.sha256 && !done.has(one)) ??
      migrations.find((one) => one.order === row.order && !done.has(one)) ??
      migrations.find((one) => one.sha256 === row.sha256 && !done.has(one));
    if (found === undefined) {
      problems.push(ahead(`the one of ${isoDate(row.order)}`));
      continue;
    }
    done.add(found);
    if (found.sha256 !== row.sha256) problems.push(edited(found.name));
    else if (found.order !== row.order) problems.push(redated(found, row.order));
  }
  const lastDate = rows.at(-1)?.order ?? Number.NEGATIVE_INFINITY;
  const pending = migrations.filter((one) => !done.has(one));
  const late = pending.filter((one) => one.order <= lastDate);
  problems.push(...late.map((one) => skippedByDrizzle(one, lastDate)));
  const last = migrations.filter((one) => done.has(one)).at(-1);
  const had = migrations.filter((one) => done.has(one));
  return { applied: had, pending, last: last?.name ?? null, problems };
}

/** Compares the files of a folder with our own table, row by name. */
export function compareFiles(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): History {
  const rows = new Map(applied.map((row) => [row.name ?? '', row.sha256]));
  const names = new Set(migrations.map((one) => one.name));
  const problems: HistoryProblem[] = [...rows.keys()].filter((name) => !names.has(name)).map(ahead);
  const pending = migrations.filter((one) => !rows.has(one.name));
  const done = migrations.filter((one) => rows.has(one.name));
  problems.push(...done.filter((one) => rows.get(one.name) !== one.sha256).map((one) => edited(one.name)));
  const last = done.at(-1);
  const late = pending.filter((one) => last !== undefined && one.order < last.order);
  problems.push(...late.map((one) => outOfOrder(one.name, last?.name ?? '')));
  return { applied: done, pending, last: last?.name ?? null, problems };
}

function skippedByDrizzle(migration: Migration, lastDate: number): HistoryProblem {
  return {
    kind: 'skipped',
    migration: migration.name,
    message: `${migration.name} is dated ${isoDate(migration.order)}, not after the last applied migration (${isoDate(lastDate)}). Drizzle would skip it without a word and the code would run on a schema that lacks it.`,
    fix: `Generate it anew on top of the merged history: delete ${migration.name}.sql, its snapshot and its entry in meta/_journal.json, then run \`npx drizzle-kit generate\`.`,
  };
}

function outOfOrder(name: string, last: string): HistoryProblem {
  return {
    kind: 'skipped',
    migration: name,
    message: `${name} is new and comes before ${last}, which is applied already. Databases made from scratch would get the two in another order than this one.`,
    fix: `Rename it so that it comes after ${last}.`,
  };
}

/** A file that was changed after it was applied. */
export function edited(name: string): HistoryProblem {
  return {
    kind: 'edited',
    migration: name,
    message: `${name} was applied with another content than it has now. The database does not have what the file says.`,
    fix: 'Bring the file back to what was applied (git log shows its versions; line endings count) and put the change into a new migration.',
  };
}

function redated(migration: Migration, applied: number | undefined): HistoryProblem {
  return {
    kind: 'ambiguous',
    migration: migration.name,
    message: `${migration.name} was applied as the migration of ${isoDate(applied)} and is dated ${isoDate(migration.order)} in the journal now. Drizzle would apply it again, or skip it.`,
    fix: `Put "when": ${applied ?? '?'} back into its entry in meta/_journal.json.`,
  };
}

/** A migration that only the database knows. */
export function ahead(which: string): HistoryProblem {
  return {
    kind: 'ahead',
    migration: which,
    message: `The database has a migration that this commit does not: ${which}. It was migrated by newer or other code.`,
    fix: 'Deploy a commit that contains it. If you reverted the commit that brought it, revert its code and keep its migration files. To run older code on this database on purpose, deploy without migrating.',
  };
}

function isoDate(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return 'an unknown date';
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `date ${ms}` : date.toISOString();
}
