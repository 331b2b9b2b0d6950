import { describe, expect, it } from '@jest/globals';
import type { Package, Project } from '../../src/project/project.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { expandAffected } from './affected.js';
import type { Changes } from './changes/changes.js';
import type { ChosenGate } from './choose.js';
import { inlineGatesSchema } from './gates-file.js';

const pack = (directory: string, scripts: string[], dependencies: string[] = []): Package => ({
  directory,
  name: directory === '' ? 'root' : `@x/${directory.split('/').at(-1)}`,
  scripts: Object.fromEntries(scripts.map((script) => [script, 'true'])),
  dependencies,
});
const packages = [
  pack('', []),
  pack('packages/a', ['test', 'build']),
  pack('packages/b', ['test', 'build'], ['@x/a']),
  pack('packages/c', ['test']),
];

async function expand(gates: unknown[], files: string[] | undefined, { root = '/w', all = packages } = {}) {
  const log = new RecordingLogger();
  const project: Project = {
    ...{ root, packageManager: undefined, packages: all, monorepo: 'workspaces', python: undefined },
  };
  const changes: Changes = files
    ? {
        ...{ known: true, base: 'main', how: '' },
        files: files.map((path) => ({ path, status: 'modified', added: new Set() })),
      }
    : { known: false, reason: 'the clone is shallow' };
  const chosen = inlineGatesSchema
    .parse(gates)
    .gates.map((gate): ChosenGate => ({ gate, because: 'written' }));
  const { chosen: got, idle } = await expandAffected(chosen, {
    ...{ project, workspace: '/w', log },
    changes: async () => changes,
  });
  const told = got.map(
    ({ gate }) => `${gate.name}${gate.needs.length > 0 ? ` < ${gate.needs.join(', ')}` : ''}`,
  );
  return { told, idle: [...idle], gates: got.map(({ gate }) => gate), log: log.lines.join('\n') };
}

const tests = { name: 'tests', command: 'npm run test', affected: true };

describe('gates of affected packages', () => {
  it('ask the package that changed and the ones that use it, not the others', async () => {
    const { told, gates } = await expand([tests], ['packages/a/src/index.ts']);
    expect(told).toEqual(['tests (packages/a)', 'tests (packages/b)']);
    expect(gates.map((gate) => gate['working-directory'])).toEqual(['packages/a', 'packages/b']);
  });

  it('ask every package when what changed is unknown, and say so', async () => {
    const { told, log } = await expand([tests], undefined);
    expect(told).toHaveLength(3);
    expect(log).toContain('All 3 packages are asked, since the clone is shallow');
  });

  it('ask every package when the lock file changed, and say which file it was', async () => {
    const { told, log } = await expand([tests], ['package-lock.json']);
    expect(told).toHaveLength(3);
    expect(log).toContain('package-lock.json belongs to no package');
  });

  it('leave a gate with nothing to do in the table instead of dropping it', async () => {
    const { told, idle } = await expand([tests], ['README.md', 'docs/a.md']);
    expect(told).toEqual(['tests']);
    expect(idle).toEqual(['tests']);
  });

  it('run a script only where a package has it', async () => {
    const { told, idle } = await expand(
      [{ ...tests, name: 'build', command: 'npm run build' }],
      ['packages/c/x.ts'],
    );
    expect(told).toEqual(['build']);
    expect(idle).toEqual(['build']);
  });

  it('build a package after the packages it is built from', async () => {
    const build = { name: 'build', command: 'pnpm run build', affected: 'in-order' };
    const { told } = await expand([build], ['packages/a/x.ts']);
    expect(told).toEqual(['build (packages/a)', 'build (packages/b) < build (packages/a)']);
  });

  it('keep whoever needs the gate waiting for all its packages', async () => {
    const coverage = { gate: 'coverage', needs: ['tests'] };
    const { told } = await expand([tests, coverage], ['packages/a/x.ts']);
    expect(told.at(-1)).toBe('coverage < tests (packages/a), tests (packages/b)');
  });

  it('know their packages when the project is a folder of the repository', async () => {
    const { told } = await expand([tests], ['web/packages/c/x.ts', 'api/main.py'], { root: '/w/web' });
    expect(told).toEqual(['tests (packages/c)']);
  });

  it('are refused where there are no packages, instead of asking nothing', async () => {
    const all = [pack('', ['test'])];
    await expect(expand([tests], ['x.ts'], { all })).rejects.toThrow(/package.json names no workspaces/);
  });
});
