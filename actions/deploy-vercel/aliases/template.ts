import { createHash } from 'node:crypto';

/** What the words of a template stand for; undefined = this run has none, such as a pull request's number on a push. */
export interface AliasWords {
  project: string;
  branch: string | undefined;
  /** Of the pull request. */
  number: string | undefined;
  /** The commit's first seven digits. */
  sha: string | undefined;
  environment: string;
}

const wordNames = ['project', 'branch', 'number', 'sha', 'environment'] as const;
const longestLabel = 63;
const hashLength = 6;

/** The first word of a template that stands for nothing; undefined when all are known. */
export function unknownWord(template: string): string | undefined {
  const words = [...template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  return words.find((word) => !wordNames.some((name) => name === word));
}

/**
 * The host a template makes, or the word it lacks in this run. Each label is made one that DNS takes: lower case letters,
 * digits and hyphens, 63 characters, the last of them a hash of the whole where it had to be cut. A template without a
 * dot gets `.vercel.app`.
 */
export function aliasHost(template: string, words: AliasWords): { host: string } | { missing: string } {
  for (const name of wordNames) {
    if (template.includes(`{${name}}`) && dnsLabel(words[name] ?? '') === '') return { missing: name };
  }
  // Split first: a branch `release/1.2` must not become two labels.
  const labels = template.split('.').map((label) => {
    const filled = label.replace(/\{(\w+)\}/g, (_, name: keyof AliasWords) => words[name] ?? '');
    return dnsLabel(filled);
  });
  const host = labels.filter((label) => label !== '').join('.');
  return { host: host.includes('.') ? host : `${host}.vercel.app` };
}

/** A text as one DNS label (RFC 1123); '' for a text without letters or digits. */
export function dnsLabel(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  if (slug.length <= longestLabel) return slug;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, hashLength);
  const kept = slug.slice(0, longestLabel - hashLength - 1).replace(/-+$/, '');
  return `${kept}-${hash}`;
}
