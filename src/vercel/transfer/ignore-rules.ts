import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { InputError } from '../../errors/errors.js';

/** What never goes into a deployment from source, as in Vercel's own upload library (18.4.2). */
const always = [
  '.hg',
  '.git',
  '.gitmodules',
  '.svn',
  '.cache',
  '.next',
  '.now',
  '.vercel',
  '.npmignore',
  '.dockerignore',
  '.gitignore',
  '.*.swp',
  '.DS_Store',
  '.wafpicke-*',
  '.lock-wscript',
  '.env.local',
  '.env.*.local',
  '.venv',
  '.yarn/cache',
  '.pnp*',
  'npm-debug.log',
  'config.gypi',
  'node_modules',
  '__pycache__',
  'venv',
  'CVS',
];

/** Dependencies and output that a prebuilt function may name although `.vercelignore` leaves them out. */
const neededByFunctions = [
  'node_modules',
  '.next',
  '.yarn/cache',
  '.pnp*',
  '.venv',
  'venv',
  '__pycache__',
  '/target',
];

/** Says of a path, relative and with `/`, whether it is left out. */
export type LeavesOut = (path: string, isDirectory: boolean) => boolean;

/**
 * The rules for a deployment from source: Vercel's own list, then the directory's `.vercelignore` (`.gitignore` does not
 * count). Throws InputError when there is a `.nowignore` besides.
 */
export function sourceRules(directory: string, more: readonly string[] = []): LeavesOut {
  const own = readOwnRules(directory);
  const rust = existsSync(join(directory, 'Cargo.toml')) ? ['/target'] : [];
  const lines = [...always, ...rust, ...more];
  const rules = own?.text.split(/\r?\n/) ?? [];
  return rules.some((rule) => rule.startsWith('!'))
    ? oneByOne([...lines, ...rules])
    : together([...lines, ...rules]);
}

function together(lines: readonly string[]): LeavesOut {
  const rules = ignore().add(lines.join('\n'));
  return (path, isDirectory) => leavesOut(rules, path, isDirectory);
}

/**
 * With rules that take back in, each rule is asked by itself, as Vercel's own matcher does: `!/packages/*` takes the
 * entries of `packages` back in, but not what is in a `node_modules` there. Git's rules, and later matchers, would.
 */
function oneByOne(lines: readonly string[]): LeavesOut {
  const first = new Map<string, boolean>();
  const rules = lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const takesIn = line.startsWith('!');
      const pattern = takesIn ? line.slice(1) : line;
      // A pattern and its negation share the reach of whichever came first.
      if (!first.has(pattern)) first.set(pattern, takesIn);
      const inside = pattern.endsWith('/**') || (!pattern.endsWith('*') && !first.get(pattern));
      return { takesIn, matches: inside ? withInside(pattern) : itself(pattern) };
    });
  return (path, isDirectory) => {
    let out = false;
    for (const rule of rules) if (rule.takesIn === out && rule.matches(path, isDirectory)) out = !out;
    return out;
  };
}

/** A rule that means a path and all that is in it. */
function withInside(pattern: string): LeavesOut {
  const rules = ignore().add(pattern);
  return (path, isDirectory) => leavesOut(rules, path, isDirectory);
}

/** A rule that means the path itself, and not what is in a folder that it means too. */
function itself(pattern: string): LeavesOut {
  const rules = ignore().add(pattern);
  const anywhere = !pattern
    .replace(/^\*\*\//, '')
    .replace(/\/$/, '')
    .includes('/');
  return (path, isDirectory) => {
    const end = path.lastIndexOf('/');
    if (anywhere) return leavesOut(rules, path.slice(end + 1), isDirectory);
    const parent = end < 0 ? undefined : `${path.slice(0, end)}/`;
    return leavesOut(rules, path, isDirectory) && (parent === undefined || !rules.ignores(parent));
  };
}

/** The rules for files that a prebuilt function names: only what `.vercelignore` says, and not about dependencies. */
export function functionFileRules(directory: string): { fileName: string; leavesOut: LeavesOut } | undefined {
  const own = readOwnRules(directory);
  if (!own) return undefined;
  const rules = ignore().add(own.text);
  const kept = ignore().add(neededByFunctions.join('\n'));
  return { fileName: own.fileName, leavesOut: (path) => rules.ignores(path) && !kept.ignores(path) };
}

function leavesOut(rules: Ignore, path: string, isDirectory: boolean): boolean {
  // A rule with a slash at its end means folders only; what such a folder holds cannot be taken back in.
  return rules.ignores(path) || (isDirectory && rules.ignores(`${path}/`));
}

function readOwnRules(directory: string): { text: string; fileName: string } | undefined {
  const [text, old] = ['.vercelignore', '.nowignore'].map((name) => readIfThere(join(directory, name)));
  if (text && old) {
    throw new InputError(`${directory} has a .vercelignore and a .nowignore; Vercel accepts one of them.`, {
      fix: 'Move the lines of .nowignore, the old name, to .vercelignore and delete it.',
    });
  }
  const given = text || old;
  if (!given) return undefined;
  return {
    // Relative paths are written with ./ by some, which no rule matches.
    text: given.replace(/(\n|^)\.\//g, '$1'),
    fileName: text ? '.vercelignore' : '.nowignore',
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
