import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { rehearseSteps, said, stepOf } from '../test-project.js';

const programs = mkdtempSync(join(tmpdir(), 'programs-'));
afterAll(() => rmSync(programs, { recursive: true, force: true }));

/** Puts a program that only tells its version first on every PATH of a run. */
function having(name: string, told: string): { env: Record<string, string> } {
  writeFileSync(join(programs, name), `#!/bin/sh\necho "${told}"\n`);
  chmodSync(join(programs, name), 0o755);
  return { env: { PATH: `${programs}:${process.env.PATH}` } };
}

describe('setup-python and pnpm/action-setup', () => {
  it('take what is on PATH, and warn only when another version was asked for', async () => {
    const steps = `- { id: right, uses: actions/setup-python@v6, with: { python-version: '3.12' } }
- { id: other, uses: actions/setup-python@v6, with: { python-version: '3.1' } }
- { id: out, run: 'echo \${{ steps.right.outputs.python-version }}; python3 --version' }`;
    const result = await rehearseSteps(steps, having('python3', 'Python 3.12.4'));
    expect(stepOf(result, 'right').annotations).toEqual([]);
    expect(stepOf(result, 'other').annotations[0]?.message).toContain("python-version '3.1' was asked for");
    expect(said(stepOf(result, 'out'))).toEqual(['3.12.4', 'Python 3.12.4']);
  });

  it('say what to do when there is none', async () => {
    const result = await rehearseSteps('- { id: s, uses: pnpm/action-setup@v4 }', {
      env: { PATH: '/nowhere' },
    });
    expect(stepOf(result, 's').annotations[0]?.message).toContain('There is no pnpm on this machine');
  });

  it('hold to what the original of pnpm wants: a version, and only one', async () => {
    const steps = `- { id: none, continue-on-error: true, uses: pnpm/action-setup@v4 }
- { id: early, uses: actions/setup-node@v7, with: { cache: pnpm } }
- run: 'echo "{ \\"packageManager\\": \\"pnpm@10.34.9+sha512.a\\" }" > package.json'
- { id: two, continue-on-error: true, uses: pnpm/action-setup@v4, with: { version: 9 } }
- { id: one, uses: pnpm/action-setup@v4, with: { run_install: true } }
- { id: late, uses: actions/setup-node@v7, with: { cache: pnpm } }`;
    const result = await rehearseSteps(steps, having('pnpm', '10.34.9'));
    const message = (id: string) => stepOf(result, id).annotations[0]?.message;
    expect(message('none')).toContain('No pnpm version is specified');
    expect(message('two')).toContain("'9' by the step's 'version', '10.34.9' by");
    expect(message('early')).toContain('put pnpm/action-setup before');
    expect(message('late')).toBeUndefined();
    expect(stepOf(result, 'one')).toMatchObject({ outcome: 'success', annotations: [] });
    expect(said(stepOf(result, 'one'))).toContain('[command]pnpm recursive install');
  });
});
