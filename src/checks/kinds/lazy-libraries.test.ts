import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { globSync } from 'tinyglobby';

const require = createRequire(import.meta.url);

/** What is taken of a lazily loaded package: the text around its `import(…)`. */
function imports(): { file: string; library: string; taken: string }[] {
  const files = globSync(['src/**/*.ts', 'actions/**/*.ts', '!**/*.test.ts']);
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/(?<!typeof )import\('([^.'][^']*)'\)/g)].flatMap(
      ({ 1: library = '', index }) =>
        library.startsWith('node:') ? [] : [{ file, library, taken: text.slice(index - 60, index + 90) }],
    );
  });
}

/** ESM-only packages cannot be required, and have no such trouble. */
function isFunction(library: string): boolean {
  try {
    return typeof require(library) === 'function';
  } catch {
    return false;
  }
}

describe('a library that is loaded only when it is needed', () => {
  const found = imports().filter(({ library }) => isFunction(library));

  it('is looked at here', () => {
    expect(found.map(({ library }) => library)).toEqual(expect.arrayContaining(['ajv', 'ioredis']));
  });

  it.each(found)(
    '$library is taken by its default export, since its names are lost in the bundle that users run ($file)',
    ({ taken }) => {
      expect(taken).toMatch(/\{ default: \w+ \} = await import|import\('[^']*'\)\)\s*\.default\b/);
    },
  );
});
