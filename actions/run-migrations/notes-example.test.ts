import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { suiteSchema } from '../../src/checks/suite.js';
import { parseYaml } from '../../src/config/yaml.js';
import { readDrizzleMigrations } from '../../src/database/tools/drizzle.js';
import { sampleDeps, sampleInputs } from '../../test/run-migrations/sample-app.js';
import { main } from './main.js';

const example = join(import.meta.dirname, '../../examples/notes');
const home = mkdtempSync(join(tmpdir(), 'notes-'));
let postgres: LocalPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.close();
  rmSync(home, { recursive: true, force: true });
});

/** A copy of the example as a user's repository, with patches applied in order. */
function version(name: string, patches: readonly string[]): string {
  const folder = join(home, name);
  const keep = (path: string) => !/(^|\/)(node_modules|versions)$/.test(path);
  cpSync(example, folder, { recursive: true, filter: keep });
  execFileSync('git', ['init', '-q'], { cwd: folder });
  for (const patch of patches) {
    execFileSync('git', ['apply', join(example, 'versions', patch)], { cwd: folder });
  }
  return folder;
}

function migrate(folder: string, url: string) {
  return main(sampleInputs(join(folder, 'api'), url), sampleDeps(folder));
}

describe('the notes example', () => {
  it.each([
    ['v1', [], 1],
    ['v2', ['v2.patch'], 2],
    ['v3', ['v2.patch', 'v3.patch'], 3],
    ['v3-gate', ['v2.patch', 'v3-gate.patch'], 2],
    ['v3-migration', ['v2.patch', 'v3-migration.patch'], 3],
    ['v3-unhealthy', ['v2.patch', 'v3-unhealthy.patch'], 2],
  ])('%s is made from its patches, with a journal that fits its files', (name, patches, migrations) => {
    const folder = version(name, patches);
    const found = readDrizzleMigrations(join(folder, 'api/drizzle'), 'postgresql');
    expect(found).toHaveLength(migrations);
    const dates = found.map((one) => one.order);
    expect(dates).toEqual([...dates].sort((left, right) => left - right));
  });

  it('migrates version by version; only the one made to fail fails, and all of it can be rolled back', async () => {
    const url = await postgres.createDatabase('notes');
    expect(await migrate(join(home, 'v1'), url)).toMatchObject({
      status: 'applied',
      to: '0000_create_notes',
    });
    expect(await migrate(join(home, 'v2'), url)).toMatchObject({
      to: '0001_pin_notes',
      record: { rollback: 'safe' },
    });
    expect(await migrate(join(home, 'v3-migration'), url)).toMatchObject({
      status: 'failed',
      to: '0001_pin_notes',
      failure: { migration: '0002_colour_notes', code: '42703', undone: true },
    });
    expect(await migrate(join(home, 'v3'), url)).toMatchObject({
      to: '0002_archive_notes',
      record: { rollback: 'safe' },
    });
  });

  it('fails its own unit tests in the version made for that, and in no other', () => {
    const passes = (name: string): boolean => {
      try {
        execFileSync('node', ['--test'], {
          cwd: join(home, name, 'api'),
          stdio: 'pipe',
          env: withoutTestContext(),
        });
        return true;
      } catch {
        return false;
      }
    };
    expect(['v2', 'v3', 'v3-gate'].filter(passes)).toEqual(['v2', 'v3']);
  });

  it('has a smoke test that the action reads', () => {
    const file = join(example, '.github/smoke-test.yml');
    const suite = parseYaml(file, readFileSync(file, 'utf8'), suiteSchema);
    expect(suite.version.map((rule) => rule.target)).toEqual(['backend', 'frontend']);
  });
});

/** A test runner inside a test runner reports to the outer one unless it is told apart. */
function withoutTestContext(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  return env;
}
