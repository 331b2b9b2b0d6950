import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TestProject } from '../test-project.js';
import { UnsupportedWorkflow } from './refusal.js';

async function refusalsOf(workflow: string, actions: Record<string, string> = {}): Promise<string[]> {
  const project = new TestProject({ '.github/workflows/ci.yml': workflow }, actions);
  try {
    await project.run();
    return [];
  } catch (error) {
    if (!(error instanceof UnsupportedWorkflow)) throw error;
    expect(existsSync(join(project.root, 'work'))).toBe(false);
    return error.refusals.map((refusal) => `${refusal.file}:${refusal.line}: ${refusal.reason}`);
  } finally {
    project.remove();
  }
}

const steps = (...lines: string[]) =>
  `on: push\njobs:\n  j:\n    runs-on: ubuntu-latest\n    steps:\n${lines.map((line) => `      - ${line}\n`).join('')}`;

describe('what cannot be run faithfully', () => {
  it('is refused with file, line and reason before anything runs', async () => {
    const found = await refusalsOf(
      steps(
        'run: "true"',
        'uses: docker://alpine:3',
        'uses: some/action@v1',
        '{ run: dir, shell: cmd }',
        'uses: nope',
      ),
    );
    expect(found.map((line) => line.slice(0, 26))).toEqual(
      [7, 8, 9, 10].map((line) => `.github/workflows/ci.yml:${line}`.slice(0, 26)),
    );
    expect(found[0]).toContain('needs a container');
    expect(found[1]).toContain("'some/action' is not on this machine");
    expect(found[2]).toContain("the shell 'cmd' is not available here");
    expect(found[3]).toContain('Expected format {org}/{repo}[/path]@ref');
  });

  it('names containers, services nobody gives, and other machines', async () => {
    const found = await refusalsOf(`on: push
jobs:
  a:
    runs-on: windows-latest
    defaults: { run: { shell: powershell } }
    container: node:24
    services: { db: { image: postgres } }
    steps: [{ run: "true" }]
`);
    expect(found.map((line) => Number(line.split(':')[1]))).toEqual([6, 7, 4, 5]);
  });

  it('is found inside actions, too', async () => {
    const docker = 'name: d\ndescription: d\nruns: { using: docker, image: Dockerfile }\n';
    const composite = 'name: c\nruns:\n  using: composite\n  steps:\n    - uses: $/d\n';
    const found = await refusalsOf(
      steps('uses: o/deploy-actions/c@v1', 'uses: o/deploy-actions/missing@v1'),
      {
        'd/action.yml': docker,
        'c/action.yml': composite,
      },
    );
    expect(found[0]).toContain("d/action.yml:3: actions that run with 'docker' need a container");
    expect(found[1]).toContain('has no action.yml');
  });

  it('is an expression in a description of an action, too: GitHub cannot load such an action', async () => {
    const action =
      'name: d\ninputs:\n  v: { description: "like `${{ github.sha }}`" }\nruns: { using: node24, main: m.js }\n';
    const found = await refusalsOf(steps('uses: o/deploy-actions/d@v1'), { 'd/action.yml': action });
    expect(found[0]).toContain("d/action.yml:3: Unrecognized named-value: 'github'");
  });

  it('T41 includes background steps', async () => {
    const found = await refusalsOf(steps('{ run: sleep 1, background: true }'));
    expect(found[0]).toContain("ci.yml:6: Unexpected value 'background'");
  });

  it("T48 includes everything GitHub's own parser has against it", async () => {
    const found = await refusalsOf(`on: push
jobs:
  a:
    runs-on: ubuntu-latest
    needs: ghost
    steps:
      - run: echo \${{ foo.bar }}
        if: secrets.KEY
`);
    expect(found).toEqual(
      expect.arrayContaining([expect.stringContaining(".yml:7: Unrecognized named-value: 'foo'")]),
    );
    expect(await refusalsOf('on: push\njobs: {\n')).toHaveLength(1);
  });
});

describe('a workflow that is not there', () => {
  it('is told with its path and what to do', async () => {
    const project = new TestProject({ a: 'b' });
    await expect(project.run()).rejects.toThrow(/is not in commit .* Commit the file/);
    project.remove();
  });
});
