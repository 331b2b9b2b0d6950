import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findFiles } from './glob.js';

const root = mkdtempSync(join(tmpdir(), 'glob-'));
for (const path of ['a/1.txt', 'a/b/2.txt', 'a/b/.hidden', 'c/3.md', 'd[x]/4.txt']) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), path);
}
symlinkSync(root, join(root, 'c', 'loop'));
afterAll(() => rmSync(root, { recursive: true }));

async function found(
  patterns: string,
  rules: { hidden?: boolean; follow?: boolean } = {},
): Promise<string[]> {
  const { hidden = true, follow = false } = rules;
  const result = await findFiles(patterns, { root, followSymbolicLinks: follow, excludeHidden: !hidden });
  return result.files.map((file) => relative(root, file)).sort();
}

describe('finding files', () => {
  it('finds all below a named folder, and by wildcards at any depth', async () => {
    expect(await found('a')).toEqual(['a/1.txt', 'a/b/.hidden', 'a/b/2.txt']);
    expect(await found('**/*.txt')).toEqual(['a/1.txt', 'a/b/2.txt', 'd[x]/4.txt']);
    expect(await found('a/?.t[a-z]t\n# a comment')).toEqual(['a/1.txt']);
    expect(await found('d\\[x\\]/*')).toEqual(['d[x]/4.txt']);
  });

  it('leaves out what a later line excludes, and hidden files on request', async () => {
    expect(await found('a/**\n!a/b/**\na/b/2.txt')).toEqual(['a/1.txt', 'a/b/2.txt']);
    expect(await found('a', { hidden: false })).toEqual(['a/1.txt', 'a/b/2.txt']);
  });

  it('does not run in circles through links', async () => {
    expect(await found('c/*.md', { follow: true })).toEqual(['c/3.md']);
  });
});
