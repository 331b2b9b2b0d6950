import { describe, expect, it } from '@jest/globals';
import type { JobResult, StepResult } from './runner/events.js';
import { componentRows } from './tell.js';

const times = { startedAt: 0, finishedAt: 1 };

function step(conclusion: StepResult['conclusion'], outputs: Record<string, string>): StepResult {
  return {
    ...times,
    name: 'x',
    outcome: conclusion,
    conclusion,
    outputs,
    log: [],
    summary: '',
    annotations: [],
  };
}

describe('the table at the end of a rehearsal', () => {
  it('tells why the step that failed did, not what a later one found well', () => {
    const steps = [
      step('failure', { reason: 'never healthy' }),
      step('success', { reason: '5 of 5 checks hold' }),
    ];
    const job: JobResult = { ...times, id: 'x', name: 'X', conclusion: 'failure', outputs: {}, steps };
    const run = { ...times, conclusion: 'failure' as const, jobs: [job] };
    expect(componentRows([{ name: 'v2', sha: 'a', run }])).toMatchObject([{ what: 'failed: never healthy' }]);
  });
});
