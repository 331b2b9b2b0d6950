import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inspectDeploymentFiles } from '@vercel/client';
import fc from 'fast-check';
import { digestFiles } from './digest.js';
import { sourceRules } from './ignore-rules.js';
import { listFiles } from './list-files.js';
import { listPrebuilt } from './prebuilt-files.js';
import type { SourceFile } from './source-file.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'same-as-official-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Writes files by their paths; a path that ends in `/` is an empty folder. */
function tree(files: Record<string, string>, root = directory): void {
  for (const [path, text] of Object.entries(files)) {
    const at = join(root, path);
    mkdirSync(path.endsWith('/') ? at : dirname(at), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(at, text);
  }
}

const signal = new AbortController().signal;

async function described(files: readonly SourceFile[]) {
  const digested = await digestFiles(files, signal);
  return digested
    .map(({ path, size, mode, sha }) => ({ path, size, mode, ...(sha ? { sha } : {}) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What Vercel's own library would send. Its folders are compared apart: it names those that a rule empties too. */
async function official(options: { prebuilt?: boolean; vercelOutputDir?: string } = {}, root = directory) {
  const { files, warning } = await inspectDeploymentFiles({ path: root, ...options });
  const sorted = files.sort((a, b) => (a.path < b.path ? -1 : 1));
  // It keeps one mode for all files of the same contents.
  return { files: sorted.map(({ path, size, sha }) => ({ path, size, ...(sha ? { sha } : {}) })), warning };
}

const withoutModes = (files: Awaited<ReturnType<typeof described>>) =>
  files.map(({ mode: _, ...file }) => file);
const ours = async (root = directory) => described(listFiles(root, '', sourceRules(root)));

describe('what is sent is what the official tool sends', () => {
  it('for a plain app with dependencies, caches and local secrets that stay at home', async () => {
    tree({
      'index.html': '<p>',
      'src/app.ts': 'x',
      'src/deep/er/one.ts': 'same',
      'src/deep/er/two.ts': 'same',
      'node_modules/left-pad/index.js': 'x',
      'packages/a/node_modules/b/index.js': 'x',
      '.git/HEAD': 'ref',
      '.gitignore': 'src',
      '.env': 'A=1',
      '.env.local': 'SECRET=1',
      '.env.production.local': 'SECRET=1',
      '.next/cache': 'x',
      '.vercel/project.json': '{}',
      'empty/': '',
      'a/.DS_Store': 'x',
      'venv/bin/python': 'x',
      '.yarn/cache/a.zip': 'x',
      '.yarn/releases/yarn.cjs': 'x',
      'ümläut/日本.txt': 'x',
      'with space/and#hash.txt': 'x',
    });
    const files = await ours();
    expect(withoutModes(files)).toEqual((await official()).files);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['.env', '.yarn/releases/yarn.cjs', 'empty', 'src/deep/er/two.ts']),
    );
    expect(files.some(({ path }) => path.includes('node_modules') || path.includes('local'))).toBe(false);
  });

  it('for a .vercelignore with negations, comments, relative paths and folders', async () => {
    tree({
      '.vercelignore':
        '# all but the build\n/*\n!dist\n!vercel.json\n./dist/secret\ndist/**/*.map\n!dist/keep.map\nlogs/\n',
      'vercel.json': '{}',
      'dist/index.html': 'x',
      'dist/secret/key': 'x',
      'dist/js/app.js.map': 'x',
      'dist/keep.map': 'x',
      'dist/logs/a.txt': 'x',
      'src/app.ts': 'x',
    });
    const files = (await ours()).filter(({ sha }) => sha);
    expect(withoutModes(files)).toEqual((await official()).files.filter(({ sha }) => sha));
    expect(files.map(({ path }) => path)).toEqual(['dist/index.html', 'dist/keep.map', 'vercel.json']);
  });

  it('for dependencies that .vercelignore takes back in', async () => {
    tree({
      '.vercelignore': '!node_modules\n!.env.local\n',
      'node_modules/a/i.js': 'x',
      '.env.local': 'A=1',
      x: 'x',
    });
    const files = await ours();
    expect(withoutModes(files)).toEqual((await official()).files);
    expect(files).toHaveLength(4);
  });

  it('for a list that takes the packages of a monorepo back in, but not their dependencies', async () => {
    tree({
      '.vercelignore': '/*\n!/packages\n!/packages/*\n',
      'packages/ui/index.js': 'x',
      'packages/node_modules/a/i.js': 'x',
      'docs/a.md': 'x',
    });
    const files = (await ours()).filter(({ sha }) => sha);
    expect(withoutModes(files)).toEqual((await official()).files.filter(({ sha }) => sha));
    expect(files.map(({ path }) => path)).toEqual(['packages/ui/index.js']);
  });

  it('for links, which travel as links, and for programs, which stay executable', async () => {
    tree({ 'bin/run.sh': '#!/bin/sh\n', 'pkg/a.js': 'x' });
    chmodSync(join(directory, 'bin/run.sh'), 0o755);
    symlinkSync('../pkg/a.js', join(directory, 'bin/a.js'));
    symlinkSync('pkg', join(directory, 'linked-folder'));
    symlinkSync('/nowhere/at/all', join(directory, 'broken'));
    const files = await ours();
    const theirs = await inspectDeploymentFiles({ path: directory });
    expect(files).toEqual(theirs.files.sort((a, b) => (a.path < b.path ? -1 : 1)));
    expect(files.find(({ path }) => path === 'bin/run.sh')?.mode).toBe(0o100755);
  });

  it('for a Rust project, whose target folder is left out at the top only', async () => {
    tree({ 'Cargo.toml': '', 'target/debug/x': 'x', 'api/target/x': 'x' });
    expect(withoutModes(await ours())).toEqual((await official()).files);
  });

  it('for a prebuilt output whose functions name files outside of it', async () => {
    const functionConfig = {
      filePathMap: {
        'node_modules/a/index.js': 'node_modules/a/index.js',
        'data.json': 'data.json',
        'secret.txt': 'secret.txt',
        out: '../outside.txt',
      },
    };
    tree({
      '.vercelignore': 'secret.txt\nnode_modules\n',
      '.vercel/output/config.json': '{"version":3}',
      '.vercel/output/static/index.html': 'x',
      '.vercel/output/static/.well-known/x': 'x',
      '.vercel/output/functions/api.func/.vc-config.json': JSON.stringify(functionConfig),
      '.vercel/output/functions/api.func/node_modules/b/index.js': 'x',
      '.vercel/routes.json': '{}',
      'node_modules/a/index.js': 'x',
      'data.json': '{}',
      'secret.txt': 's',
      'src/app.ts': 'not sent',
    });
    const { files, warnings } = listPrebuilt({ directory, output: '.vercel/output', rootDirectory: '' });
    const theirs = await official({ prebuilt: true, vercelOutputDir: join(directory, '.vercel/output') });
    expect(withoutModes(await described(files))).toEqual(theirs.files);
    expect(files.map(({ path }) => path)).toContain('node_modules/a/index.js');
    expect(theirs.warning).toContain('secret.txt');
    expect(warnings.join()).toContain('secret.txt');
  });

  it('refuses two ignore files, as it does', async () => {
    tree({ '.vercelignore': 'a', '.nowignore': 'b' });
    await expect(official()).rejects.toThrow('.nowignore');
    expect(() => sourceRules(directory)).toThrow('a .vercelignore and a .nowignore');
  });

  it('says which file a prebuilt function misses instead of failing with a path alone', () => {
    tree({
      '.vercel/output/config.json': '{"version":3}',
      '.vercel/output/functions/a.func/.vc-config.json': '{"filePathMap":{"x":"node_modules/x/i.js"}}',
    });
    const list = () => listPrebuilt({ directory, output: '.vercel/output', rootDirectory: '' });
    expect(list).toThrow('needs node_modules/x/i.js, which is not there');
  });

  it('for any tree and any rules', async () => {
    const folder = fc.constantFrom('a', 'b', 'dist', '.cache', 'A', 'node_modules', 'é');
    const name = fc.constantFrom('x.js', 'y.map', '.env', 'a', 'LICENSE');
    const path = fc
      .tuple(fc.array(folder, { maxLength: 2 }), name)
      .map(([folders, file]) => [...folders, file].join('/'));
    const suffix = fc.constantFrom('', '/', '/*', '/**', '*');
    const leavesOut = fc.tuple(path, suffix).map((parts) => parts.join(''));
    // Its matcher keeps one expression for a pattern and its negation, whichever came first: they are kept apart here.
    const takesIn = fc.tuple(fc.constant('!/'), path, suffix).map((parts) => parts.join(''));
    const rule = fc.oneof(leavesOut, takesIn, fc.constantFrom('*', '**/x.js', '*.map', '# c', ''));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(path, { maxLength: 12 }),
        fc.array(fc.oneof(rule, fc.constantFrom('*', '**/x.js', '*.map', '!*.js', '# c', '')), {
          maxLength: 5,
        }),
        async (paths, rules) => {
          run += 1;
          const root = join(directory, String(run));
          mkdirSync(root);
          const leaves = paths.filter((one) => !paths.some((other) => other.startsWith(`${one}/`)));
          tree(Object.fromEntries(leaves.map((leaf) => [leaf, leaf])), root);
          if (rules.length > 0) writeFileSync(join(root, '.vercelignore'), rules.join('\n'));
          const onlyFiles = <File extends { sha?: string }>(files: File[]) => files.filter(({ sha }) => sha);
          const theirs = onlyFiles((await official({}, root)).files);
          expect(onlyFiles(withoutModes(await ours(root)))).toEqual(theirs);
        },
      ),
      { numRuns: 200, seed: 20_261_121 },
    );
  });
});
