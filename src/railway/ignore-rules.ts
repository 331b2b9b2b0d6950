import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';

/** The rule files of one directory, by what they outrank: `.railwayignore` decides before `.gitignore`. */
interface Level {
  directory: string;
  railway: readonly string[];
  git: readonly string[];
}

/**
 * Which paths an upload leaves out. Each entry is judged alone, the deepest rule file first, as the `railway` command
 * does: a `.railwayignore` can take a folder back in with `!dist` that `.gitignore` leaves out, with all that is in it.
 */
export class IgnoreRules {
  readonly #levels: readonly Level[];

  private constructor(levels: readonly Level[]) {
    this.#levels = levels;
  }

  /** Begins at the directory that is packed; rule files above it count up to the root of its git repository. */
  static async startAt(directory: string): Promise<IgnoreRules> {
    let rules = new IgnoreRules([]);
    for (const above of directoriesAbove(directory)) rules = await rules.enter(above);
    return rules.enter(directory);
  }

  /** The rules that hold inside a directory, with its own rule files added. */
  async enter(directory: string): Promise<IgnoreRules> {
    const level = {
      directory,
      railway: await readRules(join(directory, '.railwayignore')),
      git: await readRules(join(directory, '.gitignore')),
    };
    const kept = this.#levels.map((above) => withoutOverruled(above, directory));
    const isEmpty = level.railway.length === 0 && level.git.length === 0;
    return new IgnoreRules(isEmpty ? kept : [...kept, level]);
  }

  /** Whether this entry is left out; `.git` and `node_modules` always are. */
  leavesOut(path: string, isDirectory: boolean): boolean {
    const name = path.slice(path.lastIndexOf(sep) + 1);
    if (name === '.git' || name === 'node_modules') return true;
    const deepestFirst = [...this.#levels].reverse();
    for (const kind of ['railway', 'git'] as const) {
      for (const level of deepestFirst) {
        const verdict = judge(level[kind], level.directory, path, isDirectory);
        if (verdict !== undefined) return verdict;
      }
    }
    return false;
  }
}

/** From the repository's root down to the parent; none outside a repository. */
function directoriesAbove(directory: string): string[] {
  if (existsSync(join(directory, '.git'))) return [];
  const above: string[] = [];
  for (let at = dirname(directory); at !== dirname(at); at = dirname(at)) {
    above.unshift(at);
    if (existsSync(join(at, '.git'))) return above;
  }
  return [];
}

/**
 * Inside a directory that was taken back in, the rules which leave the directory itself out hold no more; the other
 * rules of the same file do (`dist/` goes, `*.log` and `.env` stay).
 */
function withoutOverruled(level: Level, directory: string): Level {
  const rest = (rules: readonly string[]) => {
    if (judge(rules, level.directory, directory, true) !== true) return rules;
    return rules.filter((rule) => judge([rule], level.directory, directory, true) !== true);
  };
  return { ...level, railway: rest(level.railway), git: rest(level.git) };
}

function judge(
  rules: readonly string[],
  base: string,
  path: string,
  isDirectory: boolean,
): boolean | undefined {
  if (rules.length === 0) return undefined;
  const below = relative(base, path).split(sep).join('/');
  if (below === '' || below.startsWith('..')) return undefined;
  const { ignored, unignored } = ignore()
    .add(rules)
    .test(isDirectory ? `${below}/` : below);
  return ignored ? true : unignored ? false : undefined;
}

async function readRules(file: string): Promise<readonly string[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/);
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
}
