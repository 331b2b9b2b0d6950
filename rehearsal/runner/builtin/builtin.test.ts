import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { nodeMajor, rehearse, rehearseSteps, said, stepOf, TestProject } from '../test-project.js';
import type { ArtifactStore } from './artifact-store.js';
import { isSatisfied } from './setup-node.js';

describe('checkout', () => {
  it('brings the commit of the run on its branch, with one commit of history, and leaves the source alone', async () => {
    const workflow = `
on: push
jobs:
  j:
    runs-on: ubuntu-latest
    steps:
      - { id: c, uses: actions/checkout@v5 }
      - { id: s, run: 'cat file; git rev-list --count HEAD; git branch --show-current; git status --short | wc -l; echo \${{ steps.c.outputs.commit == github.sha }}' }
      - { uses: actions/checkout@v5, with: { path: deep, fetch-depth: 0, ref: side } }
      - { id: d, run: 'cd deep; cat file; git rev-list --count HEAD; git tag; git branch --show-current' }
      - { uses: actions/checkout@v5, with: { path: two, fetch-depth: 2 } }
      - { id: e, run: 'cd two; git rev-list --count HEAD; git push origin HEAD:refs/heads/bad || echo refused' }
`;
    const project = new TestProject({ '.github/workflows/ci.yml': workflow, file: 'one\n' });
    project.git('branch', 'side');
    project.git('tag', 'v1');
    project.commit();
    project.commit();
    const result = await project.run();
    expect(said(stepOf(result, 's')).map((line) => line.trim())).toEqual(['one', '1', 'main', '0', 'true']);
    expect(said(stepOf(result, 'd'))).toEqual(['one', '1', 'v1', 'side']);
    expect(said(stepOf(result, 'e'))).toEqual(expect.arrayContaining(['2', 'refused']));
    expect(project.git('branch', '--list', 'bad')).toBe('');
    expect(project.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    project.remove();
  });

  it('says which ref or repository it cannot find', async () => {
    const result = await rehearseSteps(
      `- { id: a, continue-on-error: true, uses: actions/checkout@v5, with: { ref: nowhere } }
- { id: b, uses: actions/checkout@v5, with: { repository: other/one } }`,
    );
    expect(stepOf(result, 'a').annotations[0]?.message).toContain("'nowhere' could not be found");
    expect(stepOf(result, 'b').annotations[0]?.message).toContain("'other/one' is not on this machine");
  });
});

describe('setup-node', () => {
  it('puts the Node of the rehearsal on PATH, and warns when another major was asked for', async () => {
    const major = nodeMajor();
    const result = await rehearseSteps(`
- { id: a, uses: actions/setup-node@v5, with: { node-version: ${major} } }
- { id: s, run: 'node -p "process.versions.node.split(String.fromCharCode(46))[0]"' }
- { id: b, uses: actions/setup-node@v5, with: { node-version: 18.x } }`);
    expect(said(stepOf(result, 's'))).toEqual([major]);
    expect(stepOf(result, 'a').annotations).toEqual([]);
    expect(stepOf(result, 'b').annotations[0]?.message).toContain("'18.x'");
  });

  it.each([
    ['lts/*', true],
    ['>=20', true],
    ['^20 || ^24', true],
    ['24.x', true],
    ['<24', false],
    ['20', false],
  ])('judges %s by its major', (wanted, expected) => {
    expect(isSatisfied(wanted, 'v24.21.0')).toBe(expected);
  });
});

describe('artifacts', () => {
  const jobs = (download: string) => `
on: push
jobs:
  up:
    runs-on: ubuntu-latest
    steps:
      - run: 'mkdir -p out/.git out/sub; echo 1 > out/a; echo 2 > out/sub/b; echo h > out/.git/h; chmod +x out/a'
      - { id: u, uses: actions/upload-artifact@v7, with: { name: one, path: out } }
      - { id: twice, continue-on-error: true, uses: actions/upload-artifact@v7, with: { name: one, path: out/a } }
      - { id: bad, continue-on-error: true, uses: actions/upload-artifact@v7, with: { name: 'a/b', path: out } }
      - { id: none, uses: actions/upload-artifact@v7, with: { name: none, path: nothing } }
${download.includes('two') ? "      - { uses: actions/upload-artifact@v7, with: { name: two, path: 'out/sub/*' } }" : ''}
  down:
    needs: up
    runs-on: ubuntu-latest
    steps:
      - { id: d, uses: actions/download-artifact@v8, with: { ${download.replace('two', '')} } }
      - { id: s, run: 'find . -type f | sort; [ ! -x a ] && echo plain' }
`;

  it('T49 go straight into the folder when there is one, without hidden files and modes', async () => {
    const result = await rehearse(jobs(''));
    expect(said(stepOf(result, 's', 1))).toEqual(['./a', './sub/b', 'plain']);
    expect(stepOf(result, 'twice').annotations[0]?.message).toContain("name 'one' already exists");
    expect(stepOf(result, 'bad').annotations[0]?.message).toContain('not valid');
    expect(stepOf(result, 'none').annotations[0]).toMatchObject({ level: 'warning' });
    expect(stepOf(result, 'u').outputs['artifact-digest']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('T49 get a folder each when there are several, unless they are merged', async () => {
    expect(said(stepOf(await rehearse(jobs('two')), 's', 1))).toEqual([
      './one/a',
      './one/sub/b',
      './two/b',
      'plain',
    ]);
    const merged = await rehearse(jobs('two merge-multiple: true'));
    expect(said(stepOf(merged, 's', 1))).toEqual(['./a', './b', './sub/b', 'plain']);
  });

  it('of another run are there for a token that may read them, and for no other', async () => {
    const artifacts = new Map<number, ArtifactStore>();
    const up = (name: string) => `
on: push
jobs:
  up: { runs-on: ubuntu-latest, steps: [{ run: echo 1 > a }, { uses: actions/upload-artifact@v7, with: { name: ${name}, path: a } }] }
`;
    const down = (permissions: string, more = '') => `
on: push
permissions: { ${permissions} }
jobs:
  down:
    runs-on: ubuntu-latest
    steps:
      - { id: d, uses: actions/download-artifact@v8, with: { pattern: copy-*, run-id: 8${more} } }
      - { id: s, run: cat a }
`;
    const project = new TestProject({ '.github/workflows/ci.yml': up('copy-8-1') });
    try {
      await project.run({ artifacts, runId: 8, workDirectory: join(project.root, 'first') });
      const token = ', github-token: "${{ github.token }}"';
      const ends = async (text: string) => {
        writeFileSync(join(project.repository, '.github/workflows/ci.yml'), text);
        project.commit();
        const result = await project.run({ artifacts, runId: 9 });
        return stepOf(result, 'd').annotations[0]?.message ?? said(stepOf(result, 's'));
      };
      expect(await ends(down('actions: read', token))).toEqual(['1']);
      expect(await ends(down('contents: read', token))).toContain("needs 'actions: read'");
      expect(await ends(down('actions: read'))).toContain("needs 'github-token'");
    } finally {
      project.remove();
    }
  });

  it('fail by name, with the names there are', async () => {
    const result = await rehearse(jobs('name: typo'));
    expect(stepOf(result, 'd', 1).annotations[0]?.message).toContain("This run has 'one'");
  });
});

it('a cache says that it keeps nothing', async () => {
  const result = await rehearseSteps('- { id: c, uses: actions/cache@v4, with: { key: k, path: p } }');
  expect(stepOf(result, 'c').log.join('\n')).toContain('a rehearsal keeps no caches');
  expect(stepOf(result, 'c').outputs['cache-hit']).toBe('');
});
