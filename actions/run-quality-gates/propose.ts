import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installCommand, programCommand, scriptCommand } from '../../src/project/commands.js';
import type { Package, PackageManager, Project, Python } from '../../src/project/project.js';

/** A gate that the project's own files suggest. */
export interface ProposedGate {
  name: string;
  command: string;
  needs: string[];
  /** Relative to the directory the gates run in; absent for that directory itself. */
  'working-directory'?: string;
  /** Run in each affected workspace instead; `in-order` = after the workspaces it depends on. */
  affected?: true | 'in-order';
  /** What suggests it, for people: `script "lint" in package.json`. */
  because: string;
}

/** A gate's name, and the names its script may have: the first that a package.json has is taken. */
const scriptGates: readonly (readonly [string, readonly string[]])[] = [
  ['format', ['format:check', 'check:format', 'fmt:check', 'prettier:check']],
  ['lint', ['lint', 'lint:check', 'eslint']],
  ['type-check', ['typecheck', 'type-check', 'types', 'check-types', 'tsc']],
  ['unit-tests', ['test:unit', 'test:ci', 'test']],
  ['integration-tests', ['test:integration', 'test:int']],
  ['e2e-tests', ['test:e2e', 'e2e']],
  ['build', ['build']],
  ['migrations-check', ['db:check', 'migrations:check', 'db:migrate:check']],
];

/** Tools that are configured but have no script, by the package that brings them. */
const toolGates: readonly { name: string; tool: string; config: readonly string[]; program: string }[] = [
  {
    name: 'format',
    tool: 'prettier',
    config: ['.prettierrc', '.prettierrc.json', 'prettier.config.js', 'prettier.config.mjs'],
    program: 'prettier --check .',
  },
  { name: 'lint', tool: '@biomejs/biome', config: ['biome.json', 'biome.jsonc'], program: 'biome ci .' },
  {
    name: 'lint',
    tool: 'eslint',
    config: ['eslint.config.js', 'eslint.config.mjs', 'eslint.config.ts', '.eslintrc.json', '.eslintrc.cjs'],
    program: 'eslint .',
  },
  { name: 'type-check', tool: 'typescript', config: ['tsconfig.json'], program: 'tsc --noEmit' },
];

/** npm writes this script into every new package.json; it fails by design. */
const placeholderTest = /no test specified/;

/** The gates that a project's scripts and configuration suggest, in the order they matter. */
export function proposeGates(project: Project): ProposedGate[] {
  const { packageManager, packages, python, root } = project;
  const [main] = packages;
  const gates = packageManager && main ? javascriptGates(project, packageManager, main) : [];
  return [...gates, ...(python ? pythonGates(root, python, gates.length > 0) : [])];
}

function javascriptGates(
  { root, monorepo, packages }: Project,
  manager: PackageManager,
  main: Package,
): ProposedGate[] {
  const install = installGate(root, manager);
  const needs = install ? [install.name] : [];
  const scripted = scriptGates.flatMap(([name, scripts]) => {
    const script = scripts.find((one) => main.scripts[one] && !placeholderTest.test(main.scripts[one]));
    if (script === undefined) return [];
    const because = `script "${script}" in package.json`;
    return [{ name, command: scriptCommand(manager, script), needs, because }];
  });
  const names = new Set(scripted.map(({ name }) => name));
  const tasks =
    monorepo === 'turborepo' || monorepo === 'nx'
      ? taskGates(manager, monorepo, names, needs)
      : workspaceGates(manager, packages, names, needs);
  for (const { name } of tasks) names.add(name);
  const configured = configuredGates(root, main, names).map(({ program, ...gate }) => ({
    ...gate,
    command: programCommand(manager, program),
    needs,
  }));
  return [...(install ? [install] : []), ...scripted, ...tasks, ...configured];
}

/** Tools that have a configuration and no script; the first of a name. */
function configuredGates(root: string, main: Package, taken: ReadonlySet<string>) {
  return toolGates
    .filter(({ name, tool }) => !taken.has(name) && main.dependencies.includes(tool))
    .flatMap(({ name, tool, config, program }) => {
      const file = config.find((one) => existsSync(join(root, one)));
      return file === undefined ? [] : [{ name, program, because: `${file} and the dependency ${tool}` }];
    })
    .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index);
}

/** Scripts that only the workspaces have, and the root does not run for them. */
function workspaceGates(
  manager: PackageManager,
  packages: readonly Package[],
  taken: ReadonlySet<string>,
  needs: string[],
): ProposedGate[] {
  const workspaces = packages.filter(({ directory }) => directory !== '');
  return scriptGates.flatMap(([name, scripts]): ProposedGate[] => {
    const having = (script: string) =>
      workspaces.filter(({ scripts: own }) => own[script] && !placeholderTest.test(own[script]));
    const script = scripts.find((one) => having(one).length > 0);
    if (taken.has(name) || script === undefined) return [];
    const because = `script "${script}" in ${having(script).length} of ${workspaces.length} packages, affected ones only`;
    const affected = name === 'build' ? 'in-order' : true;
    return [{ name, command: scriptCommand(manager, script), needs, affected, because }];
  });
}

function installGate(root: string, manager: PackageManager): ProposedGate | undefined {
  if (existsSync(join(root, 'node_modules')) || existsSync(join(root, '.pnp.cjs'))) return undefined;
  if (manager.lockFile === undefined) return undefined;
  const because = `${manager.because}, and nothing is installed yet`;
  return { name: 'install', command: installCommand(manager), needs: [], because };
}

/** A monorepo's runner knows which packages have a task; the root needs no script of its own for it. */
function taskGates(
  manager: PackageManager,
  monorepo: 'turborepo' | 'nx',
  taken: ReadonlySet<string>,
  needs: string[],
): ProposedGate[] {
  const tasks = [
    ['lint', 'lint'],
    ['unit-tests', 'test'],
    ['build', 'build'],
  ] as const;
  return tasks
    .filter(([name]) => !taken.has(name))
    .map(([name, task]) => {
      const program = monorepo === 'turborepo' ? `turbo run ${task} --affected` : `nx affected -t ${task}`;
      const because = `${monorepo === 'turborepo' ? 'turbo.json' : 'nx.json'}, affected packages only`;
      return { name, command: programCommand(manager, program), needs, because };
    });
}

const pythonTools: readonly { name: string; tool: string; program: string }[] = [
  { name: 'format', tool: 'black', program: 'black --check .' },
  { name: 'lint', tool: 'ruff', program: 'ruff check .' },
  { name: 'lint', tool: 'flake8', program: 'flake8' },
  { name: 'type-check', tool: 'mypy', program: 'mypy .' },
  { name: 'type-check', tool: 'pyright', program: 'pyright' },
  { name: 'unit-tests', tool: 'pytest', program: 'pytest' },
];

function pythonGates(root: string, python: Python, beside: boolean): ProposedGate[] {
  const folder = python.directory;
  const found = pythonTools
    .filter(({ tool }) => python.dependencies.includes(tool))
    .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index);
  const install = pythonInstall(root, python);
  const label = (name: string) => (beside ? `python-${name}` : name);
  const place = folder === '' ? {} : { 'working-directory': folder };
  const gates = found.map(({ name, tool, program }) => ({
    name: label(name),
    command: [...python.prefix, program].join(' '),
    needs: install && found.length > 0 ? [label('install')] : [],
    ...place,
    because: `the dependency ${tool}; ${python.because}`,
  }));
  return install && found.length > 0
    ? [{ name: label('install'), command: install, needs: [], ...place, because: python.because }, ...gates]
    : gates;
}

/** poetry and uv make an environment of their own; what pip would change is the machine, so that stays the workflow's. */
function pythonInstall(_root: string, { runner }: Python): string | undefined {
  if (runner === 'uv') return 'uv sync --locked';
  return runner === 'poetry' ? 'poetry install --no-interaction' : undefined;
}
