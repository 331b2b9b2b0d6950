import { stripVTControlCharacters } from 'node:util';

const longest = 300;

/** A value in quotes, also in those of JSON within JSON, and also where the line ends before it does. */
const quoted = String.raw`\\+"[^"\\]*|"(?:\\.|[^"\\])*"?|'[^']*'?`;
const named =
  'password|passwd|pwd|secret|token|credential|api[-_]?key|access[-_]?key|private[-_]?key|session|signature';
// `TokenExpiredError: jwt expired` is what people look for.
const name = String.raw`(?<![\w-])[\w-]*(?:${named})(?![\w-]*(?:error|exception))[\w-]*`;
const is = String.raw`\\*["']?\s*[:=]\s*`;

/** What looks like a secret by its form, whoever's it is; the first group, where there is one, stays. */
const patterns: readonly RegExp[] = [
  // An address with a password in it.
  /(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:)[^\s@]+(?=@)/gi,
  // All of these headers: a scheme may be anybody's, and there may be more than one cookie.
  new RegExp(String.raw`((?<![\w-])(?:[\w-]*authorization|(?:set-)?cookies?)${is})(?:${quoted}|.+)`, 'gi'),
  /(\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi,
  new RegExp(String.raw`(${name}${is})(?:${quoted}|[^\s,;&}]+)`, 'gi'),
  // A JSON Web Token; then what services begin their keys with, so that they are found.
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|sk[-_]|rk_|pk_|xox[abprs]-|AKIA|ASIA|npg_|vcp_|SG\.)[\w.-]{8,}/g,
  // Nothing that people write is so long and so mixed; slashes are a path's, but for the lines of a private key.
  /(?<![\w+-])(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])(?=[\w+-]*\d)[\w+-]{24,}={0,2}/g,
  /(?<![\w+/.-])(?=[\w+/]*[a-z])(?=[\w+/]*[A-Z])(?=[\w+/]*\d)[A-Za-z\d+/]{40,}={0,2}(?![\w+/.-])/g,
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
    // Of a secret of several lines each is a line of the log.
    .flatMap((secret) => [secret, ...secret.split('\n')])
    .map((secret) => secret.replace(/\s+/g, ' ').trim())
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
