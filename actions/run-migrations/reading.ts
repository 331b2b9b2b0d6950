import { analyseAll } from '../../src/database/analysis/analyse.js';
import type { Catalogue } from '../../src/database/analysis/catalogue.js';
import { type Decision, decide } from '../../src/database/analysis/policy.js';
import { readCatalogue } from '../../src/database/analysis/read-catalogue.js';
import type { Analysis, MigrationPlan } from '../../src/database/analysis/types.js';
import type { Migration } from '../../src/database/migration.js';
import { type Work, withSql } from './work.js';

/** Pending migrations, read: what they do, what the policy says to it. */
export interface Reading {
  migrations: readonly Migration[];
  plan: MigrationPlan;
  decisions: Decision[];
  blocked: boolean;
  /** Of the server; undefined for SQLite. */
  catalogue: Catalogue | undefined;
}

const classes = ['safe', 'risky', 'destructive'] as const;

/** Reads migrations statement by statement, with the sizes of the tables they touch. */
export async function readMigrations(work: Work, pending: readonly Migration[]): Promise<Reading> {
  const { inputs, tool, context } = work;
  const migrations = await withSql(work, pending);
  if (migrations.length === 0) return nothing;
  const { database } = context;
  const catalogue = database.dialect === 'postgresql' ? await readCatalogue(database) : undefined;
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
  return { migrations, plan, ...decide(plan, policy), catalogue };
}

/** Nothing is pending: nothing can hurt. */
const nothing: Reading = {
  migrations: [],
  plan: { migrations: [], class: 'safe', phase: 'expand' },
  decisions: [],
  blocked: false,
  catalogue: undefined,
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
