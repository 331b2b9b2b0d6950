import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { extract } from 'tar';
import { packFiles } from '../../src/vercel/transfer/archive.js';
import { Cargo } from '../../src/vercel/transfer/cargo.js';
import { digestFiles } from '../../src/vercel/transfer/digest.js';
import { sourceRules } from '../../src/vercel/transfer/ignore-rules.js';
import { listFiles } from '../../src/vercel/transfer/list-files.js';
import { plainFileMode, type SourceFile } from '../../src/vercel/transfer/source-file.js';
import { openTransferTest, type TransferTest } from './transfer-world.js';

let test: TransferTest;
beforeEach(async () => {
  test = await openTransferTest();
});
afterEach(() => test.close());

const signal = new AbortController().signal;
const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`pages/${index}.txt`, `page ${index}`]));
const bodies = () =>
  test.vercel.requests
    .filter(({ operation }) => operation === 'createDeployment')
    .map(({ body }) => body as { files: { file: string; data?: string; sha?: string }[] });
const list = () => listFiles(test.site, '', sourceRules(test.site));

describe('how files travel', () => {
  it('sends a few pages inside the one request that makes the deployment', async () => {
    test.write({ 'index.html': '<p>é', 'README.md': '# x' });
    const { sent } = await test.send();
    expect(test.count('createDeployment')).toBe(1);
    expect(test.count('uploadFile')).toBe(0);
    expect(bodies()[0]?.files[1]).toMatchObject({
      data: Buffer.from('<p>é').toString('base64'),
      encoding: 'base64',
    });
    expect(sent).toMatchObject({ files: 2, sentFiles: 0 });
  });

  it('sends only what Vercel does not have, and the same contents once', async () => {
    test.write({ 'a.js': 'same', 'b.js': 'same', 'c.js': 'old' });
    await test.send({ mark: 'first' });
    test.write({ 'c.js': 'new' });
    const { sent } = await test.send({ mark: 'second' });
    expect(sent).toEqual({ files: 3, bytes: 11, sentFiles: 1, sentBytes: 3, packed: false });
    expect(test.count('uploadFile')).toBe(3);
  });

  it('packs when more than a thousand files would have to be uploaded one by one', async () => {
    test.write({ 'index.html': '<p>', ...many(1_001) });
    const created = await test.send();
    expect(created.sent).toMatchObject({ files: 1_002, sentFiles: 1, packed: true });
    expect(test.count('uploadFile')).toBe(1);
    expect(
      bodies()
        .at(-1)
        ?.files.map(({ file }) => file),
    ).toEqual(['.vercel/source.tgz.part1']);
    expect(readdirSync(test.deps.temp).filter((name) => name.startsWith('vercel-source-'))).toEqual([]);
    const address = `http://${created.host}/pages/1000.txt`;
    for (let tries = 0; tries < 100; tries += 1) {
      const page = await fetch(address);
      if (page.status === 200) return expect(await page.text()).toBe('page 1000');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('The packed site was never served.');
  });

  it('does not pack a tree that Vercel has but for a few files', async () => {
    test.write(many(1_100));
    const files = await digestFiles(list(), signal);
    const rest = files.slice(5);
    const none = { kind: 'files', files: rest, archive: 'none', prebuilt: false } as const;
    await test.send({ mark: 'before', material: none });
    const { sent } = await test.send();
    expect(sent).toMatchObject({ files: 1_100, sentFiles: 5, packed: false });
  });

  it('packs from the start what is more than Vercel takes in one deployment, and says so when it may not', async () => {
    const file = (index: number): SourceFile => ({
      path: `f${index}`,
      mode: plainFileMode,
      size: 1,
      content: { from: 'memory', data: Buffer.from('x') },
    });
    const files = Array.from({ length: 15_001 }, (_, index) => file(index));
    const cargo = await Cargo.load(files, { choice: 'auto', prebuilt: false }, test.deps);
    expect(cargo.entries()).toHaveLength(1);
    await cargo.close();
    await expect(Cargo.load(files, { choice: 'none', prebuilt: false }, test.deps)).rejects.toThrow(
      'takes at most 15000',
    );
  });

  it('says that a file changed while it was deployed, instead of failing with a digest', async () => {
    test.write({ 'app.js': 'one' });
    const cargo = await Cargo.load(list(), { choice: 'none', prebuilt: false }, test.deps);
    test.write({ 'app.js': 'two' });
    const { sha } = cargo.entries()[0] as { sha: string };
    await expect(cargo.provide([sha])).rejects.toThrow('app.js changed while it was deployed');
  });

  it('names empty folders and links as what they are', async () => {
    test.write({ 'app.js': 'x' });
    symlinkSync('app.js', join(test.site, 'link.js'));
    mkdirSync(join(test.site, 'empty'));
    const cargo = await Cargo.load(list(), { choice: 'none', prebuilt: false }, test.deps);
    expect(cargo.entries()).toContainEqual({
      file: 'link.js',
      mode: 0o120777,
      size: 6,
      sha: createHash('sha1').update('app.js').digest('hex'),
    });
    const folder = cargo.entries().find(({ file }) => file === 'empty');
    expect(folder).toEqual({ file: 'empty', mode: statSync(join(test.site, 'empty')).mode });
    expect((await test.send()).id).toMatch(/^dpl_/);
  });
});

describe('a packed tree', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'packed-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function unpack(limit?: number): Promise<number> {
    const files = await digestFiles(list(), signal);
    const { parts, remove } = await packFiles(files, folder, signal, limit);
    for (const part of parts) {
      const bytes = part.content.from === 'disk' ? readFileSync(part.content.file) : Buffer.alloc(0);
      expect(createHash('sha1').update(bytes).digest('hex')).toBe(part.sha);
      expect(part.size).toBe(bytes.length);
      writeFileSync(join(folder, 'all.tgz'), bytes, { flag: 'a' });
    }
    await remove();
    await extract({ file: join(folder, 'all.tgz'), cwd: folder });
    return parts.length;
  }

  it('unpacks to the same files, whatever their names, sizes and modes', async () => {
    const long = `${'deep/'.repeat(30)}${'n'.repeat(90)}.txt`;
    const big = randomBytes(3_000_000);
    test.write({
      [long]: 'far down',
      'ünï/日本 x.txt': 'é',
      '@scope/a.js': 'at',
      'big.bin': big,
      'empty.txt': '',
      'run.sh': '#!',
    });
    chmodSync(join(test.site, 'run.sh'), 0o755);
    symlinkSync('@scope/a.js', join(test.site, 'link'));
    expect(await unpack()).toBe(1);
    const read = (path: string) => readFileSync(join(folder, path), 'utf8');
    expect([read(long), read('ünï/日本 x.txt'), read('link'), read('empty.txt')]).toEqual([
      'far down',
      'é',
      'at',
      '',
    ]);
    expect(readFileSync(join(folder, 'big.bin')).equals(big)).toBe(true);
    expect(statSync(join(folder, 'run.sh')).mode & 0o111).toBe(0o111);
  });

  it('comes in parts that are put together again', async () => {
    test.write({ 'a.bin': randomBytes(250_000), 'b.bin': randomBytes(50_000) });
    expect(await unpack(100_000)).toBeGreaterThan(2);
    expect(statSync(join(folder, 'a.bin')).size).toBe(250_000);
  });

  it('is the same for the same files, so that Vercel has it already the next time', async () => {
    test.write(many(20));
    const files = list();
    const [one, other] = [await packFiles(files, folder, signal), await packFiles(files, folder, signal)];
    expect(one.parts.map(({ sha }) => sha)).toEqual(other.parts.map(({ sha }) => sha));
    await Promise.all([one.remove(), other.remove()]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when the run is cancelled', async () => {
    test.write({ 'a.bin': randomBytes(4_000_000) });
    const cancel = new AbortController();
    const packing = packFiles(list(), folder, cancel.signal);
    cancel.abort();
    await expect(packing).rejects.toThrow('cancelled');
    expect(existsSync(folder) && readdirSync(folder)).toEqual([]);
  });
});

describe('what the request says', () => {
  const material = (more: object) =>
    ({ kind: 'files', files: list(), archive: 'none', prebuilt: true, ...more }) as const;

  it('carries variables, regions, settings and commit where Vercel looks for them', async () => {
    test.write({ 'index.html': '<p>' });
    await test.send({
      target: 'production',
      assignDomains: false,
      git: { commitSha: 'abc' },
      meta: { githubCommitSha: 'abc' },
      env: { A: '1' },
      buildEnv: { B: '2' },
      regions: ['fra1'],
      force: true,
      material: material({ prebuilt: false, projectSettings: { buildCommand: 'make' } }),
    });
    const { files: _, ...body } = bodies()[0] ?? { files: [] };
    expect(body).toEqual({
      name: 'site',
      project: 'prj_1',
      version: 2,
      target: 'production',
      autoAssignCustomDomains: false,
      meta: { githubCommitSha: 'abc', deployActionsRun: 'mark-1' },
      gitMetadata: { commitSha: 'abc' },
      env: { A: '1' },
      build: { env: { B: '2' } },
      regions: ['fra1'],
      projectSettings: { buildCommand: 'make' },
    });
    const { url } = test.vercel.requests.at(-1) ?? { url: '' };
    expect(url).toContain('forceNew=1');
    expect(url).not.toContain('prebuilt');
  });

  it('tells Vercel nothing about the commit when it shall not', async () => {
    test.write({ 'index.html': '<p>' });
    await test.send();
    expect(Object.keys(bodies()[0] ?? {})).not.toContain('gitMetadata');
  });

  it('builds an existing deployment again, once, although the answer gets lost', async () => {
    test.write({ 'index.html': '<p>' });
    const { id } = await test.send({ mark: 'first' });
    test.vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' } });
    const again = await test.send({ mark: 'again', material: { kind: 'deployment', id } });
    expect(test.vercel.deployments('site').map((one) => one.id)).toEqual([id, again.id]);
    expect(bodies().at(-1)).toMatchObject({ deploymentId: id, meta: { action: 'redeploy' } });
    expect(again.sent).toBeUndefined();
  });
});
