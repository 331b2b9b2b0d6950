import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sep } from 'node:path';
import { findFiles } from '../files/glob.js';

/**
 * What `hashFiles()` gives: SHA-256 over the raw SHA-256 digests of the matching files, in the order the glob walks
 * them; empty when nothing matches. Files outside the workspace do not count.
 * Source: actions/runner src/Misc/expressionFunc/hashFiles.
 */
export async function hashFiles(patterns: string[], workspace: string | undefined): Promise<string> {
  if (workspace === undefined) throw new Error('hashFiles is not available before the job runs.');
  const follow = patterns[0]?.toLowerCase() === '--follow-symbolic-links';
  const wanted = (follow ? patterns.slice(1) : patterns).join('\n');
  const rules = { root: workspace, followSymbolicLinks: follow, excludeHidden: false };
  const { files } = await findFiles(wanted, rules);
  const inside = files.filter((file) => file.startsWith(workspace + sep));
  const total = createHash('sha256');
  for (const file of inside)
    total.update(
      createHash('sha256')
        .update(await readFile(file))
        .digest(),
    );
  return inside.length > 0 ? total.digest('hex') : '';
}
