import type { Inputs } from './inputs.js';
import type { JobsVerdict } from './records.js';

/** What is to become of the release, and why. */
export interface Decision {
  verdict: JobsVerdict['verdict'];
  act: 'verify' | 'keep' | 'rollback';
  reason: string;
}

/** Reads the decision from the inputs and the jobs' results. `mode: record` never takes anything back. */
export function decide(inputs: Inputs, jobs: JobsVerdict): Decision {
  const verdict = inputs.verdict === 'auto' ? jobs.verdict : inputs.verdict;
  const reason =
    inputs.reason ?? (inputs.verdict === 'auto' ? jobs.reason : `the verdict was given as "${verdict}"`);
  return { verdict, reason, act: actFor(verdict, inputs) };
}

function actFor(verdict: JobsVerdict['verdict'], inputs: Inputs): Decision['act'] {
  if (verdict === 'pass') return 'verify';
  if (inputs.mode === 'record') return 'keep';
  if (verdict === 'fail') return 'rollback';
  const choice = verdict === 'inconclusive' ? inputs.onInconclusive : inputs.onCancelled;
  return choice === 'rollback' ? 'rollback' : 'keep';
}
