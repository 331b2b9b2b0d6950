import { stripVTControlCharacters } from 'node:util';

const longest = 300;

/** What looks like a secret by its form, whoever's it is; the first group, where there is one, stays. */
const patterns: readonly RegExp[] = [
  // An address with a password in it.
  /(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:)[^\s@]+(?=@)/gi,
  /(\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi,
  /(\b[\w-]*(?:password|passwd|pwd|secret|token|api[-_]?key|authorization|cookie|session|signature)["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
  // A JSON Web Token; then what services begin their keys with, so that they are found.
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|sk[-_]|rk_|pk_|xox[abprs]-|AKIA|ASIA|npg_|vcp_|SG\.)[\w.-]{8,}/g,
  // Nothing that people write is so long and so mixed.
  /(?<![\w+-])(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])(?=[\w+-]*\d)[\w+-]{24,}={0,2}/g,
];

/**
 * A line of a program's log as others may read it: without colours, the values of `hide`, what looks like a secret, and the
 * names of mail addresses; at most 300 characters. Nothing in it can pass for a comment of ours.
 */
export function maskLine(text: string, hide: readonly string[]): string {
  // Cut first of all: patterns take their time with a line that never ends.
  const plain = stripVTControlCharacters(text)
    .replace(/\s+/g, ' ')
    .slice(0, longest * 4)
    .trimEnd();
  const known = hide
    .filter((secret) => secret.length >= 4)
    .sort((a, b) => b.length - a.length)
    .reduce((kept, secret) => kept.replaceAll(secret, '***'), plain);
  const masked = patterns.reduce(
    (kept, pattern) =>
      kept.replace(pattern, (_, stays: unknown) => `${typeof stays === 'string' ? stays : ''}***`),
    known,
  );
  const shown = masked.replace(/[\w.+-]+@(?=[\w-]+\.\w)/g, '***@').replaceAll('<!--', '<! --');
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
