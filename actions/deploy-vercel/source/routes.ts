import { InputError } from '../../../src/errors/errors.js';
import { compilePattern, fillDestination } from './path-pattern.js';
import type { VercelJson } from './vercel-json.js';

type Route = Record<string, unknown>;

/** Keys of a `vercel.json` that need a build or functions, which a finished static site does not have. */
const needBuild = ['functions', 'builds', 'bunVersion', 'middleware'] as const;

/**
 * The routes of a static site (Build Output API, version 3) that do what its `vercel.json` asks for: clean addresses,
 * slashes, redirects and headers before the files, rewrites and the 404 page after them. Throws InputError for what a
 * static site cannot have.
 */
export function routesOf(config: VercelJson, has404Page: boolean): Route[] {
  const unfit = needBuild.find((key) => config[key] !== undefined);
  if (unfit) throw needsBuild(unfit);
  if (config.routes) return config.routes;
  const rewrites = (config.rewrites ?? []).map((entry, index) => {
    const pattern = compilePattern(entry.source, `rewrites[${index}]`);
    return {
      src: pattern.src,
      ...conditionsOf(entry),
      dest: fillDestination(entry.destination, pattern),
      check: true,
    };
  });
  return [
    ...cleanUrlRoutes(config),
    ...slashRoutes(config),
    ...redirectRoutes(config),
    ...headerRoutes(config),
    { handle: 'filesystem' },
    ...rewrites,
    ...(has404Page
      ? [{ handle: 'error' }, { status: 404, src: '^/.*$', dest: config.cleanUrls ? '/404' : '/404.html' }]
      : []),
  ];
}

/** Under clean addresses `about.html` is served as `/about`: a file's other name, by file. */
export function cleanNames(config: VercelJson, files: readonly string[]): Record<string, { path: string }> {
  if (!config.cleanUrls) return {};
  const pages = files.filter((file) => file.endsWith('.html'));
  return Object.fromEntries(pages.map((file) => [file, { path: file.slice(0, -'.html'.length) }]));
}

function cleanUrlRoutes({ cleanUrls, trailingSlash }: VercelJson): Route[] {
  if (!cleanUrls) return [];
  const Location = trailingSlash ? '/$1/' : '/$1';
  return [
    { src: '^/index(?:\\.html)?/?$', headers: { Location: '/' }, status: 308 },
    { src: '^/(.+)/index(?:\\.html)?/?$', headers: { Location }, status: 308 },
    { src: '^/(.*)\\.html/?$', headers: { Location }, status: 308 },
  ];
}

function slashRoutes({ trailingSlash }: VercelJson): Route[] {
  if (trailingSlash === undefined) return [];
  if (!trailingSlash) return [{ src: '^/(.*)\\/$', headers: { Location: '/$1' }, status: 308 }];
  return [
    { src: '^/\\.well-known(?:/.*)?$' },
    { src: '^/((?:[^/]+/)*[^/\\.]+)$', headers: { Location: '/$1/' }, status: 308 },
    { src: '^/((?:[^/]+/)*[^/]+\\.\\w+)/$', headers: { Location: '/$1' }, status: 308 },
  ];
}

function redirectRoutes({ redirects = [] }: VercelJson): Route[] {
  return redirects.map((entry, index) => {
    const pattern = compilePattern(entry.source, `redirects[${index}]`);
    return {
      src: pattern.src,
      ...conditionsOf(entry),
      headers: { Location: fillDestination(entry.destination, pattern) },
      status: entry.statusCode ?? (entry.permanent === false ? 307 : 308),
    };
  });
}

function headerRoutes({ headers = [] }: VercelJson): Route[] {
  return headers.map((entry, index) => {
    const pattern = compilePattern(entry.source, `headers[${index}]`);
    const pairs = entry.headers.map(({ key, value }) => [key, value]);
    return { src: pattern.src, ...conditionsOf(entry), headers: Object.fromEntries(pairs), continue: true };
  });
}

function conditionsOf({ has, missing }: { has?: unknown; missing?: unknown }): Route {
  return { ...(has ? { has } : {}), ...(missing ? { missing } : {}) };
}

function needsBuild(key: string): InputError {
  return new InputError(`vercel.json has "${key}", which a finished static site cannot have.`, {
    fix: 'Deploy with "source: directory" and let Vercel build, or run `vercel build` before this step and use "source: prebuilt".',
  });
}
