import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type GlobPattern, parsePatterns } from './glob-pattern.js';

/** How files are looked for. */
export interface GlobRules {
  /** Absolute folder that relative patterns start in. */
  root: string;
  followSymbolicLinks: boolean;
  excludeHidden: boolean;
}

/** Files that match, in the order they are met, and the folders or files the search started from. */
export interface GlobResult {
  files: string[];
  searchPaths: string[];
}

/**
 * Finds files by patterns, one a line, with the meaning and the order of the toolkit's glob library, which cannot be
 * used itself because it writes commands to the output of whatever process it is in.
 * Source of the meaning: actions/toolkit packages/glob.
 */
export async function findFiles(patterns: string, rules: GlobRules): Promise<GlobResult> {
  const parsed = parsePatterns(patterns, rules.root);
  const searchPaths = outermost(
    parsed.filter((pattern) => !pattern.negated).map((pattern) => pattern.searchPath),
  );
  const files: string[] = [];
  for (const path of searchPaths) await walk(path, [], parsed, rules, files);
  return { files, searchPaths };
}

async function walk(
  path: string,
  ancestors: string[],
  patterns: GlobPattern[],
  rules: GlobRules,
  files: string[],
): Promise<void> {
  if (rules.excludeHidden && basename(path).startsWith('.')) return;
  const found = await inspect(path, rules.followSymbolicLinks);
  if (!found) return;
  if (!found.isDirectory()) {
    if (isWanted(path, patterns)) files.push(path);
    return;
  }
  const real = rules.followSymbolicLinks ? await realpath(path) : path;
  // A link to a folder around it would be walked forever.
  if (ancestors.includes(real)) return;
  for (const entry of await readdir(path))
    await walk(join(path, entry), [...ancestors, real], patterns, rules, files);
}

/** The later pattern decides. A broken link counts as absent. */
function isWanted(path: string, patterns: GlobPattern[]): boolean {
  let wanted = false;
  for (const pattern of patterns) if (pattern.expression.test(path)) wanted = !pattern.negated;
  return wanted;
}

async function inspect(path: string, follow: boolean): Promise<Stats | undefined> {
  return (follow ? stat(path) : lstat(path)).catch(() => undefined);
}

/** Search paths without those that lie inside another one. */
function outermost(paths: string[]): string[] {
  const different = [...new Set(paths.map((path) => resolve(path)))];
  return different.filter(
    (path) => !different.some((other) => other !== path && path.startsWith(`${other}/`)),
  );
}
