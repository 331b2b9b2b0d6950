import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { servicesJsonSchema } from '../actions/deploy-railway/inputs/services.js';
import { gatesJsonSchema } from '../actions/run-quality-gates/gates-file.js';
import { categories } from '../actions/run-quality-gates/preset-items.js';
import { itemsOf, presetNames } from '../actions/run-quality-gates/presets.js';
import { suiteJsonSchema } from '../src/checks/suite.js';
import { type ActionFile, readActionFile } from './action-file.js';
import { actionNames } from './project.js';

/** A file that is generated whole or in part, with what it should hold now. */
export interface GeneratedFile {
  path: string;
  content: string;
}

/** Everything that is generated from `action.yml` files and from schemas in code: README tables and JSON Schemas. */
export function generatedFiles(root: string): GeneratedFile[] {
  return [
    ...actionNames.map((name) => readme(root, name)),
    { path: 'schemas/deploy-railway-services.schema.json', content: json(servicesJsonSchema()) },
    { path: 'schemas/quality-gates.schema.json', content: json(gatesJsonSchema()) },
    { path: 'schemas/smoke-test.schema.json', content: json(suiteJsonSchema()) },
  ];
}

function readme(root: string, name: string): GeneratedFile {
  const path = join(name, 'README.md');
  const action = readActionFile(root, name);
  const text = readFileSync(join(root, path), 'utf8');
  const sections: [string, string][] = [
    ['inputs', inputsTable(action)],
    ['outputs', outputsTable(action)],
    ...(name === 'run-quality-gates' ? [['presets', presetsTable()] as [string, string]] : []),
  ];
  const content = sections.reduce((done, [section, table]) => between(done, section, table, path), text);
  return { path, content };
}

/** Every item of every preset: who answers it, and in which presets it stands. */
function presetsTable(): string {
  const rows = new Map<string, { order: number; cells: string[]; presets: string[] }>();
  for (const preset of presetNames) {
    for (const item of itemsOf(preset)) {
      const answer =
        'gate' in item
          ? `\`${item.gate.gate}\` (${item.gate.level})`
          : 'found' in item
            ? `the found gate \`${item.found}\``
            : `a person, \`${item.confirm}\``;
      const key = `${item.say} ${answer}`;
      const row = rows.get(key) ?? {
        order: categories.indexOf(item.category),
        cells: [item.category, cell(item.say), answer],
        presets: [],
      };
      rows.set(key, { ...row, presets: [...row.presets, preset] });
    }
  }
  const lines = [...rows.values()]
    .sort((a, b) => a.order - b.order)
    .map(
      ({ cells, presets }) =>
        `| ${cells.join(' | ')} | ${presets.length === presetNames.length ? 'all' : presets.join(', ')} |`,
    );
  return ['| part | item | answered by | presets |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function inputsTable(action: ActionFile): string {
  const rows = Object.entries(action.inputs).map(([name, input]) => {
    const fallback = input.required
      ? '**required**'
      : input.default === undefined
        ? ''
        : `\`${input.default}\``;
    return `| \`${name}\` | ${cell(input.description)} | ${fallback} |`;
  });
  return ['| input | what it is | default |', '| --- | --- | --- |', ...rows].join('\n');
}

function outputsTable(action: ActionFile): string {
  const rows = Object.entries(action.outputs).map(
    ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`,
  );
  return ['| output | what it is |', '| --- | --- |', ...rows].join('\n');
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

function between(text: string, section: string, content: string, path: string): string {
  const start = `<!-- ${section}-start -->`;
  const end = `<!-- ${section}-end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} lacks the markers ${start} and ${end}.`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

function json(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (process.argv[1]?.endsWith('scripts-docs.mjs')) {
  const root = process.cwd();
  for (const { path, content } of generatedFiles(root)) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    console.log(`wrote ${path}`);
  }
}
