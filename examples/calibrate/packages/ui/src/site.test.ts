import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeSite } from './site.ts';

test('a site is written anew, with its version and the addresses of its siblings', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'calibrate-site-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const output = join(folder, 'dist');
  const publicFolder = await mkdtemp(join(folder, 'public-'));
  await writeFile(join(publicFolder, 'icon.svg'), '<svg/>');
  const page = { file: 'start/index.html', title: 'Start', description: '', body: '<h1>Start</h1>' };
  await writeSite({ pages: [{ ...page, file: 'old.html' }], publicFolder, output }, {});
  const environment = { DEPLOY_SHA: 'abc', CONSOLE_URL: 'https://console.example.com' };
  await writeSite({ pages: [page], publicFolder, output }, environment);
  assert.match(
    await readFile(join(output, 'start/index.html'), 'utf8'),
    /href="https:\/\/console\.example\.com"/,
  );
  assert.deepEqual(JSON.parse(await readFile(join(output, 'version.json'), 'utf8')), { version: 'abc' });
  assert.equal(await readFile(join(output, 'icon.svg'), 'utf8'), '<svg/>');
  await assert.rejects(readFile(join(output, 'old.html')));
});
