import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** One routing rule; `destination` may use `$1` and `:name` from the source. */
export interface Rule {
  source: RegExp;
  names: string[];
  /** Before files are looked up, or after none was found. */
  phase: 'before' | 'after';
  headers?: Record<string, string>;
  /** With a destination: a redirect; alone: the answer's status. */
  status?: number;
  destination?: string;
}

/** A built deployment: files below `root` and the rules around them. */
export interface Site {
  root: string;
  cleanUrls: boolean;
  trailingSlash: boolean | undefined;
  rules: Rule[];
  /** Content types that the build fixed, by path without a leading slash. */
  contentTypes: Record<string, string>;
  /** Other names of files (`overrides` of the build output): served path to file. */
  renamed: Record<string, string>;
}

/** What a site answers to a path: a file, a redirect, a request to pass on, or nothing. */
export type Resolution =
  | { kind: 'file'; path: string; status: number; headers: Record<string, string> }
  | { kind: 'redirect'; location: string; status: number; headers: Record<string, string> }
  | { kind: 'proxy'; url: string; headers: Record<string, string> }
  | { kind: 'missing'; headers: Record<string, string> };

/** Walks a path through redirects and headers, then files, then rewrites: the order of Vercel's edge. */
export async function resolvePath(site: Site, path: string, search: string): Promise<Resolution> {
  const headers: Record<string, string> = {};
  let current = path;
  for (const rule of site.rules.filter(({ phase }) => phase === 'before')) {
    const match = rule.source.exec(current);
    if (!match) continue;
    Object.assign(headers, rule.headers);
    if (rule.destination === undefined) continue;
    const target = fill(rule, match);
    if (rule.status !== undefined)
      return { kind: 'redirect', location: withSearch(target, search), status: rule.status, headers };
    if (isAbsolute(target)) return { kind: 'proxy', url: withSearch(target, search), headers };
    current = target;
  }
  const clean = cleanLocation(site, current);
  if (clean) return { kind: 'redirect', location: clean + search, status: 308, headers };
  const found = await findFile(site, current);
  if (found) return { kind: 'file', path: found, status: 200, headers };
  return rewrite(site, current, search, headers);
}

async function rewrite(
  site: Site,
  path: string,
  search: string,
  headers: Record<string, string>,
): Promise<Resolution> {
  for (const rule of site.rules.filter(({ phase }) => phase === 'after')) {
    const match = rule.source.exec(path);
    if (!match || rule.destination === undefined) continue;
    const target = fill(rule, match);
    if (isAbsolute(target)) return { kind: 'proxy', url: withSearch(target, search), headers };
    const found = await findFile(site, target.split('?')[0] ?? target);
    if (found) return { kind: 'file', path: found, status: rule.status ?? 200, headers };
  }
  const own404 = await findFile(site, '/404.html');
  return own404 ? { kind: 'file', path: own404, status: 404, headers } : { kind: 'missing', headers };
}

/** Where a path is to be asked instead, under `cleanUrls` and `trailingSlash`; undefined when it is right as it is. */
function cleanLocation(site: Site, path: string): string | undefined {
  if (site.cleanUrls && path.endsWith('.html')) return path.replace(/(?:\/index)?\.html$/, '') || '/';
  if (site.trailingSlash === false && path !== '/' && path.endsWith('/')) return path.slice(0, -1);
  if (site.trailingSlash === true && !path.endsWith('/') && extname(path) === '') return `${path}/`;
  return undefined;
}

async function findFile(site: Site, path: string): Promise<string | undefined> {
  const name = path.replace(/^\/+|\/+$/g, '');
  if (name.split('/').some((part) => part === '..' || part === '.vercel')) return undefined;
  if (name === 'vercel.json') return undefined;
  const candidates = [name, `${name}/index.html`, ...(site.cleanUrls ? [`${name}.html`] : [])];
  const renamed = site.renamed[name] ?? site.renamed[name === '' ? 'index' : name];
  if (renamed) candidates.unshift(renamed);
  for (const candidate of candidates) {
    const file = join(site.root, candidate);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
  }
  return undefined;
}

/** A file's bytes, its content type and a strong etag over its contents. */
export async function readSiteFile(
  site: Site,
  path: string,
): Promise<{ contents: Buffer; type: string; etag: string }> {
  const contents = await readFile(path);
  const name = path.slice(site.root.length + 1);
  return {
    contents,
    type: site.contentTypes[name] ?? contentType(name),
    etag: `"${createHash('md5').update(contents).digest('hex')}"`,
  };
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.mjs': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/vnd.microsoft.icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};

function contentType(name: string): string {
  return types[extname(name).toLowerCase()] ?? 'application/octet-stream';
}

function isAbsolute(target: string): boolean {
  return /^https?:\/\//.test(target);
}

function withSearch(target: string, search: string): string {
  if (search === '') return target;
  return target.includes('?') ? `${target}&${search.slice(1)}` : target + search;
}

function fill(rule: Rule, match: RegExpExecArray): string {
  const byName = (name: string) => match[rule.names.indexOf(name) + 1] ?? '';
  return (rule.destination ?? '')
    .replace(/\/:([A-Za-z_]\w*)\*/g, (whole, name: string) => {
      if (!rule.names.includes(name)) return whole;
      const value = byName(name);
      return value === '' ? '' : `/${value}`;
    })
    .replace(/:([A-Za-z_]\w*)/g, (whole, name: string) => (rule.names.includes(name) ? byName(name) : whole))
    .replace(/\$(\d)/g, (_, index: string) => match[Number(index)] ?? '')
    .replace(/\$([A-Za-z_]\w*)/g, (whole, name: string) => match.groups?.[name] ?? whole);
}
