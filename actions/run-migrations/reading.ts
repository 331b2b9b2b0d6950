import { analyseAll } from '../../src/database/analysis/analyse.js';
import type { Catalogue } from '../../src/database/analysis/catalogue.js';
import { type Decision, decide } from '../../src/database/analysis/policy.js';
import { readCatalogue } from '../../src/database/analysis/read-catalogue.js';
import type { Analysis, MigrationPlan } from '../../src/database/analysis/types.js';
import { readServerError } from '../../src/database/connection-error.js';
import { isLockTrouble } from '../../src/database/failure.js';
import type { Migration } from '../../src/database/migration.js';
import { type Work, withSql } from './work.js';

/** Pending migrations, read: what they do, what the policy says to it. */
export interface Reading {
  migrations: readonly Migration[];
  plan: MigrationPlan;
  decisions: Decision[];
  blocked: boolean;
}

const classes = ['safe', 'risky', 'destructive'] as const;

/** Reads migrations statement by statement, with the sizes of the tables they touch. */
export async function readMigrations(work: Work, pending: readonly Migration[]): Promise<Reading> {
  const { inputs, tool, context } = work;
  const migrations = await withSql(work, pending);
  if (migrations.length === 0) return nothing;
  const { database } = context;
  const catalogue = await readSizes(work);
  const readable = migrations.filter((one) => !one.opaque);
  const read = await analyseAll(
    readable.map((one) => ({
      name: one.name,
      sql: one.text,
      tool: tool.kind,
      transaction: one.transaction,
    })),
    { dialect: database.dialect, ...(catalogue ? { catalogue } : {}) },
  );
  const plan = withOpaque(read, migrations);
  const policy = { onRisky: inputs.onRisky, allowDestructive: inputs.allowDestructive };
  return { migrations, plan, ...decide(plan, policy) };
}

/** Looks at the tables, but waits for none: PostgreSQL tells the size of a table only when it is not locked. */
async function readSizes({ context: { database }, deps }: Work): Promise<Catalogue | undefined> {
  if (database.dialect === 'sqlite') return undefined;
  await database.query(`set lock_timeout = '500ms'`);
  try {
    return await readCatalogue(database);
  } catch (error) {
    if (!isLockTrouble(readServerError(error).code)) throw error;
    deps.log.info('A table is locked just now, so the sizes of tables are not known to the reading.');
    return undefined;
  } finally {
    await database.resetSettings();
  }
}

/** Nothing is pending: nothing can hurt. */
const nothing: Reading = {
  migrations: [],
  plan: { migrations: [], class: 'safe', phase: 'expand' },
  decisions: [],
  blocked: false,
};

/** The part of a reading that is about some of its migrations. */
export function partOf({ plan }: Reading, names: readonly string[]): MigrationPlan {
  return planOf(
    plan.migrations.filter((one) => names.includes(one.name)),
    plan.phase,
  );
}

/** What nobody can read stands among the rest as risky: it may do anything. */
function withOpaque(read: MigrationPlan, migrations: readonly Migration[]): MigrationPlan {
  if (migrations.every((one) => !one.opaque)) return read;
  const byName = new Map(read.migrations.map((one) => [one.name, one]));
  return planOf(
    migrations.map((one) => byName.get(one.name) ?? unread(one.name)),
    'mixed',
  );
}

function planOf(migrations: Analysis[], otherwise: MigrationPlan['phase']): MigrationPlan {
  const phases = new Set(migrations.map((one) => one.phase));
  const [only] = phases;
  return {
    migrations,
    class: [...classes].reverse().find((kind) => migrations.some((one) => one.class === kind)) ?? 'safe',
    phase: phases.size === 1 && only ? only : migrations.length === 0 ? 'expand' : otherwise,
  };
}

function unread(name: string): Analysis {
  const message = `Nobody can tell which SQL ${name} runs`;
  return {
    name,
    remarks: [],
    class: 'risky',
    phase: 'mixed',
    statements: [
      {
        text: '(not known)',
        line: 1,
        locks: [],
        alsoLocks: null,
        work: 'none',
        class: 'risky',
        level: 'warning',
        findings: [
          {
            rule: 'unreadable',
            class: 'risky',
            level: 'warning',
            message,
            why: 'It may lock, rewrite or drop anything.',
            rewrite: null,
            table: null,
            rows: null,
            silenced: null,
          },
        ],
        obstacle: 'nobody can tell what it does',
      },
    ],
  };
}
