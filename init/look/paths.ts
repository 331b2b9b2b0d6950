import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';

/** Paths of a backend that its own source names. */
export interface KnownPaths {
  /** Answers whether it is well; undefined when the source names none. */
  health: string | undefined;
  /** Tells which version runs. */
  version: string | undefined;
}

const sources = ['**/*.{ts,js,mjs,cjs,py}'];
const left = ['**/node_modules/**', '**/dist/**', '**/*.test.*', '**/test/**', '**/tests/**', '**/.venv/**'];
const readAtMost = 400;
const bytesAtMost = 200_000;

/** Looks for the paths of health and version in a backend's source. What it does not find may still be there. */
export async function knownPaths(root: string, directory: string): Promise<KnownPaths> {
  const cwd = join(root, directory);
  const files = (await glob(sources, { cwd, ignore: left })).sort().slice(0, readAtMost);
  const texts = await Promise.all(
    files.map(async (file) => {
      const path = join(cwd, file);
      return (await stat(path)).size > bytesAtMost ? '' : readFile(path, 'utf8');
    }),
  );
  const text = texts.join('\n');
  return { health: pathOf(text, 'health(?:z|check)?'), version: pathOf(text, 'version') };
}

/** The shortest quoted path that ends in a word: `'/api/health'`, `"health"` of a controller counts as `/health`. */
function pathOf(text: string, word: string): string | undefined {
  const quoted = [...text.matchAll(new RegExp(`["'\`](/(?:[\\w-]+/)*${word})["'\`]`, 'g'))].map(
    ([, path]) => path,
  );
  const [first] = quoted.flatMap((path) => path ?? []).sort((one, other) => one.length - other.length);
  if (first !== undefined) return first;
  const controller = new RegExp(`@(?:Controller|Get)\\(\\s*["'\`](${word})["'\`]`).exec(text)?.[1];
  return controller === undefined ? undefined : `/${controller}`;
}
