import type { CheckResult, SuiteResult, VersionResult } from '../../../src/checks/suite.js';
import { soakAsChecks } from './soak.js';

/**
 * The result as JUnit XML, as GitHub's, GitLab's and Jenkins' readers take it: what failed is a failure, what could not
 * be asked an error, what could not be told or was not made is skipped.
 */
export function junitOf(result: SuiteResult): string {
  const { version } = result;
  const checks = [...result.checks, ...soakAsChecks(result)];
  const cases = [...version.map(versionCase), ...checks.map(checkCase)];
  const count = (part: string) => cases.filter((one) => one.includes(`<${part} `)).length;
  const seconds = [...version, ...checks].reduce((sum, one) => sum + one.durationMs, 0) / 1_000;
  const numbers = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="smoke-test" ${numbers}>`,
    `  <testsuite name="smoke-test" ${numbers}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function versionCase({ target, expected, verdict, reason, durationMs }: VersionResult): string {
  return testCase(`version is ${expected}`, target, durationMs, outcomeOf(verdict, reason, ''));
}

function checkCase(check: CheckResult): string {
  const { name, target, kind, durationMs, place, evidence } = check;
  const verdict = check.level === 'warn' && check.verdict !== 'pass' ? 'inconclusive' : check.verdict;
  const reason =
    check.level === 'warn' && check.verdict !== 'pass' ? `warning: ${check.reason}` : check.reason;
  const text = [evidence?.command, evidence?.request, evidence?.response].filter(Boolean).join('\n\n');
  const where = place ? ` file="${escaped(place.file)}" line="${place.line}"` : '';
  return testCase(name, `${target}.${kind}`, durationMs, outcomeOf(verdict, reason, text), where);
}

function testCase(name: string, group: string, durationMs: number, outcome: string, where = ''): string {
  const open = `    <testcase name="${escaped(name)}" classname="${escaped(group)}" time="${(durationMs / 1_000).toFixed(3)}"${where}`;
  return outcome === '' ? `${open}/>` : `${open}>${outcome}</testcase>`;
}

function outcomeOf(verdict: CheckResult['verdict'], reason: string, text: string): string {
  if (verdict === 'pass') return '';
  const tag = { fail: 'failure', error: 'error', inconclusive: 'skipped' }[verdict];
  return `<${tag} message="${escaped(reason)}">${escaped(text)}</${tag}>`;
}

/** XML 1.0 has no way to write most control characters: they are left out. */
function escaped(text: string): string {
  return text
    .replace(
      /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r?\n/g, '&#10;');
}
