import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { extract, list } from 'tar';
import { CancelledError } from '../errors/errors.js';
import { checkRootDirectory, listContents, pack } from './archive.js';
import { tarOf } from './tar-stream.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'railway-archive-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function names(directory = root): Promise<string[]> {
  return (await listContents(directory)).files.map(({ path }) => path);
}

describe('what an upload holds', () => {
  it('never takes .git or node_modules along, at any depth', async () => {
    write({
      'a.js': '',
      '.git/config': '',
      'node_modules/x/i.js': '',
      'lib/node_modules/y.js': '',
      'lib/b.js': '',
    });
    expect(await names()).toEqual(['a.js', 'lib/b.js']);
  });

  it('keeps hidden files, as Railway’s command does', async () => {
    write({ '.nvmrc': '24', 'a.js': '' });
    expect(await names()).toEqual(['.nvmrc', 'a.js']);
  });

  it('obeys nested .gitignore files, the deeper one first', async () => {
    write({
      '.gitignore': '*.log\n/secret\n',
      'a.log': '',
      secret: '',
      'lib/secret': '',
      'lib/.gitignore': '!keep.log\n',
    });
    write({ 'lib/keep.log': '', 'lib/drop.log': '' });
    expect(await names()).toEqual(['.gitignore', 'lib/.gitignore', 'lib/keep.log', 'lib/secret']);
  });

  it('obeys the .gitignore above it up to the repository’s root, and no further', async () => {
    write({ '.gitignore': 'far\n', 'repo/.git/HEAD': '', 'repo/.gitignore': '.env\n' });
    write({ 'repo/api/.env': 'SECRET=1', 'repo/api/far': '', 'repo/api/a.js': '' });
    expect(await names(join(root, 'repo/api'))).toEqual(['a.js', 'far']);
  });

  it('takes an ignored folder back in with .railwayignore, but not the secrets that other rules keep out', async () => {
    write({ '.gitignore': 'dist/\n.env\n', '.railwayignore': '!dist\n*.md\n', 'README.md': '' });
    write({ 'dist/server.js': '', 'dist/deep/x.js': '', 'dist/.env': 'SECRET=1', '.env': 'SECRET=1' });
    expect(await names()).toEqual(['.gitignore', '.railwayignore', 'dist/deep/x.js', 'dist/server.js']);
  });

  it('obeys .ignore files and what git excludes on this machine, as Railway’s command does', async () => {
    write({ '.git/info/exclude': 'mine\n', '.ignore': 'data\n!kept.log\n', '.gitignore': '*.log\n' });
    write({ mine: '', data: '', 'kept.log': '', 'other.log': '', 'a.js': '' });
    expect(await names()).toEqual(['.gitignore', '.ignore', 'a.js', 'kept.log']);
  });

  it('follows links, and leaves out those that lead nowhere or in a circle instead of failing', async () => {
    write({ 'shared/s.js': 'shared', 'api/a.js': '' });
    symlinkSync('../shared', join(root, 'api/lib'));
    symlinkSync('missing', join(root, 'api/broken'));
    symlinkSync('.', join(root, 'api/loop'));
    const contents = await listContents(join(root, 'api'));
    expect(contents.files.map(({ path }) => path)).toEqual(['a.js', 'lib/s.js']);
    expect([...contents.brokenLinks].sort()).toEqual(['broken', 'loop']);
    expect(contents.linksOut).toEqual(['lib']);
  });

  it('says so when there is nothing to upload, instead of deploying an empty service', async () => {
    write({ '.gitignore': '*\n', 'a.js': '' });
    await expect(listContents(root)).rejects.toThrow(/nothing to upload/);
    await expect(listContents(join(root, 'none'))).rejects.toThrow(/not there/);
  });

  it('finds out before the upload that Railway’s root directory is not in it', async () => {
    write({ 'backend/a.js': '' });
    const contents = await listContents(root);
    expect(() => checkRootDirectory(contents, 'backend')).not.toThrow();
    expect(() => checkRootDirectory(contents, 'back')).toThrow(/root directory on Railway is "\/back"/);
  });
});

describe('packing', () => {
  it('writes every file with its content under ./, whatever it is called', async () => {
    write({ '@types/x.d.ts': 'types', '@odd': 'odd', 'ü ö.txt': 'name' });
    symlinkSync('@odd', join(root, 'link'));
    const archive = await pack(await listContents(root), root);
    const found: Record<string, string> = {};
    await list({
      file: archive.file,
      onReadEntry: (entry) => {
        const chunks: Buffer[] = [];
        entry.on('data', (chunk) => chunks.push(chunk));
        entry.on('end', () => {
          found[entry.path] = `${entry.type} ${Buffer.concat(chunks).toString('utf8')}`;
        });
      },
    });
    expect(found).toEqual({
      './@types/x.d.ts': 'File types',
      './@odd': 'File odd',
      './link': 'File odd',
      './ü ö.txt': 'File name',
    });
    await archive.remove();
  });

  it('keeps what a build depends on: long names, large files, and that a script can be run', async () => {
    const long = `${'folder/'.repeat(40)}${'n'.repeat(120)}.js`;
    const large = 'x'.repeat(3_000_001);
    write({ [long]: 'deep', 'large.bin': large, 'run.sh': '#!/bin/sh' });
    chmodSync(join(root, 'run.sh'), 0o755);
    const archive = await pack(await listContents(root), root);
    const into = join(root, 'unpacked');
    mkdirSync(into);
    await extract({ file: archive.file, cwd: into });
    expect(readFileSync(join(into, long), 'utf8')).toBe('deep');
    expect(readFileSync(join(into, 'large.bin'), 'utf8') === large).toBe(true);
    expect(statSync(join(into, 'run.sh')).mode & 0o777).toBe(0o755);
    expect(archive.biggest[0]).toEqual({ path: '.', bytes: 3_000_010 });
    await archive.remove();
  });

  it('can be read by the tar of every build machine', async () => {
    write({ 'a/b.js': 'b', 'ü.txt': 'u' });
    const archive = await pack(await listContents(root), root);
    const listed = execFileSync('tar', ['-tzf', archive.file], {
      encoding: 'utf8',
      env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
    });
    expect(listed.trim().split('\n')).toHaveLength(2);
    await archive.remove();
  });

  it('stops at once when the run is cancelled, and leaves nothing on the disk', async () => {
    write({ 'a.js': 'a' });
    const contents = await listContents(root);
    const packing = pack(contents, root, AbortSignal.abort());
    await expect(packing).rejects.toBeInstanceOf(CancelledError);
    expect(readdirSync(root)).toEqual(['a.js']);
  });

  it('is no archive when a file became shorter meanwhile', async () => {
    write({ 'large.bin': 'x'.repeat(3_000_001) });
    const contents = await listContents(root);
    const chunks = tarOf(contents);
    await chunks.next();
    truncateSync(join(root, 'large.bin'), 5);
    const rest = async () => {
      for await (const _ of chunks);
    };
    await expect(rest()).rejects.toThrow('became shorter');
  });
});
