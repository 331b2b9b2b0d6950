import { installCommand, scriptCommand } from '../../src/project/commands.js';
import type { Look, Part } from '../look/parts.js';
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

/** The gates' file: what the action finds by itself, the scripts of packages it does not look into, and secrets. */
export function plannedGates(look: Look): PlannedFile {
  const own = look.monorepo ? [] : look.parts.flatMap((part) => scriptGates(look, part));
  const lines = [
    head,
    'auto: true # lint, types, tests and build as the project names them',
    'gates:',
    ...own,
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

function scriptGates({ packageManager }: Look, part: Part): string[] {
  if (part.directory === '.' || !part.scripts || !packageManager) return [];
  const { directory, scripts: known } = part;
  const gate = (name: string, command: string, needs?: string) => [
    `  - name: ${name}`,
    `    command: ${command}`,
    `    working-directory: ${directory}`,
    ...(needs === undefined ? [] : [`    needs: [${needs}]`]),
  ];
  const prefix = directory.replaceAll('/', '-');
  const install = `${prefix}-install`;
  const found = scripts.flatMap(([name, names]) => {
    const script = names.find((one) => known[one] && !/no test specified/.test(known[one]));
    return script ? gate(`${prefix}-${name}`, scriptCommand(packageManager, script), install) : [];
  });
  return found.length === 0 ? [] : [...gate(install, installCommand(packageManager)), ...found];
}
