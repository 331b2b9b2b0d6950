import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installCommand, scriptCommand } from '../../src/project/commands.js';
import { lockFilesIn } from '../../src/project/detect.js';
import type { PackageManager } from '../../src/project/project.js';
import type { Look, Part } from '../look/parts.js';
import { pythonInstall, setUpCommand } from './install.js';
import { asText } from './names.js';
import type { PlannedFile } from './plan.js';

const head = `# What must hold before anything is deployed. \`block\` stops the release, \`warn\` only says so.
# yaml-language-server: $schema=https://raw.githubusercontent.com/org/deploy-actions/v1/schemas/quality-gates.schema.json
`;

/** Scripts that are gates, by the first of their usual names that a package has. */
const scripts: readonly (readonly [string, readonly string[]])[] = [
  ['lint', ['lint', 'lint:check']],
  ['type-check', ['typecheck', 'type-check', 'types']],
  ['unit-tests', ['test:ci', 'test:unit', 'test']],
];

/** Tools of Python that are gates, in the order in which the action finds them. */
const pythonTools: readonly (readonly [string, string, string])[] = [
  ['format', 'black', 'black --check .'],
  ['lint', 'ruff', 'ruff check .'],
  ['lint', 'flake8', 'flake8 --extend-exclude .venv'],
  ['type-check', 'mypy', 'mypy .'],
  ['type-check', 'pyright', 'pyright'],
  ['unit-tests', 'pytest', 'pytest'],
];

interface OwnGate {
  name: string;
  command: string;
  directory?: string;
  needs?: string[];
}

/** The gates' file: what the action finds by itself, the scripts of packages it does not look into, and secrets. */
export function plannedGates(look: Look): PlannedFile {
  const own = [
    ...rootInstall(look),
    ...(look.monorepo ? [] : look.parts.flatMap((part) => scriptGates(look, part))),
    ...pythonGates(look),
  ];
  const once = own.filter(({ name }, index) => own.findIndex((other) => other.name === name) === index);
  const lines = [
    head,
    'auto: true # lint, types, tests and build as the project names them',
    'gates:',
    ...once.flatMap(linesOf),
    '  - gate: secrets',
    '  - gate: dependencies',
    '    level: warn',
  ];
  return {
    path: '.github/quality-gates.yml',
    text: `${lines.join('\n')}\n`,
    because: 'the gates a release must pass',
  };
}

function linesOf({ name, command, directory = '.', needs = [] }: OwnGate): string[] {
  return [
    `  - name: ${name}`,
    `    command: ${command}`,
    ...(directory === '.' ? [] : [`    working-directory: ${asText(directory)}`]),
    ...(needs.length === 0 ? [] : [`    needs: [${needs.join(', ')}]`]),
  ];
}

/** The gate that installs, after the one that makes its package manager usable: a runner has npm alone. */
function installGates(manager: PackageManager, name: string, directory: string): OwnGate[] {
  const setUp = setUpCommand(manager);
  const install = { name, command: installCommand(manager), directory };
  if (setUp === undefined) return [install];
  const first = manager.name === 'bun' ? 'bun' : 'corepack';
  return [
    { name: first, command: setUp },
    { ...install, needs: [first] },
  ];
}

/** In the place of the one that the action finds, which counts on the package manager. */
function rootInstall({ root, packageManager }: Look): OwnGate[] {
  const locked = packageManager?.lockFile !== undefined && existsSync(join(root, packageManager.lockFile));
  if (!locked || !existsSync(join(root, 'package.json')) || packageManager.name === 'npm') return [];
  return installGates(packageManager, 'install', '.');
}

function scriptGates({ packageManager: usual }: Look, part: Part): OwnGate[] {
  const manager = part.packageManager ?? usual;
  if (part.directory === '.' || !part.scripts || !manager) return [];
  const { directory, scripts: known } = part;
  const prefix = directory.replace(/[^\w-]+/g, '-').replace(/^-/, '');
  const install = `${prefix}-install`;
  const found = scripts.flatMap(([name, names]): OwnGate[] => {
    const script = names.find((one) => known[one] && !/no test specified/.test(known[one]));
    if (script === undefined) return [];
    const command = scriptCommand(manager, script);
    return [{ name: `${prefix}-${name}`, command, directory, needs: [install] }];
  });
  return found.length === 0 ? [] : [...installGates(manager, install, directory), ...found];
}

/**
 * The action finds Python's tools too, by the same names, but what pip installs has to come from somewhere, and a runner has
 * neither uv nor Poetry.
 */
function pythonGates({ root, python }: Look): OwnGate[] {
  if (!python) return [];
  const directory = python.directory || '.';
  const found = pythonTools
    .filter(([, tool]) => python.dependencies.includes(tool))
    .filter(([name], index, all) => all.findIndex(([other]) => other === name) === index);
  if (found.length === 0) return [];
  const prefix = besideJavaScript(root) ? 'python-' : '';
  const install = `${prefix}install`;
  const tools = python.runner === 'pip' ? found : [];
  return [
    { name: install, command: pythonInstall(root, python), directory },
    ...tools.map(([name, , program]) => ({
      ...{ name: `${prefix}${name}`, command: `.venv/bin/${program}`, directory, needs: [install] },
    })),
  ];
}

/** Whether the action finds gates of a package.json in the root: then it calls Python's by another name. */
function besideJavaScript(root: string): boolean {
  const file = join(root, 'package.json');
  if (!existsSync(file)) return false;
  if (lockFilesIn(root).length > 0) return true;
  const { scripts: known = {} } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: object };
  return Object.keys(known).some((name) =>
    /^(fmt|format|prettier|lint|type|tsc|test|e2e|build|check)/.test(name),
  );
}
