/** What tags are made from. */
export interface TagFacts {
  /** `push`, `pull_request`, `schedule`, … */
  event: string;
  /** Full ref of the run. */
  ref: string;
  sha: string;
  defaultBranch: string;
  /** A pull request's base branch; empty otherwise. */
  baseRef: string;
}

/** The tags of an image, the most important first; the first one is its version. */
export interface ImageTags {
  version: string;
  tags: string[];
}

/** A line of `tags`: its type and its attributes. */
interface Rule {
  type: string;
  attributes: Record<string, string>;
}

interface Tag {
  texts: string[];
  priority: number;
  latest: boolean;
}

/** Source of types, priorities and defaults: docker/metadata-action README (v5). */
const priorities: Record<string, number> = {
  schedule: 1_000,
  semver: 900,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
};
const usual = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];

/** @throws Error for a type or an attribute that is not done here. */
export function imageTags(lines: readonly string[], flavor: readonly string[], facts: TagFacts): ImageTags {
  const taste = Object.assign({}, ...flavor.map((line) => attributesOf(line)));
  const rules = (lines.length > 0 ? lines : usual).map(readRule);
  const made = rules
    .map((rule) => tagOf(rule, facts))
    .filter((tag) => tag !== undefined)
    .sort((left, right) => right.priority - left.priority);
  const texts = made
    .flatMap((tag) => tag.texts)
    .map((text) => `${taste.prefix ?? ''}${text}${taste.suffix ?? ''}`);
  const automatic = made.some((tag) => tag.latest);
  const latest = taste.latest === 'true' || ((taste.latest ?? 'auto') === 'auto' && automatic);
  const [version = ''] = texts;
  return { version, tags: [...new Set(latest ? [...texts, 'latest'] : texts)] };
}

function readRule(line: string): Rule {
  const attributes = attributesOf(line.includes('=') ? line : `type=raw,value=${line}`);
  const { type = 'raw', ...rest } = attributes;
  if (type in priorities) return { type, attributes: rest };
  throw new Error(
    `Input 'tags' has the type '${type}'. A rehearsal makes ${Object.keys(priorities).join(', ')}.`,
  );
}

function attributesOf(line: string): Record<string, string> {
  const parts = line.match(/(?:"[^"]*"|'[^']*'|\{\{.*?\}\}|[^,])+/g) ?? [];
  return Object.fromEntries(
    parts.map((part) => {
      const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=?(.*)$/s.exec(part) ?? [];
      return [name, value.trim().replace(/^(["'])(.*)\1$/s, '$2')];
    }),
  );
}

function tagOf({ type, attributes }: Rule, facts: TagFacts): Tag | undefined {
  const enable = filled(attributes.enable ?? 'true', facts);
  if (enable !== 'true' && enable !== 'false') {
    throw new Error(`Input 'tags' has enable=${enable}. Allowed are true and false.`);
  }
  const texts = enable === 'true' ? textsOf(type, attributes, facts).filter((text) => text !== '') : [];
  if (texts.length === 0) return undefined;
  const prefix = filled(attributes.prefix ?? (type === 'sha' ? 'sha-' : ''), facts);
  const suffix = filled(attributes.suffix ?? '', facts);
  const version = type === 'semver' ? versionOf(attributes.value ?? '', facts) : undefined;
  return {
    texts: texts.map((text) => `${prefix}${text}${suffix}`.replace(/[^\w.-]+/g, '-')),
    priority: Number(attributes.priority ?? priorities[type]),
    latest:
      type === 'semver'
        ? version !== undefined && version.before === undefined
        : type === 'ref' && attributes.event === 'tag',
  };
}

function textsOf(type: string, attributes: Record<string, string>, facts: TagFacts): string[] {
  const name = facts.ref.replace(/^refs\/(heads|tags|pull)\//, '');
  switch (type) {
    case 'sha':
      return [attributes.format === 'long' ? facts.sha : facts.sha.slice(0, 7)];
    case 'raw':
      return [filled(attributes.value ?? '', facts)];
    case 'schedule':
      return facts.event === 'schedule' ? [filled(attributes.pattern ?? 'nightly', facts)] : [];
    case 'edge': {
      const branch = attributes.branch ?? facts.defaultBranch;
      return facts.ref === `refs/heads/${branch}` ? ['edge'] : [];
    }
    case 'semver':
      return semver(attributes, facts);
    default:
      return refTag(attributes.event, name, facts);
  }
}

function refTag(event: string | undefined, name: string, { ref }: TagFacts): string[] {
  if (event === 'branch') return ref.startsWith('refs/heads/') ? [name] : [];
  if (event === 'tag') return ref.startsWith('refs/tags/') ? [name] : [];
  if (event === 'pr') return ref.startsWith('refs/pull/') ? [`pr-${name.replace(/\/.*$/, '')}`] : [];
  throw new Error(`Input 'tags' has type=ref with event=${event ?? ''}. Allowed are branch, tag and pr.`);
}

/** The core and the pre-release of the version that a tag or a value tells; undefined when it tells none. */
function versionOf(
  value: string,
  facts: TagFacts,
): { core: string; before?: string | undefined } | undefined {
  const tag = facts.ref.startsWith('refs/tags/') ? facts.ref.slice('refs/tags/'.length) : '';
  const text = value === '' ? tag : filled(value, facts);
  const [, core, before] = /^v?(\d+\.\d+\.\d+)(?:-([\w.-]+))?(?:\+.*)?$/.exec(text) ?? [];
  return core === undefined ? undefined : { core, before };
}

function semver(attributes: Record<string, string>, facts: TagFacts): string[] {
  const found = versionOf(attributes.value ?? '', facts);
  if (!found) return [];
  const { core, before } = found;
  const [major = '', minor = '', patch = ''] = core.split('.');
  const whole = before === undefined ? core : `${core}-${before}`;
  // A pre-release never takes the place of a series.
  if (before !== undefined) return [whole];
  const parts: Record<string, string> = { version: whole, raw: whole, major, minor, patch };
  return [
    (attributes.pattern ?? '{{version}}').replace(/\{\{(\w+)\}\}/g, (_, part: string) => parts[part] ?? ''),
  ];
}

/** The expressions that may stand in values. */
function filled(text: string, { ref, sha, defaultBranch, baseRef }: TagFacts): string {
  const is = (value: boolean) => String(value);
  const now = new Date().toISOString();
  return text.replace(/\{\{\s*(\w+)(?:\s+'([^']*)')?\s*\}\}/g, (whole, name: string, format = '') => {
    switch (name) {
      case 'branch':
        return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '';
      case 'tag':
        return ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : '';
      case 'sha':
        return sha.slice(0, 7);
      case 'base_ref':
        return baseRef;
      case 'is_default_branch':
        return is(ref === `refs/heads/${defaultBranch}`);
      case 'is_not_default_branch':
        return is(ref !== `refs/heads/${defaultBranch}`);
      case 'date':
        return format
          .replace('YYYY', now.slice(0, 4))
          .replace('MM', now.slice(5, 7))
          .replace('DD', now.slice(8, 10))
          .replace('HH', now.slice(11, 13))
          .replace('mm', now.slice(14, 16))
          .replace('ss', now.slice(17, 19));
      default:
        throw new Error(`Input 'tags' has the expression '${whole}', which a rehearsal does not know.`);
    }
  });
}
