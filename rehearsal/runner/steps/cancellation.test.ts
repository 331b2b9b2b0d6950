import { describe, expect, it } from '@jest/globals';
import type { StopTimes } from '../request.js';
import { said, stepOf, TestProject } from '../test-project.js';

function project(steps: string, actions: Record<string, string> = {}): TestProject {
  const workflow = `on: push\njobs:\n  j:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  return new TestProject({ '.github/workflows/ci.yml': workflow }, actions);
}

/** Runs and cancels as soon as a line is printed. */
async function cancelAt(made: TestProject, line: string, stopTimes?: StopTimes) {
  const controller = new AbortController();
  const onEvent: NonNullable<Parameters<TestProject['run']>[0]>['onEvent'] = (event) => {
    if (event.type === 'log' && event.line === line) controller.abort();
  };
  try {
    return await made.run({ signal: controller.signal, onEvent, ...(stopTimes ? { stopTimes } : {}) });
  } finally {
    made.remove();
  }
}

describe('stopping a step', () => {
  it('T26 asks with SIGINT, then SIGTERM, then ends the process for good', async () => {
    const result = await cancelAt(
      project(`      - id: s
        shell: node {0}
        run: |
          process.on('SIGINT', () => console.log('heard 2'));
          process.on('SIGTERM', () => console.log('heard 15'));
          console.log('ready');
          setInterval(() => {}, 50);
`),
      'ready',
    );
    expect(said(stepOf(result, 's'))).toEqual([
      'ready',
      'heard 2',
      'heard 15',
      '##[error]The operation was canceled.',
    ]);
    expect(result.conclusion).toBe('cancelled');
  });

  it('T27 cancels the running step and still runs what asks for it, but not what wants success or failure', async () => {
    const result = await cancelAt(
      project(`      - { id: slow, run: 'echo ready; exec sleep 60' }
      - { id: next, run: echo never }
      - { id: failed, if: failure(), run: echo never }
      - { id: not, if: '!cancelled()', run: echo never }
      - { id: always, if: always(), run: 'echo \${{ job.status }}' }
      - { id: cancelled, if: cancelled(), run: echo yes }
`),
      'ready',
    );
    const ends = Object.fromEntries(result.jobs[0]?.steps.map((step) => [step.id, step.conclusion]) ?? []);
    expect(ends).toMatchObject({ slow: 'cancelled', next: 'skipped', failed: 'skipped', not: 'skipped' });
    expect(said(stepOf(result, 'always'))).toEqual(['cancelled']);
    expect(said(stepOf(result, 'cancelled'))).toEqual(['yes']);
    expect(result.jobs[0]?.conclusion).toBe('cancelled');
  });

  it('T27 lets a running step go on when its condition still holds, and ends even a clean exit as cancelled', async () => {
    const kept = await cancelAt(
      project(`      - { id: s, if: always(), run: 'echo ready; sleep 0.3; echo done' }\n`),
      'ready',
    );
    expect(said(stepOf(kept, 's'))).toEqual(['ready', 'done']);
    expect(stepOf(kept, 's').conclusion).toBe('success');
    const clean = await cancelAt(
      project(`      - { id: s, run: "trap 'exit 0' INT; echo ready; sleep 0.3; sleep 0.3" }\n`),
      'ready',
    );
    expect(stepOf(clean, 's').conclusion).toBe('cancelled');
  });

  it('T27 runs the clean-up steps inside a composite action, too', async () => {
    const action = `
name: c
runs:
  using: composite
  steps:
    - { run: 'echo ready; exec sleep 60', shell: bash }
    - { run: echo never, shell: bash }
    - { if: cancelled(), run: 'echo cleaned', shell: bash }
`;
    const made = project('      - { id: s, uses: o/deploy-actions/c@v1 }\n', { 'c/action.yml': action });
    const result = await cancelAt(made, 'ready');
    expect(said(stepOf(result, 's'))).toContain('cleaned');
    expect(said(stepOf(result, 's'))).not.toContain('never');
    expect(stepOf(result, 's').conclusion).toBe('cancelled');
  });

  it('T27 ends a clean-up by force when it takes longer than GitHub grants', async () => {
    const made = project(`      - { id: s, run: 'echo ready; exec sleep 60' }
      - { id: endless, if: always(), run: exec sleep 60 }
      - { id: more, if: always(), run: echo never }
`);
    const stopTimes = { interrupt: 50, terminate: 50, drain: 50, force: 300 };
    const result = await cancelAt(made, 'ready', stopTimes);
    expect(stepOf(result, 'endless').conclusion).toBe('cancelled');
    expect(stepOf(result, 'more').conclusion).toBe('skipped');
  });

  it('T28 fails a step at its time limit, with a message, and lets continue-on-error forgive it', async () => {
    const made =
      project(`      - { id: s, name: Slow, timeout-minutes: 0.005, continue-on-error: true, run: exec sleep 60 }
      - { id: after, run: echo after }
`);
    const result = await made.run().finally(() => made.remove());
    expect(stepOf(result, 's')).toMatchObject({ outcome: 'failure', conclusion: 'success' });
    expect(stepOf(result, 's').annotations[0]?.message).toBe(
      "The action 'Slow' has timed out after 0.005 minutes.",
    );
    expect(result.conclusion).toBe('success');
  });

  it('cancels a job at its own time limit and says so', async () => {
    const workflow = `on: push
jobs:
  j:
    runs-on: ubuntu-latest
    timeout-minutes: 0.005
    steps: [{ run: exec sleep 60 }, { id: a, if: always(), run: echo clean }]
`;
    const made = new TestProject({ '.github/workflows/ci.yml': workflow });
    const result = await made.run().finally(() => made.remove());
    expect(result.jobs[0]?.conclusion).toBe('cancelled');
    expect(said(stepOf(result, 'a'))).toEqual(['clean']);
    expect(stepOf(result, 'Complete job').annotations[0]?.message).toContain('maximum execution time');
  });
});
