import type { Rule } from './site.js';

/** The parts of a `vercel.json` that change how a static site is built and what it answers. */
export interface VercelJson {
  cleanUrls?: boolean;
  trailingSlash?: boolean;
  buildCommand?: string | null;
  installCommand?: string | null;
  outputDirectory?: string | null;
  redirects?: Record<string, unknown>[];
  rewrites?: Record<string, unknown>[];
  headers?: Record<string, unknown>[];
}

/**
 * Compiles a path pattern: literals, `:name`, `:name*` and groups in brackets (`(.*)`); the rest of the pattern
 * language (optional parts, `has` conditions) is not served here. The answer's `names` follow the groups' order.
 */
function compilePattern(source: string): { source: RegExp; names: string[] } {
  const names: string[] = [];
  const parts = source.match(/\/:[A-Za-z_]\w*\*|:[A-Za-z_]\w*(?:\([^)]*\))?|\([^)]*\)|[^:(/]+|./g) ?? [];
  const pattern = parts.map((part) => {
    const splat = /^\/:([A-Za-z_]\w*)\*$/.exec(part);
    if (splat) {
      names.push(splat[1] ?? '');
      return '(?:/(.*))?';
    }
    const named = /^:([A-Za-z_]\w*)(\([^)]*\))?$/.exec(part);
    if (named) {
      names.push(named[1] ?? '');
      return named[2] ?? '([^/]+)';
    }
    if (part.startsWith('(')) {
      names.push('');
      return part;
    }
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return { source: new RegExp(`^${pattern.join('')}$`), names };
}

/** The rules of a `vercel.json`: headers and redirects before files, rewrites after them. */
export function rulesOf(config: VercelJson): Rule[] {
  const headers = (config.headers ?? []).map(
    (entry): Rule => ({
      ...compilePattern(String(entry.source)),
      phase: 'before',
      headers: readHeaders(entry.headers),
    }),
  );
  const redirects = (config.redirects ?? []).map(
    (entry): Rule => ({
      ...compilePattern(String(entry.source)),
      phase: 'before',
      destination: String(entry.destination),
      status: typeof entry.statusCode === 'number' ? entry.statusCode : entry.permanent === true ? 308 : 307,
    }),
  );
  const rewrites = (config.rewrites ?? []).map(
    (entry): Rule => ({
      ...compilePattern(String(entry.source)),
      phase: 'after',
      destination: String(entry.destination),
    }),
  );
  return [...headers, ...redirects, ...rewrites];
}

function readHeaders(value: unknown): Record<string, string> {
  const list = Array.isArray(value) ? (value as { key?: unknown; value?: unknown }[]) : [];
  return Object.fromEntries(list.map((header) => [String(header.key), String(header.value)]));
}

/** The rules of a build output's `config.json` (version 3): `src` is a regular expression, phases are marked. */
export function rulesOfBuildOutput(routes: readonly Record<string, unknown>[]): Rule[] {
  let phase: Rule['phase'] = 'before';
  const rules: Rule[] = [];
  for (const route of routes) {
    if (typeof route.handle === 'string') phase = 'after';
    if (typeof route.src !== 'string') continue;
    const headers = (route.headers ?? {}) as Record<string, string>;
    const location = Object.entries(headers).find(([name]) => name.toLowerCase() === 'location')?.[1];
    const status = typeof route.status === 'number' ? route.status : undefined;
    const destination = location ?? (typeof route.dest === 'string' ? route.dest : undefined);
    rules.push({
      source: new RegExp(route.src),
      names: [],
      phase,
      headers: Object.fromEntries(
        Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'location'),
      ),
      ...(destination === undefined ? {} : { destination }),
      ...(status === undefined ? {} : { status }),
    });
  }
  return rules;
}
