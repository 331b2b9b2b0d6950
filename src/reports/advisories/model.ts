/** How bad an advisory is, from least to worst. `unknown` = the report does not say. */
export const severities = ['info', 'low', 'moderate', 'high', 'critical'] as const;
/** One of `severities`. */
export type Severity = (typeof severities)[number];

/** One known vulnerability of one package that the project uses. */
export interface Advisory {
  /** GHSA, CVE, PYSEC or the registry's own id; what an allow-list names. */
  id: string;
  /** Other ids of the same advisory. */
  aliases: readonly string[];
  package: string;
  /** Version that is installed; '' when the report does not tell. */
  version: string;
  severity: Severity;
  title: string;
  /** '' when there is none. */
  url: string;
  /** Versions without it; '' when there is no fix yet, undefined when the report does not tell. */
  fixed: string | undefined;
  /** Whether the project names the package itself; undefined when the report does not tell. */
  direct: boolean | undefined;
}

/**
 * What an audit came to. `unreachable` = the service did not answer, refused, or has been retired: that says nothing about
 * the dependencies, good or bad.
 */
export type Audit = { asked: true; advisories: Advisory[] } | { asked: false; reason: string };

/** Reads a word for a severity as the many tools write it; a word nobody knows counts as high, never as nothing. */
export function severityOf(word: unknown): Severity {
  const text = String(word ?? '').toLowerCase();
  if (text === 'medium') return 'moderate';
  if (text === 'none' || text === 'informational') return 'info';
  return severities.find((known) => known === text) ?? 'high';
}

/**
 * The first version behind each part of a range of vulnerable ones, for reports that name only those: `<1.2.3` is fixed in
 * 1.2.3, `*` nowhere, and of `<=1.2.3` it is not known which version came next.
 */
export function fixedBehind(range: string | undefined): string | undefined {
  if (range === undefined) return undefined;
  const ends = range.split('||').map((part) => /<(=?)\s*v?(\d[\w.+-]*)/.exec(part));
  if (ends.at(-1) === null) return '';
  return ends.some((end) => end?.[1] === '=') ? undefined : ends.flatMap((end) => end?.[2] ?? []).join(', ');
}

/** Whether `severity` is at least as bad as `least`. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(least);
}
