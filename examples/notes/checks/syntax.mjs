/** Asks Node to parse every JavaScript file below the folders given; exits 1 at the first that does not. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const files = process.argv
  .slice(2)
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
  .filter((name) => /\.m?js$/.test(name));
for (const file of files) {
  const { status } = spawnSync(process.execPath, ['--check', file], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
console.log(`${files.length} files parse.`);
