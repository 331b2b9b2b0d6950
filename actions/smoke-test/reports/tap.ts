import type { SuiteResult } from '../../../src/checks/suite.js';
import { soakAsChecks } from './soak.js';

/** The result as TAP version 14 (testanything.org); what must not fail the run is a `TODO`, what was not made a `SKIP`. */
export function tapOf(result: SuiteResult): string {
  const { version, checks } = result;
  const lines = [
    ...version.map(({ target, expected, verdict, reason, durationMs }) => ({
      name: `${target}: version is ${expected}`,
      verdict,
      reason,
      durationMs,
      mark: '',
    })),
    ...[...checks, ...soakAsChecks(result)].map(
      ({ name, target, verdict, reason, durationMs, level, skipped }) => ({
        name: `${target}: ${name}`,
        verdict,
        reason,
        durationMs,
        mark: skipped ? ' # SKIP' : level === 'warn' && verdict !== 'pass' ? ' # TODO level is warn' : '',
      }),
    ),
  ];
  const points = lines.flatMap((line, index) => {
    const ok = line.verdict === 'pass' ? 'ok' : 'not ok';
    const point = `${ok} ${index + 1} - ${line.name.replace(/[\r\n]+/g, ' ').replace(/[\\#]/g, '\\$&')}${line.mark}`;
    if (line.verdict === 'pass') return [point];
    const block = { verdict: line.verdict, reason: line.reason, duration_ms: Math.round(line.durationMs) };
    const yaml = Object.entries(block).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
    return [point, '    ---', ...yaml, '    ...'];
  });
  return ['TAP version 14', `1..${lines.length}`, ...points, ''].join('\n');
}
