import type { InputReader } from '../../src/action/inputs.js';
import { type Command, commandChoices } from './command.js';
import { type AfterInputs, readAfterInputs } from './inputs/after.js';
import { type DatabaseInputs, readDatabaseInputs } from './inputs/database.js';
import type { Order } from './order.js';

/** What to do with a release; `auto` reads it from the results of the jobs in `records`. */
export const verdictChoices = ['auto', 'pass', 'fail', 'inconclusive', 'cancelled'] as const;

export interface Inputs extends AfterInputs {
  command: Command;
  /** Text of `records`, parsed in records.ts because its form is GitHub's; undefined = the release records tell. */
  records: string | undefined;
  /** Where to go back to: a release, a commit or `previous`; undefined = the last verified. */
  to: string | undefined;
  environment: string;
  verdict: (typeof verdictChoices)[number];
  reason: string | undefined;
  /** What `command: alert` is about; there is one open issue for each. */
  subject: string | undefined;
  onInconclusive: 'keep' | 'rollback';
  onCancelled: 'keep' | 'rollback';
  mode: 'conclude' | 'record' | 'ask';
  dryRun: boolean;
  /** Which components go before which. */
  order: Order;
  /** How many rollbacks this may do by itself in the window; 0 for any number. */
  maxRollbacks: number;
  budgetWindowMs: number;
  /** Whether a backup may take the place of what was written since. */
  allowRestore: boolean;
  /** Days that `command: report` looks back. */
  reportDays: number;
  /** Whether a pre-flight that finds something ends red. */
  onUnready: 'warn' | 'fail';
  /** Absolute path of the suite that proves a rollback. */
  config: string;
  proofTimeoutMs: number;
  /** How long the way to the earlier release may take in a drill, its proof included. */
  recoveryLimitMs: number;
  /** The commit that is shipped, where it is not the run's own. */
  releaseCommit: string | undefined;
  rollbackTimeoutMs: number;
  protectionBypass: string | undefined;
  githubToken: string | undefined;
  vercel: { apiUrl: string; token: string | undefined };
  railway: { apiUrl: string; token: string | undefined };
  /** Undefined unless `database-url` is given. */
  database: DatabaseInputs | undefined;
}

export function parseInputs(read: InputReader): Inputs {
  const mode = read.choice('mode', ['conclude', 'auto', 'record', 'ask'], 'conclude');
  return {
    ...readAfterInputs(read),
    command: read.choice('command', commandChoices, 'conclude'),
    records: read.string('records'),
    to: read.string('to'),
    environment: read.string('environment') ?? 'production',
    verdict: read.choice('verdict', verdictChoices, 'auto'),
    reason: read.string('reason'),
    subject: read.string('subject'),
    onInconclusive: read.choice('on-inconclusive', ['keep', 'rollback'], 'keep'),
    onCancelled: read.choice('on-cancelled', ['keep', 'rollback'], 'keep'),
    mode: mode === 'auto' ? 'conclude' : mode,
    dryRun: read.boolean('dry-run', false),
    order: read.list('order').map((line) => line.split(/[\s,]+/).filter(Boolean)),
    maxRollbacks: read.integer('max-rollbacks', { min: 0, max: 100, fallback: 3 }),
    budgetWindowMs: read.duration('budget-window', 86_400_000),
    allowRestore: read.boolean('allow-restore', false),
    reportDays: read.integer('report-days', { min: 1, max: 365, fallback: 90 }),
    onUnready: read.choice('on-unready', ['warn', 'fail'], 'warn'),
    config: read.path('config', '.github/smoke-test.yml'),
    proofTimeoutMs: read.duration('proof-timeout', 120_000),
    recoveryLimitMs: read.duration('recovery-limit', 300_000),
    releaseCommit: read.string('release-commit'),
    rollbackTimeoutMs: read.duration('rollback-timeout', 600_000),
    protectionBypass: read.secret('protection-bypass'),
    githubToken: read.secret('github-token'),
    vercel: {
      apiUrl: read.url('vercel-api-url', 'https://api.vercel.com'),
      token: read.secret('vercel-token'),
    },
    railway: {
      apiUrl: read.url('railway-api-url', 'https://backboard.railway.com'),
      token: read.secret('railway-token'),
    },
    database: readDatabaseInputs(read),
  };
}
