import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { actionNames } from '../scripts/project.js';
import { runBundle } from './run-bundle.js';

const required: Record<string, string[]> = {
  'run-quality-gates': [],
  'run-migrations': ['database-url'],
  'deploy-railway': ['railway-token', 'service'],
  'deploy-vercel': ['vercel-token', 'project'],
  'smoke-test': [],
  'auto-rollback': [],
};

describe.each(actionNames)('the bundle of %s', (name) => {
  it('starts, and tells a missing input in one message without a stack', async () => {
    const run = await runBundle(name, { inputs: {} });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('::error::');
    expect(run.stdout).toContain('What to do: ');
    const [first] = required[name] ?? [];
    if (first) expect(run.stdout).toContain(`The input "${first}" is missing.`);
    expect(run.stdout).not.toMatch(/\n\s+at |MODULE_NOT_FOUND|is a bug in this action/);
    expect(run.summary).toContain(`${name} did not finish`);
  });

  it('is whole and small', () => {
    const folder = join('dist', name);
    const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(readFileSync(join(folder, 'index.js'), 'utf8')).not.toContain('webpackMissingModule');
    expect(bytes).toBeGreaterThan(100_000);
    // What every start reads; what only some runs need is loaded when they do (a browser's driver, Kafka, SQL's parser).
    expect(statSync(join(folder, 'index.js')).size).toBeLessThan(1_300_000);
    expect(bytes).toBeLessThan(7_000_000);
  });
});

describe('secrets', () => {
  it.each([
    [
      'deploy-railway',
      {
        'railway-token': 'tok-4242',
        service: 'api',
        'railway-api-url': 'http://127.0.0.1:9',
        'working-directory': '/nowhere',
      },
    ],
    [
      'deploy-vercel',
      {
        'vercel-token': 'tok-4242',
        project: 'web',
        'vercel-api-url': 'http://127.0.0.1:9',
        'working-directory': '/nowhere',
      },
    ],
  ])('are masked by %s before anything else is printed, and never printed after', async (name, inputs) => {
    const { stdout } = await runBundle(name, { inputs });
    const mask = stdout.indexOf('::add-mask::tok-4242');
    expect(mask).toBeGreaterThanOrEqual(0);
    expect(stdout.slice(0, mask).trim()).toBe('');
    expect(stdout.slice(mask + '::add-mask::tok-4242'.length)).not.toContain('tok-4242');
  });
});
