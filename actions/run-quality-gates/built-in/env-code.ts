import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore from 'ignore';
import { glob } from 'tinyglobby';

/** Where the code reads a variable. */
export interface Read {
  name: string;
  /** Relative to the directory that was searched. */
  file: string;
  line: number;
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
const sources = ['**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts,vue,svelte,py,prisma}'];
const never = ['**/node_modules/**', '**/dist/**', '**/build/**', '**/.next/**', '**/.venv/**', '**/venv/**'];
const largest = 1_000_000;

/** Every place in which the code below a directory reads a variable; one place a name is kept. */
export async function readsIn(directory: string, ignored: readonly string[]): Promise<Map<string, Read>> {
  const rules = ignore().add([...ignored]);
  const files = await glob(sources, { cwd: directory, ignore: never, expandDirectories: false });
  const found = new Map<string, Read>();
  for (const file of files.sort()) {
    if (rules.ignores(file)) continue;
    const text = await readFile(join(directory, file), 'utf8');
    if (text.length > largest) continue;
    for (const pattern of patterns) {
      for (const match of text.matchAll(pattern)) {
        const [, variable = ''] = match;
        if (found.has(variable)) continue;
        const line = text.slice(0, match.index).split('\n').length;
        found.set(variable, { name: variable, file: file.replaceAll('\\', '/'), line });
      }
    }
  }
  return found;
}

/** Names in an example of an environment, with their line. */
export function namesIn(text: string): Map<string, number> {
  const names = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(line);
    if (match?.[1]) names.set(match[1], index + 1);
  }
  return names;
}
