import { type Body, notFound } from './answers.js';
import type { Git } from './git.js';

const format = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x1f');

/** The commits of a `git log` range in GitHub's form, oldest first. */
async function commitsOf(git: Git, range: string[], repositoryUrl: string): Promise<Body[]> {
  const log = await git.read('log', '-z', '--reverse', `--format=${format}`, ...range, '--');
  if (log === undefined || log.length === 0) return [];
  return log
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => commitBody(entry.split('\x1f'), repositoryUrl));
}

function commitBody(fields: string[], url: string): Body {
  const [sha, tree, parents = '', author, authorEmail, authored, committer, committerEmail, committed] =
    fields;
  return {
    url: `${url}/commits/${sha}`,
    sha,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author: { name: author, email: authorEmail, date: utc(authored) },
      committer: { name: committer, email: committerEmail, date: utc(committed) },
      message: (fields[9] ?? '').trimEnd(),
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    author: null,
    committer: null,
    parents: parents
      .split(' ')
      .filter((parent) => parent !== '')
      .map((parent) => ({ sha: parent, url: `${url}/commits/${parent}` })),
  };
}

function utc(date: string | undefined): string {
  return `${new Date(date ?? 0).toISOString().slice(0, 19)}Z`;
}

const fileStates: Record<string, string> = {
  A: 'added',
  D: 'removed',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** The files that differ between two trees, 300 at most, as GitHub lists them; patches are left out. */
async function filesBetween(git: Git, from: string, to: string, repositoryUrl: string): Promise<Body[]> {
  const raw = await git.read('diff', '--raw', '--no-abbrev', '-z', '-M', from, to, '--');
  const counts = await lineCounts(git, from, to);
  const parts = (raw?.toString('utf8') ?? '').split('\0');
  const files: Body[] = [];
  for (let index = 0; index + 1 < parts.length; index += 1) {
    const [, , before, after, state = 'M'] = (parts[index] ?? '').split(' ');
    const letter = state.charAt(0);
    const moved = letter === 'R' || letter === 'C';
    const previous = moved ? parts[index + 1] : undefined;
    const filename = parts[index + (moved ? 2 : 1)] ?? '';
    index += moved ? 2 : 1;
    const [additions, deletions] = counts.get(filename) ?? [0, 0];
    files.push({
      sha: letter === 'D' ? before : after,
      filename,
      status: fileStates[letter] ?? 'modified',
      additions,
      deletions,
      changes: additions + deletions,
      contents_url: `${repositoryUrl}/contents/${encodeURI(filename)}?ref=${to}`,
      ...(previous === undefined ? {} : { previous_filename: previous }),
    });
  }
  return files.slice(0, 300);
}

async function lineCounts(git: Git, from: string, to: string): Promise<Map<string, [number, number]>> {
  const raw = await git.read('diff', '--numstat', '-z', '-M', from, to, '--');
  const parts = (raw?.toString('utf8') ?? '').split('\0');
  const counts = new Map<string, [number, number]>();
  for (let index = 0; index < parts.length; index += 1) {
    const [added, removed, name] = (parts[index] ?? '').split('\t');
    if (name === undefined) continue;
    // A rename leaves the name empty here and puts the old and the new name into fields of their own.
    const path = name === '' ? parts[index + 2] : name;
    counts.set(path ?? '', [Number(added) || 0, Number(removed) || 0]);
    if (name === '') index += 2;
  }
  return counts;
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** One commit with its files, as `GET /commits/:ref`; throws 422 in GitHub's words when there is none. */
export async function commitWithFiles(git: Git, sha: string, repositoryUrl: string): Promise<Body> {
  const [commit] = await commitsOf(git, ['-1', sha], repositoryUrl);
  if (!commit) throw notFound();
  const parent = (await git.commit(`${sha}^`)) ?? emptyTree;
  const files = await filesBetween(git, parent, sha, repositoryUrl);
  const sum = (field: string) => files.reduce((total, file) => total + Number(file[field]), 0);
  const stats = { additions: sum('additions'), deletions: sum('deletions'), total: sum('changes') };
  return { ...commit, stats, files };
}

/** The comparison of two commits as `GET /compare/base...head`: all commits (the caller pages) and up to 300 files. */
export async function compare(git: Git, base: string, head: string, url: string): Promise<Body> {
  const merge = await git.text('merge-base', base, head);
  if (!merge) throw notFound(`No common ancestor between ${base} and ${head}.`);
  const count = async (range: string) => Number(await git.text('rev-list', '--count', range, '--'));
  const ahead = await count(`${base}..${head}`);
  const behind = await count(`${head}..${base}`);
  const status = ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
  const [baseCommit] = await commitsOf(git, ['-1', base], url);
  const [mergeCommit] = await commitsOf(git, ['-1', merge], url);
  return {
    url: `${url}/compare/${base}...${head}`,
    base_commit: baseCommit,
    merge_base_commit: mergeCommit,
    status,
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: await commitsOf(git, [`${base}..${head}`], url),
    files: await filesBetween(git, merge, head, url),
  };
}
