import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { planBuild } from './frameworks.js';
import { findWorkspace, installCommand, scriptCommand } from './workspace.js';

const top = mkdtempSync(join(tmpdir(), 'workspace-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const runScript = 'npm run build';

describe('how a site is built', () => {
  it.each([
    ['Vite without a script', { devDependencies: { vite: '8.0.0' } }, {}, 'vite build', 'dist'],
    [
      'Next.js by its script',
      { dependencies: { next: '16.0.0' }, scripts: { build: 'x' } },
      {},
      runScript,
      'out',
    ],
    ['Vite inside Astro', { dependencies: { astro: '7.0.0', vite: '8.0.0' } }, {}, 'astro build', 'dist'],
    ['nothing to build', { scripts: { test: 'x' } }, {}, undefined, undefined],
    ['a command of the settings', { scripts: { build: 'x' } }, { buildCommand: 'make' }, 'make', undefined],
    ['a build turned off', { dependencies: { vite: '8.0.0' } }, { buildCommand: null }, undefined, 'dist'],
    [
      'an output of the settings',
      { dependencies: { vite: '8.0.0' } },
      { outputDirectory: 'x' },
      'vite build',
      'x',
    ],
  ])('is known for %s', (_, manifest, settings, command, output) => {
    expect(planBuild(manifest, settings, { runScript })).toEqual({ command, output });
  });
});

describe('the packages of a site', () => {
  it('are those of the lock file above it, and Turborepo builds what it depends on', () => {
    const app = join(top, 'apps/web');
    mkdirSync(app, { recursive: true });
    expect(installCommand(findWorkspace(app, top))).toContain('npm install');
    writeFileSync(join(top, 'pnpm-lock.yaml'), '');
    writeFileSync(join(top, 'turbo.json'), '{}');
    const workspace = findWorkspace(app, top);
    expect(workspace).toMatchObject({ directory: top, manager: 'pnpm' });
    expect(scriptCommand(workspace)).toBe('turbo run build');
    writeFileSync(join(app, 'package-lock.json'), '{}');
    expect(findWorkspace(app, top)).toMatchObject({ directory: app, manager: 'npm', turbo: false });
  });
});
