import { describe, expect, it } from '@jest/globals';
import { rehearse, rehearseSteps, said, stepOf } from './test-project.js';

describe('a plain workflow', () => {
  it('runs a step and tells what it printed', async () => {
    const result = await rehearseSteps('- run: echo hello');
    expect(result.conclusion).toBe('success');
    expect(said(stepOf(result, 'Run echo hello'))).toEqual(['hello']);
  });

  it('hands outputs from step to job to the job that needs it', async () => {
    const result = await rehearse(`
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { answer: '\${{ steps.s.outputs.x }}' }
    steps:
      - id: s
        run: echo x=42 >> "$GITHUB_OUTPUT"
  b:
    needs: a
    runs-on: ubuntu-latest
    steps:
      - run: echo "got \${{ needs.a.outputs.answer }}"
`);
    expect(result.jobs.map((job) => [job.id, job.conclusion])).toEqual([
      ['a', 'success'],
      ['b', 'success'],
    ]);
    expect(said(stepOf(result, 'Run echo "got ${{ needs.a.outputs.answer }}"', 1))).toEqual(['got 42']);
  });

  it('fails the run with the exit code of the step that failed', async () => {
    const result = await rehearseSteps('- run: exit 3\n- run: echo never');
    expect(result.conclusion).toBe('failure');
    expect(stepOf(result, 'Run exit 3').annotations[0]?.message).toBe('Process completed with exit code 3.');
    expect(stepOf(result, 'Run echo never').conclusion).toBe('skipped');
  });
});
