import { parse as parseYaml } from 'yaml';

/** Versions that are locked, by package name. */
export type Locked = ReadonlyMap<string, ReadonlySet<string>>;

/** Package registries as OSV calls them. */
export type Ecosystem = 'npm' | 'PyPI';

/** Lock files that can be read, by name. */
const readers: Record<string, { ecosystem: Ecosystem; read(text: string): [string, string][] }> = {
  'package-lock.json': { ecosystem: 'npm', read: npm },
  'npm-shrinkwrap.json': { ecosystem: 'npm', read: npm },
  'pnpm-lock.yaml': { ecosystem: 'npm', read: pnpm },
  'yarn.lock': { ecosystem: 'npm', read: yarn },
  'bun.lock': { ecosystem: 'npm', read: bun },
  'poetry.lock': { ecosystem: 'PyPI', read: tomlPackages },
  'uv.lock': { ecosystem: 'PyPI', read: tomlPackages },
  'requirements.txt': { ecosystem: 'PyPI', read: requirements },
};

/** Names of the lock files whose packages can be read. */
export const readableLocks: readonly string[] = Object.keys(readers);

/**
 * Reads which packages a lock file holds. `file` is its name without folders. Undefined when it is of no known kind or
 * cannot be read: then nothing is known, which is not the same as nothing locked.
 */
export function lockedPackages(
  file: string,
  text: string,
): { ecosystem: Ecosystem; packages: Locked } | undefined {
  const reader = readers[file];
  if (!reader) return undefined;
  try {
    const packages = new Map<string, Set<string>>();
    for (const [name, version] of reader.read(text)) {
      const versions = packages.get(name) ?? new Set<string>();
      packages.set(name, versions.add(version));
    }
    return { ecosystem: reader.ecosystem, packages };
  } catch {
    return undefined;
  }
}

function npm(text: string): [string, string][] {
  const lock = JSON.parse(text) as {
    packages?: Record<string, { version?: string; name?: string; link?: boolean }>;
  };
  if (!lock.packages) throw new Error('an npm lock file of version 1');
  return Object.entries(lock.packages).flatMap(([path, { version, name, link }]) => {
    const at = path.lastIndexOf('node_modules/');
    return at < 0 || !version || link ? [] : [[name ?? path.slice(at + 13), version] as [string, string]];
  });
}

/** `/name@1.2.3(peer@1)` until version 6, `name@1.2.3` later; peers in brackets are not part of the version. */
function pnpm(text: string): [string, string][] {
  const lock = parseYaml(text, { maxAliasCount: 100 }) as { packages?: Record<string, unknown> } | null;
  return Object.keys(lock?.packages ?? {}).flatMap((key) => {
    const match = /^\/?(@?[^@(]+)@(\d[^(]*)/.exec(key);
    return match ? [[match[1] ?? '', match[2] ?? ''] as [string, string]] : [];
  });
}

/** Yarn 1's own form and the YAML of the later ones: a head of descriptors, then `version`. */
function yarn(text: string): [string, string][] {
  const found: [string, string][] = [];
  let name = '';
  for (const line of text.split('\n')) {
    const head = /^"?(@?[^@"\s]+)@[^:]*.*:\s*$/.exec(line);
    if (head && !line.startsWith(' ')) name = head[1] ?? '';
    const version = /^ {2}version:? "?([^"\s]+)"?\s*$/.exec(line)?.[1];
    // A workspace of the repository itself is no package of a registry.
    if (name !== '' && version && !version.startsWith('0.0.0-use.local')) found.push([name, version]);
    if (version) name = '';
  }
  return found;
}

/** bun writes JSON with trailing commas, which YAML accepts. */
function bun(text: string): [string, string][] {
  const lock = parseYaml(text) as { packages?: Record<string, unknown> } | null;
  return Object.values(lock?.packages ?? {}).flatMap((entry) => {
    const first: unknown = Array.isArray(entry) ? entry[0] : undefined;
    const match = typeof first === 'string' ? /^(@?[^@]+)@(\d.*)$/.exec(first) : null;
    return match ? [[match[1] ?? '', match[2] ?? ''] as [string, string]] : [];
  });
}

function tomlPackages(text: string): [string, string][] {
  return text
    .split(/^\[\[package\]\]\s*$/m)
    .slice(1)
    .flatMap((block) => {
      const name = /^name = "([^"]+)"/m.exec(block)?.[1];
      const version = /^version = "([^"]+)"/m.exec(block)?.[1];
      return name && version ? [[name.toLowerCase(), version] as [string, string]] : [];
    });
}

function requirements(text: string): [string, string][] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*==\s*([^\s;#]+)/.exec(line);
    return match ? [[(match[1] ?? '').toLowerCase(), match[2] ?? ''] as [string, string]] : [];
  });
}
