import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import ts from 'typescript';
import { parse } from 'yaml';
import { readActionFile } from './action-file.js';
import { actionNames } from './project.js';

const root = process.cwd();
const hole = '\u0000';

/** A page as it is read: its name, its text, and its fenced blocks with the line they begin at. */
interface Page {
  file: string;
  text: string;
  /** The text without fenced blocks, line numbers kept. */
  prose: string;
  blocks: { language: string; line: number; lines: string[] }[];
}

function readPage(file: string): Page {
  const text = readFileSync(join(root, file), 'utf8');
  const prose: string[] = [];
  const blocks: Page['blocks'] = [];
  let open: (Page['blocks'][number] & { indent: number }) | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^( *)```(\w*)/.exec(line);
    if (fence && open) {
      blocks.push(open);
      open = undefined;
    } else if (fence) {
      open = { language: fence[2] ?? '', line: index + 1, lines: [], indent: fence[1]?.length ?? 0 };
    } else open?.lines.push(line.slice(open.indent));
    prose.push(fence || open ? '' : line);
  }
  return { file, text, prose: prose.join('\n'), blocks };
}

const runbooks = readdirSync(join(root, 'docs/runbooks')).filter((name) => name.endsWith('.md'));
const pages = [...runbooks.map((name) => `docs/runbooks/${name}`), 'docs/secrets-and-variables.md'].map(
  readPage,
);
const actions = new Map(
  [...actionNames, '.'].map((name) => [name as string, readActionFile(root, name)] as const),
);

/** Texts of a source file: literals, and templates with a mark for each hole. */
function textsOf(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node))
      found.push(node.head.text + node.templateSpans.map(({ literal }) => hole + literal.text).join(''));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', code, ts.ScriptTarget.ES2022));
  return found;
}

/** The texts of every file that may hold one of the pieces: only those are parsed, for speed. */
function textsWith(pieces: readonly string[]): string {
  const runs = new Set(
    pieces.map((piece) =>
      (piece.match(/[\w ,.-]+/g) ?? []).reduce((a, b) => (b.length > a.length ? b : a), ''),
    ),
  );
  const files = ['src', 'actions'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  );
  return files
    .filter((code) => [...runs].some((run) => code.includes(run)))
    .flatMap(textsOf)
    .join('\n');
}

/** A quoted line in its pieces: `…` stands for what is joined while it runs, `<name>` for a hole. */
function piecesOf(line: string): string[] {
  return line
    .replace(/^What to do: /, '')
    .split('…')
    .map((piece) => piece.replace(/<[^>]*>/g, hole).trim())
    .filter((piece) => piece !== '');
}

/** Inputs, outputs and every other word in backticks that an action's own metadata knows. */
function wordsOf(name: string): Set<string> {
  const action = actions.get(name);
  const told = [...Object.values(action?.inputs ?? {}), ...Object.values(action?.outputs ?? {})]
    .flatMap(({ description }) => [...description.matchAll(/`([^`]+)`/g)])
    .map((match) => match[1] ?? '');
  return new Set([...Object.keys(action?.inputs ?? {}), ...Object.keys(action?.outputs ?? {}), ...told]);
}

/** `` `input` of `action` `` and `` `input: value` of `action` ``, as the pages name an input in a sentence. */
function namedInSentences({ file, prose }: Page): { where: string; action: string; word: string }[] {
  const names = actionNames.join('|');
  const pattern = new RegExp(`\`([a-z][a-z-]*)(?::[^\`]*)?\`(?: and \`([a-z-]+)\`)? of \`(${names})\``, 'g');
  return [...prose.matchAll(pattern)].flatMap(([, first = '', second, action = '']) =>
    [first, ...(second ? [second] : [])].map((word) => ({ where: `${file}: \`${word}\``, action, word })),
  );
}

/** Every step of every YAML block that uses an action of this project. */
function stepsIn(value: unknown): { uses: string; with: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(stepsIn);
  if (!('uses' in value) || typeof value.uses !== 'string') return inside;
  return [{ uses: value.uses, with: 'with' in value ? Object(value.with) : {} }, ...inside];
}

function yamlBlocks(): { where: string; value: unknown }[] {
  return pages.flatMap(({ file, blocks }) =>
    blocks
      .filter(({ language }) => language === 'yaml')
      .map(({ line, lines }) => ({ where: `${file}:${line}`, value: parse(lines.join('\n')) as unknown })),
  );
}

/** The anchors GitHub makes of a page's headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function brokenLinks({ file, prose }: Page): string[] {
  const links = [...prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return links.flatMap((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? join(root, file) : join(root, dirname(file), path);
    if (!existsSync(target)) return [`${file} links to ${link}, which is not there`];
    if (anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor)) return [];
    return [`${file} links to ${link}, and there is no such heading`];
  });
}

describe('the runbooks', () => {
  it('quote what the actions really print, so that a search for the red line finds the page', () => {
    const quoted = pages.flatMap(({ file, blocks }) =>
      blocks
        .filter(({ language }) => language === 'text')
        .flatMap(({ line: start, lines }) =>
          lines.flatMap((line, index) =>
            piecesOf(line).map((piece) => ({ piece, where: `${file}:${start + index + 1}` })),
          ),
        ),
    );
    expect(quoted.length).toBeGreaterThan(50);
    const code = textsWith(quoted.map(({ piece }) => piece));
    const missing = quoted
      .filter(({ piece }) => piece.replaceAll(hole, '').trim().length < 7 || !code.includes(piece))
      .map(({ piece, where }) => `${where} quotes "${piece.replaceAll(hole, '<…>')}"`);
    expect(missing).toEqual([]);
  });

  it('link to files and headings that are there', () => {
    expect(pages.flatMap(brokenLinks)).toEqual([]);
  });

  it('name inputs that the action beside them has', () => {
    const named = pages.flatMap(namedInSentences);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ action, word }) => !wordsOf(action).has(word))).toEqual([]);
  });

  it('show steps that a workflow would take', () => {
    const faults = yamlBlocks().flatMap(({ where, value }) =>
      stepsIn(value).flatMap(({ uses, with: given }) => {
        const name = /^org\/deploy-actions(?:\/([a-z-]+))?@v1$/.exec(uses)?.slice(1)[0] ?? '.';
        if (!uses.startsWith('org/deploy-actions')) return [];
        const { inputs = {} } = actions.get(name) ?? {};
        const unknown = Object.keys(given).filter((input) => !(input in inputs));
        const required = Object.entries(inputs).filter(([, { required }]) => required);
        const left = required.filter(([input]) => !(input in given)).map(([input]) => input);
        return [...unknown, ...left].map((input) => `${where}: ${uses} and its input "${input}"`);
      }),
    );
    expect(faults).toEqual([]);
  });

  it('show suites and gates that the actions accept', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const compiled = (name: string) =>
      ajv.compile(JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8')) as object);
    const [suite, gates] = [compiled('smoke-test'), compiled('quality-gates')];
    const keys = { checks: suite, version: suite, gates };
    const faults = yamlBlocks().flatMap(({ where, value }) => {
      const accepts = Object.entries(keys).find(([key]) => Object.hasOwn(Object(value), key))?.[1];
      if (!accepts || accepts(value)) return [];
      return (accepts.errors ?? []).map(({ instancePath, message }) => `${where}${instancePath} ${message}`);
    });
    expect(faults).toEqual([]);
  });

  it('are all in the index', () => {
    const index = pages.find(({ file }) => file === 'docs/runbooks/README.md')?.text ?? '';
    const absent = runbooks.filter((name) => name !== 'README.md' && !index.includes(`(${name}`));
    expect(absent).toEqual([]);
  });
});

describe('the page of secrets and variables', () => {
  const cells = [...(pages.at(-1)?.text ?? '').matchAll(/^\|([^|]*)/gm)].map((match) => match[1] ?? '');
  const rows = new Set(
    cells.flatMap((cell) => [...cell.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name)),
  );

  it.each(['workflows', '.github/workflows'])('has a row for each that %s read', (folder) => {
    const files = readdirSync(join(root, folder)).filter((name) => /\.ya?ml$/.test(name));
    const read = files.flatMap((name) =>
      [...readFileSync(join(root, folder, name), 'utf8').matchAll(/\b(?:secrets|vars)\.([A-Z][A-Z0-9_]*)/g)]
        .map((match) => match[1] ?? '')
        .filter((found) => found !== 'GITHUB_TOKEN' && !rows.has(found))
        .map((found) => `${basename(name)} reads ${found}`),
    );
    expect([...new Set(read)]).toEqual([]);
  });
});
