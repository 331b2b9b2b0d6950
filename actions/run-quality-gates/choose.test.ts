import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseYaml } from '../../src/config/yaml.js';
import { ExpectedError } from '../../src/errors/errors.js';
import { builtInGates } from './built-in/index.js';
import { chooseGates } from './choose.js';
import { gatesSchema, inlineGatesSchema } from './gates-file.js';
import { checkOrder } from './order.js';
import { gatesOf, itemsOf, presetNames } from './presets.js';

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function tree(files: Record<string, unknown>): string {
  const root = mkdtempSync(join(tmpdir(), 'choose-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

async function choose(files: Record<string, unknown>, inline?: unknown, configGiven = false) {
  const root = tree(files);
  const { gates } = await chooseGates({
    ...{ inline: inline === undefined ? undefined : inlineGatesSchema.parse(inline), configGiven },
    ...{ config: join(root, 'gates.yml'), workingDirectory: root, list: false, base: undefined },
    ...{
      maxParallel: 2,
      failFast: false,
      timeoutMs: 1_000,
      reportDirectory: undefined,
      githubToken: undefined,
      shard: undefined,
      merge: undefined,
      confirmed: new Set<string>(),
    },
  });
  return gates.map(({ gate, because }) => ({
    name: gate.name,
    what: 'command' in gate ? gate.command : gate.gate,
    needs: gate.needs,
    because,
  }));
}

const node = (scripts: Record<string, string>, more: Record<string, unknown> = {}) => ({
  'package.json': { scripts, ...more },
  'pnpm-lock.yaml': '',
});

describe('gates are found by themselves', () => {
  it('from the scripts of package.json, run by the package manager of the team', async () => {
    const gates = await choose(
      node({ lint: 'x', typecheck: 'x', test: 'x', build: 'x', deploy: 'x' }),
      'auto',
    );
    expect(gates.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      'install: pnpm install --frozen-lockfile',
      'lint: pnpm run lint',
      'type-check: pnpm run typecheck',
      'unit-tests: pnpm run test',
      'build: pnpm run build',
    ]);
    expect(gates[1]).toMatchObject({ needs: ['install'], because: 'script "lint" in package.json' });
  });

  it('but the script npm puts into every new project is no test', async () => {
    const gates = await choose(
      node({ lint: 'x', test: 'echo "Error: no test specified" && exit 1' }),
      'auto',
    );
    expect(gates.map(({ name }) => name)).toEqual(['install', 'lint']);
  });

  it('from configured tools that have no script', async () => {
    const files = { ...node({}, { devDependencies: { typescript: '6', '@biomejs/biome': '2' } }) };
    const gates = await choose(
      { ...files, 'tsconfig.json': '{}', 'biome.json': '{}', 'node_modules/x': '' },
      'auto',
    );
    expect(gates.map(({ what }) => what)).toEqual(['pnpm exec biome ci .', 'pnpm exec tsc --noEmit']);
  });

  it('in a Turborepo for the affected packages, in Python beside JavaScript under names of their own', async () => {
    const files = { ...node({ lint: 'x' }), 'turbo.json': '{}', 'api/requirements.txt': 'pytest\nruff\n' };
    const gates = await choose(files, 'auto');
    expect(gates.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      'install: pnpm install --frozen-lockfile',
      'lint: pnpm run lint',
      'unit-tests: pnpm exec turbo run test --affected',
      'build: pnpm exec turbo run build --affected',
      'python-lint: ruff check .',
      'python-unit-tests: pytest',
    ]);
  });

  it('and a folder with nothing to find says so', async () => {
    await expect(choose({ 'main.c': '' }, 'auto')).rejects.toThrow(/nothing in the project suggests one/);
  });
});

describe('the file adds, changes and removes', () => {
  it('found gates', async () => {
    const file =
      'auto: true\nremove: [build]\ngates:\n  - { name: lint, command: make lint }\n  - { gate: secrets }\n';
    const gates = await choose({ ...node({ lint: 'x', build: 'x' }), 'gates.yml': file });
    expect(gates.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      'install: pnpm install --frozen-lockfile',
      'lint: make lint',
      'secrets: secrets',
    ]);
  });

  it('and `gates: auto` begins with the found ones where the file stands', async () => {
    const files = { ...node({ lint: 'x' }), 'gates.yml': 'gates: [{ gate: secrets }]\n' };
    expect((await choose(files, 'auto')).map(({ name }) => name)).toEqual(['install', 'lint', 'secrets']);
  });

  it.each([
    ['removes what was not found', 'auto: true\nremove: [lnt]\n', /removes the gate "lnt"/],
    ['names no preset there is', 'preset: rails\n', /no preset "rails"/],
    ['misspells an option', 'gates: [{ gate: coverage, with: { treshold: 1 } }]\n', /line 1.*treshold/],
    ['misspells a key', 'gates: [{ name: a, comand: x }]\n', /comand/],
    ['names no built-in gate there is', 'gates: [{ gate: coverge }]\n', /gate/],
    ['is empty', 'gates: []\n', /names no gate/],
  ])('a file that %s is told at once', async (_, file, message) => {
    await expect(choose({ ...node({ lint: 'x' }), 'gates.yml': file })).rejects.toThrow(message);
  });

  it('any text as a file is read or refused with a message, never a crash', () => {
    const pieces = fc.constantFrom(
      'gates:',
      '- ',
      'name: a',
      '\n',
      '  ',
      '{',
      '}',
      'gate: coverage',
      '[',
      ']',
      ':',
      'with:',
      '&a',
      '*a',
      '!!x',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseYaml('the file', text, gatesSchema);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpectedError);
          }
        },
      ),
    );
  });
});

describe('every preset', () => {
  it.each(presetNames)(
    '%s is made of gates that exist, with options that they take, in an order that can be run',
    async (name) => {
      const gates = gatesOf(name);
      for (const gate of gates) {
        if (!('gate' in gate)) throw new Error('a preset runs no commands');
        const builtIn = builtInGates.find((one) => one.name === gate.gate);
        expect([gate.gate, builtIn?.options.safeParse(gate.with).success]).toEqual([gate.gate, true]);
      }
      const chosen = await chooseGates({
        ...{
          inline: inlineGatesSchema.parse({ preset: name }),
          configGiven: false,
          config: '/none',
          list: false,
        },
        ...{
          workingDirectory: tree(node({ test: 'x', lint: 'x' })),
          base: undefined,
          maxParallel: 2,
          failFast: false,
        },
        ...{
          timeoutMs: 1_000,
          reportDirectory: undefined,
          githubToken: undefined,
          shard: undefined,
          merge: undefined,
          confirmed: new Set<string>(),
        },
      });
      expect(() => checkOrder(chosen.gates.map(({ gate }) => gate))).not.toThrow();
      expect(chosen.gates.map(({ gate }) => gate.name)).toContain('unit-tests');
    },
  );

  it('covers every part of a pre-deployment checklist', () => {
    for (const name of presetNames)
      expect(new Set(itemsOf(name).map(({ category }) => category)).size).toBe(8);
  });
});

describe('a scan of the whole repository', () => {
  it('asks each package manager about its own lock file, and the rest once, whatever the file of gates says', async () => {
    const files = {
      'gates.yml': 'gates: [{ gate: tests }]',
      'package-lock.json': '{}',
      'api/poetry.lock': '',
      'api/requirements.txt': '',
      'web/pnpm-lock.yaml': '',
      'web/node_modules/x/package-lock.json': '{}',
    };
    const gates = await choose(files, 'security');
    expect(gates.map(({ name }) => name)).toEqual([
      'dependencies (api)',
      'dependencies',
      'dependencies (web)',
      'secrets',
      'licenses',
      'containers',
      'workflows',
    ]);
    expect(gates[0]?.because).toBe('security: there is api/poetry.lock');
  });
});
