import type { PlatformResponse } from '../http/server.js';
import { type Body, notFound } from './answers.js';
import type { Git } from './git.js';

/** Above this many bytes GitHub leaves `content` empty with encoding `none`. */
const largestInline = 1024 * 1024;

/** A file or a folder at a commit, as `GET /contents/:path`; `raw` gives the file's own bytes. */
export async function contentsAt(
  git: Git,
  sha: string,
  path: string,
  repositoryUrl: string,
  raw: boolean,
): Promise<PlatformResponse> {
  const clean = path.replace(/^\/+|\/+$/g, '');
  if (clean.split('/').includes('..')) throw notFound();
  const entries = await listTree(git, sha, clean === '' ? [] : [clean]);
  const entry = entries.find(({ path: name }) => name === clean);
  if (clean === '' || entry?.type === 'tree') {
    const inside = clean === '' ? entries : await listTree(git, sha, [`${clean}/`]);
    return { status: 200, body: inside.map((item) => entryBody(item, sha, repositoryUrl)) };
  }
  if (entry?.type !== 'blob') throw notFound();
  const content = await git.read('cat-file', 'blob', entry.sha);
  if (content === undefined) throw notFound();
  if (raw) return { status: 200, body: content, headers: { 'content-type': 'application/vnd.github.raw' } };
  const inline = content.length <= largestInline;
  return {
    status: 200,
    body: {
      ...entryBody(entry, sha, repositoryUrl),
      content: inline ? wrapped(content.toString('base64')) : '',
      encoding: inline ? 'base64' : 'none',
    },
  };
}

interface TreeEntry {
  type: string;
  sha: string;
  size: number;
  path: string;
}

async function listTree(git: Git, sha: string, paths: string[]): Promise<TreeEntry[]> {
  const raw = await git.read(
    '--literal-pathspecs',
    'ls-tree',
    '-l',
    '-z',
    '--full-tree',
    sha,
    '--',
    ...paths,
  );
  return (raw?.toString('utf8') ?? '')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [about = '', path = ''] = line.split('\t');
      const [, type = '', object = '', size] = about.split(/ +/);
      return { type, sha: object, size: Number(size) || 0, path };
    });
}

function entryBody(entry: TreeEntry, commit: string, repositoryUrl: string): Body {
  const url = `${repositoryUrl}/contents/${encodeURI(entry.path)}?ref=${commit}`;
  return {
    type: entry.type === 'tree' ? 'dir' : 'file',
    size: entry.size,
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    url,
    git_url: `${repositoryUrl}/git/${entry.type}s/${entry.sha}`,
    html_url: null,
    download_url: null,
    _links: { self: url, git: `${repositoryUrl}/git/${entry.type}s/${entry.sha}`, html: null },
  };
}

function wrapped(base64: string): string {
  return base64.replace(/.{60}/g, '$&\n').trimEnd().concat('\n');
}
