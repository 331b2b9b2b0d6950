import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore from 'ignore';
import { glob } from 'tinyglobby';

/** Where the code reads a variable. */
export interface Read {
  name: string;
  /** The first place, relative to the directory that was searched. */
  file: string;
  line: number;
  /** Every file that reads it. */
  files: ReadonlySet<string>;
  /** True when every place has a value of its own for when it is not set. */
  optional: boolean;
}

/** One place in a text. */
interface Place {
  name: string;
  index: number;
  optional: boolean;
}

const name = '([A-Z][A-Z0-9_]*)';
/** How languages read their environment; a name is upper case by custom, and others are not looked for. */
const patterns = [
  new RegExp(`\\bprocess\\.env\\.${name}\\b`, 'g'),
  new RegExp(`\\bprocess\\.env\\[['"]${name}['"]\\]`, 'g'),
  new RegExp(`\\bimport\\.meta\\.env\\.${name}\\b`, 'g'),
  new RegExp(`\\b(?:Deno|Bun)\\.env\\.(?:get\\(['"])?${name}\\b`, 'g'),
  new RegExp(`\\bos\\.environ(?:\\.get\\(|\\[)\\s*['"]${name}['"]`, 'g'),
  new RegExp(`\\bos\\.getenv\\(\\s*['"]${name}['"]`, 'g'),
  new RegExp(`\\b(?:config|configService|env)\\.(?:get|getOrThrow)(?:<[^>]*>)?\\(\\s*['"]${name}['"]`, 'g'),
  new RegExp(`\\benv\\(\\s*['"]${name}['"]\\s*\\)`, 'g'),
];
const destructured = /\{([^{}]*)\}\s*=\s*process\.env\b(?!\s*[.[])/g;
const settingsClass = /^class \w+\([^)]*\bBaseSettings\b[^)]*\):[^\n]*\n((?:[ \t]+[^\n]*\n?|[ \t]*\n)*)/gm;

/** What follows a read that has a value of its own; one that throws instead has none. */
const fallback =
  /^\s*(?:(?:\?\?|\|\|)(?![^\n;]*\b(?:throw|fail|panic|exit|raise|required|missing)\b)|,\s*[^)\s])/i;

const sources = ['**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts,vue,svelte,py,prisma}'];
const never = ['**/node_modules/**', '**/dist/**', '**/build/**', '**/.next/**', '**/.venv/**', '**/venv/**'];
const largest = 1_000_000;

/** Every variable that the code below a directory reads, by name. */
export async function readsIn(directory: string, ignored: readonly string[]): Promise<Map<string, Read>> {
  const rules = ignore().add([...ignored]);
  const files = await glob(sources, { cwd: directory, ignore: never, expandDirectories: false });
  const found = new Map<string, Read & { files: Set<string> }>();
  for (const path of files.sort()) {
    if (rules.ignores(path)) continue;
    const text = await readFile(join(directory, path), 'utf8');
    if (text.length > largest) continue;
    const file = path.replaceAll('\\', '/');
    for (const place of placesIn(text, file)) {
      const known = found.get(place.name);
      if (known) {
        known.files.add(file);
        known.optional &&= place.optional;
        continue;
      }
      const line = text.slice(0, place.index).split('\n').length;
      found.set(place.name, { ...place, file, line, files: new Set([file]) });
    }
  }
  return found;
}

function placesIn(text: string, file: string): Place[] {
  const plain = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: all, 1: variable = '', index }): Place => {
      const after = text.slice(index + all.length, index + all.length + 120);
      return { name: variable, index, optional: fallback.test(after) };
    }),
  );
  const others = file.endsWith('.py') ? settingsIn(text) : destructuredIn(text);
  return [...plain, ...others].filter(({ index }) => !inComment(text, index));
}

/** `const { PORT = '80', API_URL } = process.env`. */
function destructuredIn(text: string): Place[] {
  return [...text.matchAll(destructured)].flatMap(({ 1: inside = '', index }) =>
    inside.split(',').flatMap((part) => {
      const [, variable, value] = /^\s*([A-Z][A-Z0-9_]*)\s*(?::[^=]*)?(=)?/.exec(part) ?? [];
      return variable ? [{ name: variable, index, optional: value !== undefined }] : [];
    }),
  );
}

/** pydantic-settings: a field of a BaseSettings class is a variable of its name in upper case, behind `env_prefix`. */
function settingsIn(text: string): Place[] {
  return [...text.matchAll(settingsClass)].flatMap(({ 0: all, 1: body = '', index }) => {
    const prefix = /\benv_prefix\s*[=:]\s*["']([^"']*)["']/.exec(body)?.[1] ?? '';
    const start = index + all.length - body.length;
    return [...body.matchAll(/^(?: {4}|\t)([a-z_][a-z0-9_]*)\s*:\s*([^=\n]+)(=.*)?$/gim)].flatMap((field) => {
      const [, own = '', type = '', value] = field;
      if (/ClassVar|ConfigDict/.test(type)) return [];
      const alias = /\balias\s*=\s*["'](\w+)["']/.exec(value ?? '')?.[1];
      const required =
        value === undefined || /=\s*Field\(\s*(?:\.\.\.|\)|(?!.*\bdefault)\w+\s*=)/.test(value);
      return [
        { name: alias ?? `${prefix}${own}`.toUpperCase(), index: start + field.index, optional: !required },
      ];
    });
  });
}

/** Code that is commented out reads nothing. `://` is an address. */
function inComment(text: string, index: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  return /^\s*(?:\/\/|#|\*|\/\*)|[^:]\/\//.test(before);
}

/** Names in an example of an environment, with their line; one that is commented out is told of as well. */
export function namesIn(text: string): Map<string, number> {
  const names = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const match = /^\s*(?:#\s*(?=[A-Z][A-Z0-9_]*=)|export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(line);
    if (match?.[1]) names.set(match[1], index + 1);
  }
  return names;
}

/** Names that an example leaves commented out: they may be set and need not be. */
export function commentedIn(text: string): Set<string> {
  return new Set([...text.matchAll(/^\s*#\s*([A-Z][A-Z0-9_]*)=/gm)].flatMap(([, found]) => found ?? []));
}
