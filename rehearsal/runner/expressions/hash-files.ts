import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { create } from '@actions/glob';

/**
 * What `hashFiles()` gives: SHA-256 over the raw SHA-256 digests of the matching files, in the order the glob walks
 * them; empty when nothing matches. Files outside the workspace do not count.
 * Source: actions/runner src/Misc/expressionFunc/hashFiles.
 */
export async function hashFiles(patterns: string[], workspace: string | undefined): Promise<string> {
  if (workspace === undefined) throw new Error('hashFiles is not available before the job runs.');
  const follow = patterns[0]?.toLowerCase() === '--follow-symbolic-links';
  const rooted = rootPatterns(workspace, (follow ? patterns.slice(1) : patterns).join('\n'));
  const globber = await create(rooted, { followSymbolicLinks: follow });
  const total = createHash('sha256');
  let matches = 0;
  for await (const file of globber.globGenerator()) {
    if (!file.startsWith(workspace + sep) || (await stat(file)).isDirectory()) continue;
    total.update(
      createHash('sha256')
        .update(await readFile(file))
        .digest(),
    );
    matches++;
  }
  return matches > 0 ? total.digest('hex') : '';
}

/** Roots relative patterns, one a line, in a folder: the glob library would take the process's own. */
export function rootPatterns(workspace: string, patterns: string): string {
  return patterns
    .split('\n')
    .map((line) => {
      const trimmed = line.trim();
      if (trimmed === '' || trimmed.startsWith('#')) return trimmed;
      const negated = trimmed.startsWith('!');
      const path = negated ? trimmed.slice(1).trim() : trimmed;
      const rooted = path.startsWith('/') ? path : `${workspace}/${path.replace(/^\.\//, '')}`;
      return negated ? `!${rooted}` : rooted;
    })
    .join('\n');
}
