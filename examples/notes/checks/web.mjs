/** Checks the page as it will be served: every file it names is there, and its scripts parse. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../web/', import.meta.url);
const page = readFileSync(new URL('index.html', folder), 'utf8');
const named = [...page.matchAll(/(?:src|href)="(?!https?:|#|data:)([^"]+)"/g)].map((match) => match[1]);
const problems = [];
if (!/<title>[^<]+<\/title>/.test(page)) problems.push('index.html has no title');
if (!/<html[^>]* lang="/.test(page)) problems.push('index.html does not say its language');
for (const name of named) {
  const file = new URL(name.replace(/^\//, ''), folder);
  if (!existsSync(file)) problems.push(`index.html names ${name}, which does not exist`);
  else if (name.endsWith('.js')) {
    const { status, stderr } = spawnSync(process.execPath, ['--check', fileURLToPath(file)], {
      encoding: 'utf8',
    });
    if (status !== 0) problems.push(stderr);
  }
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`The page and the ${named.length} files it names are fine.`);
