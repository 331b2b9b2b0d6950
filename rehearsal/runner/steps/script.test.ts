import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { rehearse, rehearseSteps, said, stepOf } from '../test-project.js';

/** A killed process that nobody has buried yet is dead, too. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A killed process takes a moment to be gone; one that was not killed stays for longer than this looks. */
async function isGone(pid: number): Promise<boolean> {
  for (let look = 0; look < 100 && isAlive(pid); look += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return !isAlive(pid);
}

describe('the environment of a script', () => {
  it('T1 keeps GITHUB_* as the runner sets them, but shows the own value in the env context', async () => {
    const result = await rehearseSteps(
      `- id: s
  env: { GITHUB_SHA: mine, GITHUB_TOKEN: own, CI: "no" }
  run: |
    [ "$GITHUB_SHA" != mine ] && echo "\${{ env.GITHUB_SHA }} $GITHUB_TOKEN $CI $GITHUB_ACTIONS"`,
    );
    expect(said(stepOf(result, 's'))).toEqual(['mine own no true']);
  });

  it('T2 starts in an empty workspace with an empty temporary folder, away from the home of the developer', async () => {
    const result = await rehearseSteps(`- id: s
  run: |
    ls -A "$GITHUB_WORKSPACE" | wc -l
    basename "$(dirname "$GITHUB_WORKSPACE")"/shop
    [ -d "$HOME" ] && [ "$HOME" != "${process.env.HOME}" ] && echo own-home
    env | cut -d= -f1 | grep -c npm_ || true`);
    expect(said(stepOf(result, 's')).map((line) => line.trim())).toEqual(['0', 'shop', 'own-home', '0']);
  });

  it('T7 hands env values on as GitHub writes them', async () => {
    const result = await rehearse(`
on: push
env: { A: workflow, B: 1.10, C: yes }
jobs:
  j:
    runs-on: ubuntu-latest
    env: { A: job, D: '\${{ env.A }}x' }
    steps: [{ id: s, run: 'echo "$A $B $C"' }]
`).catch((error: Error) => error.message);
    expect(result).toContain("Unrecognized named-value: 'env'");
    const valid = await rehearse(`
on: push
env: { A: workflow, B: 1.10, C: yes }
jobs:
  j:
    runs-on: ubuntu-latest
    env: { A: job }
    steps: [{ id: s, env: { E: '\${{ env.A }}' }, run: 'echo "$A $B $C $E"' }]
`);
    expect(said(stepOf(valid, 's'))).toEqual(['job 1.1 yes job']);
  });

  it('shows the own env of a step to its condition and its name, and fails a step whose env is wrong', async () => {
    const result = await rehearseSteps(`
- { id: a, name: 'Ship \${{ env.TO }}', env: { TO: prod }, if: "env.TO == 'prod'", run: "true" }
- { id: b, if: false, continue-on-error: true, env: { X: '\${{ fromJSON(github.job) }}' }, run: "true" }`);
    expect(stepOf(result, 'a')).toMatchObject({ name: 'Ship prod', conclusion: 'success' });
    expect(stepOf(result, 'b').conclusion).toBe('failure');
  });

  it('T48 shows nothing of the machine in the env context', async () => {
    const result = await rehearseSteps(`- id: s\n  run: echo "[\${{ env.PATH }}\${{ env.HOME }}]"`);
    expect(said(stepOf(result, 's'))).toEqual(['[]']);
  });
});

describe('a shell', () => {
  it('T8 stops at the first error, and sees a failing pipe only when bash was asked for', async () => {
    const result = await rehearseSteps(`
- { id: unset, run: "false | cat; echo on" }
- { id: e, continue-on-error: true, run: "false\\necho never" }
- { id: bash, continue-on-error: true, shell: bash, run: "false | cat; echo never" }
- { id: python, continue-on-error: true, shell: python, run: "print('py')" }
- { id: custom, shell: 'bash -c "cat {0}"', run: "text" }`);
    expect(said(stepOf(result, 'unset'))).toEqual(['on']);
    expect(stepOf(result, 'e')).toMatchObject({ outcome: 'failure', conclusion: 'success' });
    expect(stepOf(result, 'bash').outcome).toBe('failure');
    // Not every machine has it; then the step says so.
    const python = spawnSync('python', ['--version']).status === 0;
    expect(said(stepOf(result, 'python'))[0]).toContain(python ? 'py' : 'python: command not found');
    expect(said(stepOf(result, 'custom'))).toEqual(['text']);
  });

  it('T9 lets the defaults of a job replace those of the workflow as a whole', async () => {
    const result = await rehearse(`
on: push
defaults: { run: { shell: sh, working-directory: / } }
jobs:
  a: { runs-on: ubuntu-latest, steps: [{ id: s, run: pwd }] }
  b:
    runs-on: ubuntu-latest
    defaults: { run: { shell: bash } }
    steps: [{ id: s, run: pwd }, { id: t, working-directory: nowhere, run: pwd }]
`);
    const byId = (id: string) => result.jobs.findIndex((job) => job.id === id);
    expect(said(stepOf(result, 's', byId('a')))).toEqual(['/']);
    expect(said(stepOf(result, 's', byId('b')))[0]).toMatch(/shop\/shop$/);
    expect(stepOf(result, 't', byId('b')).annotations[0]?.message).toContain('nowhere');
  });

  it('T10 goes on when a background process holds the output open, and ends that process with the job', async () => {
    const result = await rehearseSteps(`- id: s
  run: |
    sleep 60 &
    echo "pid $!"`);
    expect(result.conclusion).toBe('success');
    const pid = Number(said(stepOf(result, 's'))[0]?.replace('pid ', ''));
    expect(stepOf(result, 'Complete job').log.join()).toContain(`pid (${pid})`);
    expect(await isGone(pid)).toBe(true);
  });
});

describe('command files of a step', () => {
  it('T11 are fresh for every step and read even when it fails', async () => {
    const result = await rehearseSteps(`
- { id: a, continue-on-error: true, run: 'echo "A=1" >> "$GITHUB_ENV"; echo "x=1" >> "$GITHUB_OUTPUT"; echo "$A"; exit 1' }
- { id: b, run: 'echo "$A \${{ env.A }} \${{ steps.a.outputs.X }}"; wc -c < "$GITHUB_OUTPUT"' }`);
    expect(said(stepOf(result, 'a'))[0]).toBe('');
    expect(said(stepOf(result, 'b')).map((line) => line.trim())).toEqual(['1 1 1', '0']);
  });

  it('T13 fail a step that wrote a bad line, although it ended well', async () => {
    const result = await rehearseSteps(`
- { id: a, run: 'echo "A=1" >> "$GITHUB_ENV"; echo bad >> "$GITHUB_ENV"' }
- { id: b, if: always(), run: 'echo "$A"' }`);
    expect(stepOf(result, 'a')).toMatchObject({ conclusion: 'failure' });
    expect(stepOf(result, 'a').annotations.map((annotation) => annotation.message)).toEqual([
      "Unable to process file command 'env' successfully.",
      "Invalid format 'bad'",
    ]);
    expect(said(stepOf(result, 'b'))).toEqual(['1']);
  });

  it('refuse NODE_OPTIONS, put GITHUB_PATH first, and collect the masked summary', async () => {
    const result = await rehearseSteps(
      `
- id: a
  run: |
    echo NODE_OPTIONS=x >> "$GITHUB_ENV"
    mkdir bin; printf '#!/bin/sh\\necho tool' > bin/tool; chmod +x bin/tool; echo "$PWD/bin" >> "$GITHUB_PATH"
    echo "# hello s3cr3t" >> "$GITHUB_STEP_SUMMARY"
- { id: b, run: tool }`,
      { secrets: { KEY: 's3cr3t' } },
    );
    expect(stepOf(result, 'a')).toMatchObject({ conclusion: 'success', summary: '# hello ***\n' });
    expect(stepOf(result, 'a').annotations[0]?.message).toContain("Can't store NODE_OPTIONS");
    expect(said(stepOf(result, 'b'))).toEqual(['tool']);
  });
});
