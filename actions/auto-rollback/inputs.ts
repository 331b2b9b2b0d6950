import type { InputReader } from '../../src/action/inputs.js';
import { type AfterInputs, readAfterInputs } from './inputs/after.js';

/** What to do with a release; `auto` reads it from the results of the jobs in `records`. */
export const verdictChoices = ['auto', 'pass', 'fail', 'inconclusive', 'cancelled'] as const;

export interface Inputs extends AfterInputs {
  /** Text of `records`, parsed in records.ts because its form is GitHub's. */
  records: string;
  environment: string;
  verdict: (typeof verdictChoices)[number];
  reason: string | undefined;
  onInconclusive: 'keep' | 'rollback';
  onCancelled: 'keep' | 'rollback';
  mode: 'conclude' | 'record';
  dryRun: boolean;
  /** Absolute path of the suite that proves a rollback. */
  config: string;
  proofTimeoutMs: number;
  rollbackTimeoutMs: number;
  protectionBypass: string | undefined;
  githubToken: string | undefined;
  vercel: { apiUrl: string; token: string | undefined };
  railway: { apiUrl: string; token: string | undefined };
}

export function parseInputs(read: InputReader): Inputs {
  return {
    ...readAfterInputs(read),
    records: read.required('records'),
    environment: read.string('environment') ?? 'production',
    verdict: read.choice('verdict', verdictChoices, 'auto'),
    reason: read.string('reason'),
    onInconclusive: read.choice('on-inconclusive', ['keep', 'rollback'], 'keep'),
    onCancelled: read.choice('on-cancelled', ['keep', 'rollback'], 'keep'),
    mode: read.choice('mode', ['conclude', 'record'], 'conclude'),
    dryRun: read.boolean('dry-run', false),
    config: read.path('config', '.github/smoke-test.yml'),
    proofTimeoutMs: read.duration('proof-timeout', 120_000),
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
  };
}
