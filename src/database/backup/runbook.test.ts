import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { encryptFile } from './encryption.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runbook-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a backup can be opened with the runbook’s own few lines, should this project be gone', async () => {
  const runbook = await readFile('docs/runbooks/restore-a-database.md', 'utf8');
  const program = /```js\n([\s\S]*?)```/.exec(runbook)?.[1] ?? '';
  const path = (name: string) => join(folder, name);
  await writeFile(path('open-backup.mjs'), program);
  await writeFile(path('plain'), 'all the notes');
  await encryptFile(path('plain'), path('sealed'), 'a passphrase of some length', 10);
  const open = (key: string) =>
    execFileSync(process.execPath, [path('open-backup.mjs'), path('sealed'), path('opened')], {
      env: { BACKUP_KEY: key },
      stdio: 'pipe',
    });
  expect(() => open('another passphrase entirely')).toThrow(/unable to authenticate/);
  open('a passphrase of some length');
  expect(await readFile(path('opened'), 'utf8')).toBe('all the notes');
});
