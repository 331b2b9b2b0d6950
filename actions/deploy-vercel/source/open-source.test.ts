import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listingOf } from './listing.js';
import { openSource, type SourceQuestion } from './open-source.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'open-source-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(files: Record<string, unknown>): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), typeof contents === 'string' ? contents : JSON.stringify(contents));
  }
}

function open(more: Partial<SourceQuestion> = {}) {
  const opened = openSource({
    source: { kind: 'auto' },
    archive: 'auto',
    workingDirectory: directory,
    rootDirectory: '',
    builtFor: 'preview',
    ...more,
  });
  if (opened.material.kind !== 'files') throw new Error('These are no files.');
  const { files, prebuilt, projectSettings } = opened.material;
  return { ...opened, files, prebuilt, projectSettings, names: files.map(({ path }) => path) };
}

describe('the source, built by Vercel', () => {
  it('sends the build settings of vercel.json where the API takes them', () => {
    write({
      'vercel.json': {
        $schema: 'https://openapi.vercel.sh/vercel.json',
        buildCommand: 'make site',
        installCommand: '',
        outputDirectory: 'out',
        framework: null,
        ignoreCommand: 'exit 1',
        crons: [],
      },
      'package.json': { engines: { node: '^22.3.0' } },
    });
    expect(open().projectSettings).toEqual({
      rootDirectory: null,
      sourceFilesOutsideRootDirectory: true,
      buildCommand: 'make site',
      installCommand: '',
      outputDirectory: 'out',
      framework: null,
      commandForIgnoringBuildStep: 'exit 1',
      nodeVersion: '22.x',
    });
  });

  it.each([
    ['22.x', '22.x'],
    ['24', '24.x'],
    ['~20.11', '20.x'],
    ['>=22 <23', '22.x'],
    ['>=18', undefined],
    ['20 || 22', undefined],
    ['lts/*', undefined],
  ])('asks for the Node version that engines "%s" names, and for none it leaves open', (node, version) => {
    write({ 'package.json': { engines: { node } } });
    expect(open().projectSettings?.nodeVersion).toBe(version);
  });

  it('reads the settings of the app in a monorepo and sends the whole repository', () => {
    write({
      'apps/web/vercel.json': { buildCommand: 'turbo build' },
      'apps/web/index.html': 'x',
      'packages/ui/index.js': 'x',
      'vercel.json': { buildCommand: 'wrong' },
    });
    const { projectSettings, names } = open({ rootDirectory: 'apps/web' });
    expect(projectSettings).toMatchObject({ rootDirectory: 'apps/web', buildCommand: 'turbo build' });
    expect(names).toContain('packages/ui/index.js');
  });

  it('refuses a path that Vercel would double, and one that is not there', () => {
    write({ 'apps/web/index.html': 'x' });
    const inside = { workingDirectory: join(directory, 'apps/web'), rootDirectory: 'apps/web' };
    expect(() => open(inside)).toThrow('leads into it already');
    expect(() => open({ rootDirectory: 'apps/site' })).toThrow('has no such directory');
    expect(() => open({ workingDirectory: join(directory, 'nope') })).toThrow('"working-directory"');
  });

  it('refuses an empty directory and a vercel.json that cannot be read, before anything is sent', () => {
    expect(() => open()).toThrow('nothing to deploy');
    write({ 'vercel.json': '{ "cleanUrls": true, }' });
    expect(() => open()).toThrow('vercel.json is not JSON');
    write({ 'vercel.json': { cleanUrls: 'yes' } });
    expect(() => open()).toThrow('vercel.json is not as Vercel expects it: cleanUrls');
  });
});

describe('a prebuilt output', () => {
  const output = (builds: unknown = { target: 'preview', builds: [] }) =>
    write({
      '.vercel/output/config.json': { version: 3 },
      '.vercel/output/builds.json': builds,
      'src/a.ts': 'x',
    });

  it('is taken when it is there, and nothing else is sent', () => {
    output();
    const { prebuilt, names } = open();
    expect(prebuilt).toBe(true);
    expect(names).toEqual(['.vercel/output/builds.json', '.vercel/output/config.json']);
    expect(open({ source: { kind: 'directory' } }).names).toEqual(['src/a.ts']);
  });

  it('is found in the root directory of the project', () => {
    write({ 'apps/web/.vercel/output/config.json': { version: 3 } });
    expect(open({ rootDirectory: 'apps/web' }).names).toEqual(['apps/web/.vercel/output/config.json']);
  });

  it('is refused when it is not there, is old, or its build failed', () => {
    expect(() => open({ source: { kind: 'prebuilt' } })).toThrow('there is no prebuilt output');
    output({ error: { message: 'tsc said no' } });
    expect(() => open()).toThrow('a build that failed: tsc said no');
    output({ builds: [{ use: '@vercel/next', error: { message: 'next said no' } }] });
    expect(() => open()).toThrow('next said no');
    output();
    write({ '.vercel/output/config.json': { version: 2 } });
    expect(() => open()).toThrow('version 2');
  });

  it('is refused for a target that it was not built for, which would get the wrong variables', () => {
    output({ target: 'preview' });
    expect(() => open({ builtFor: 'production' })).toThrow('was built for "preview"');
    expect(() => open({ builtFor: 'staging' })).toThrow(
      expect.objectContaining({ fix: expect.stringContaining('vercel build --target=staging') }),
    );
    output({ target: 'production' });
    expect(open({ builtFor: 'production' }).prebuilt).toBe(true);
  });
});

describe('a static site', () => {
  const site = (outputDirectory = 'dist', more: Partial<SourceQuestion> = {}) =>
    open({ source: { kind: 'static', outputDirectory }, ...more });
  const config = (opened: ReturnType<typeof site>) => {
    const file = opened.files.find(({ path }) => path.endsWith('.vercel/output/config.json'));
    return JSON.parse(file?.content.from === 'memory' ? file.content.data.toString() : '{}');
  };

  it("becomes a build output without being copied, and without what is nobody else's business", () => {
    write({
      'dist/index.html': 'x',
      'dist/.well-known/security.txt': 'x',
      'dist/.env': 'SECRET=1',
      'dist/.env.production': 'SECRET=1',
      'dist/.git/HEAD': 'x',
      'dist/node_modules/a/i.js': 'x',
      'src/app.ts': 'x',
    });
    const opened = site();
    expect(opened.prebuilt).toBe(true);
    expect(opened.names.sort()).toEqual([
      '.vercel/output/config.json',
      '.vercel/output/static/.well-known/security.txt',
      '.vercel/output/static/index.html',
    ]);
    expect(config(opened)).toEqual({ version: 3, routes: [{ handle: 'filesystem' }] });
  });

  it('may be the directory itself, whose configuration is not served', () => {
    write({
      'index.html': 'x',
      'vercel.json': { cleanUrls: true },
      '.vercelignore': 'drafts',
      'drafts/a.html': 'x',
    });
    expect(site('.').names.sort()).toEqual([
      '.vercel/output/config.json',
      '.vercel/output/static/index.html',
    ]);
  });

  it('goes where a project with a root directory looks for it', () => {
    write({ 'apps/web/dist/index.html': 'x' });
    expect(site('dist', { rootDirectory: 'apps/web' }).names).toContain(
      'apps/web/.vercel/output/static/index.html',
    );
    expect(site('apps/web/dist', { rootDirectory: 'apps/web' }).names).toHaveLength(2);
  });

  it('serves what a link leads to, and refuses one that leads nowhere', () => {
    write({ 'dist/index.html': 'x', 'shared/logo.svg': '<svg/>' });
    symlinkSync('../shared/logo.svg', join(directory, 'dist/logo.svg'));
    expect(site().files.find(({ path }) => path.endsWith('logo.svg'))).toMatchObject({ size: 6 });
    symlinkSync('../gone', join(directory, 'dist/broken'));
    expect(() => site()).toThrow('a link that leads to no file');
  });

  it('is refused when it was not built, or is empty', () => {
    expect(() => site()).toThrow('"output-directory" is "dist"');
    mkdirSync(join(directory, 'dist'));
    expect(() => site()).toThrow('nothing to deploy');
  });

  it('keeps the 404 page, clean addresses and images', () => {
    write({
      'dist/404.html': 'x',
      'dist/blog/index.html': 'x',
      'vercel.json': { cleanUrls: true, images: { sizes: [1] } },
    });
    const { routes, overrides, images } = config(site());
    expect(routes.at(-1)).toEqual({ status: 404, src: '^/.*$', dest: '/404' });
    expect(overrides).toEqual({ '404.html': { path: '404' }, 'blog/index.html': { path: 'blog/index' } });
    expect(images).toEqual({ sizes: [1] });
  });

  it('refuses what needs a build', () => {
    write({ 'dist/index.html': 'x', 'vercel.json': { functions: { 'api/*.js': { memory: 128 } } } });
    expect(() => site()).toThrow('"functions", which a finished static site cannot have');
  });
});

it('lists what would be sent, the biggest first', () => {
  write({ 'index.html': 'x', 'big/a.bin': 'x'.repeat(500), 'big/b.bin': 'x'.repeat(100), 'c.txt': 'xx' });
  const listing = listingOf(openSource({ ...question(), source: { kind: 'directory' } }));
  expect(listing.bytes).toBe(603);
  expect(listing.files.map(({ path }) => path)).toEqual(['big/a.bin', 'big/b.bin', 'c.txt', 'index.html']);
  expect(listing.biggestFiles[0]).toEqual({ path: 'big/a.bin', bytes: 500 });
  expect(listing.biggestFolders).toEqual([
    { path: 'big', bytes: 600 },
    { path: '.', bytes: 3 },
  ]);
});

function question(): SourceQuestion {
  return {
    source: { kind: 'auto' },
    archive: 'auto',
    workingDirectory: directory,
    rootDirectory: '',
    builtFor: 'preview',
  };
}
