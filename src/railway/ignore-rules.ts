import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The kinds of rule files, by what they outrank: a `.railwayignore` decides before any `.ignore`, that before git's. */
const kinds = ['railway', 'plain', 'git', 'local'] as const;
type Kind = (typeof kinds)[number];

/** Rules, made ready once: twenty thousand paths are held against them. */
interface RuleSet {
  lines: readonly string[];
  judge: Ignore;
}

/** The rule files of one directory. */
type Level = { directory: string } & Partial<Record<Kind, RuleSet>>;

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
  static startAt(directory: string): IgnoreRules {
    let rules = new IgnoreRules([]);
    for (const above of directoriesAbove(directory)) rules = rules.enter(above);
    return rules.enter(directory);
  }

  /** The rules that hold inside a directory, with its own rule files added. */
  enter(directory: string): IgnoreRules {
    const own: Partial<Record<Kind, RuleSet | undefined>> = {
      railway: readRules(join(directory, '.railwayignore')),
      plain: readRules(join(directory, '.ignore')),
      git: readRules(join(directory, '.gitignore')),
      local: readRules(join(directory, '.git', 'info', 'exclude')),
    };
    const found = Object.fromEntries(Object.entries(own).filter(([, rules]) => rules));
    const kept = this.#levels.map((above) => withoutOverruled(above, directory));
    return new IgnoreRules(Object.keys(found).length === 0 ? kept : [...kept, { directory, ...found }]);
  }

  /** Whether this entry is left out; `.git` and `node_modules` always are. */
  leavesOut(path: string, isDirectory: boolean): boolean {
    const name = path.slice(path.lastIndexOf(sep) + 1);
    if (name === '.git' || name === 'node_modules') return true;
    for (const kind of kinds) {
      for (let at = this.#levels.length - 1; at >= 0; at -= 1) {
        const level = this.#levels[at];
        const rules = level?.[kind];
        const verdict = level && rules && judge(rules, level.directory, path, isDirectory);
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
  const rest: Level = { ...level };
  for (const kind of kinds) {
    const rules = level[kind];
    if (!rules || judge(rules, level.directory, directory, true) !== true) continue;
    const lines = rules.lines.filter(
      (line) => judge(ruleSet([line]), level.directory, directory, true) !== true,
    );
    rest[kind] = ruleSet(lines);
  }
  return rest;
}

function judge(rules: RuleSet, base: string, path: string, isDirectory: boolean): boolean | undefined {
  const root = base.endsWith(sep) ? base : base + sep;
  if (!path.startsWith(root)) return undefined;
  const below = path.slice(root.length).split(sep).join('/');
  const { ignored, unignored } = rules.judge.test(isDirectory ? `${below}/` : below);
  return ignored ? true : unignored ? false : undefined;
}

function ruleSet(lines: readonly string[]): RuleSet {
  return { lines, judge: ignore().add(lines) };
}

function readRules(file: string): RuleSet | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.length > 0 ? ruleSet(lines) : undefined;
}
