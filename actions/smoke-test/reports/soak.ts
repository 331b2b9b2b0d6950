import { escapeMarkdown, markdownTable } from '../../../src/action/summary.js';
import type { SoakCheckResult, SoakResult } from '../../../src/checks/soak/soak.js';
import type { Latency } from '../../../src/checks/statistics/percentiles.js';
import type { CheckResult, SuiteResult } from '../../../src/checks/suite.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import { soakCharts } from './soak-chart.js';

/** The soak as Markdown: what was asked how often, how long it took, and the previous deployment beside it. */
export function soakSummary({ checks, durationMs }: SoakResult): string[] {
  if (checks.length === 0) return [];
  const compared = checks.some(({ baselineLatency }) => baselineLatency !== undefined);
  const head = [
    'check',
    'verdict',
    'requests',
    'failed',
    'median',
    'p95',
    'p99',
    ...(compared ? ['baseline median', 'baseline p95'] : []),
    'why',
  ];
  const rows = checks.map((check) => rowOf(check, compared));
  const warm = checks.flatMap(({ name, warmUp }) =>
    warmUp ? [`"${escapeMarkdown(name)}" ${warmUp.count} (up to ${formatDuration(warmUp.max)})`] : [],
  );
  return [
    `#### Soak of ${formatDuration(durationMs)}`,
    markdownTable(head, rows),
    ...(warm.length > 0 ? [`Left out as warm-up: ${warm.join(', ')}.`] : []),
    ...soakCharts(checks),
  ];
}

/** The soak's checks in the form of the suite's, with the place and the command of the check each one repeats. */
export function soakAsChecks({ soak, checks: made }: SuiteResult): CheckResult[] {
  if (!soak) return [];
  const whole = { kind: 'soak', level: 'block' as const, tags: [], attempts: 1, url: '', curl: '' };
  const checks = soak.checks.map((check) => {
    const { name, target, verdict, reason } = check;
    const {
      place,
      url = '',
      curl = '',
    } = made.find((one) => one.name === name && one.target === target) ?? {};
    return {
      ...whole,
      name: `soak: ${name}`,
      target,
      verdict,
      reason,
      durationMs: soak.durationMs,
      url,
      curl,
      ...(place ? { place } : {}),
      evidence: { response: reasonsOf(check) },
    };
  });
  if (checks.length > 0) return checks;
  return [
    {
      ...whole,
      name: 'soak',
      target: '',
      verdict: soak.verdict,
      reason: soak.reason,
      durationMs: soak.durationMs,
    },
  ];
}

/** Each way in which requests did not hold, the most frequent first. */
function reasonsOf({ reasons }: SoakCheckResult): string {
  const sorted = [...reasons].sort((one, other) => other.times - one.times);
  return sorted.map(({ reason, times }) => `${times} × ${reason}`).join('\n');
}

function rowOf(check: SoakCheckResult, compared: boolean): string[] {
  const { pass, ...bad } = check.counts;
  const failed = Object.values(bad).reduce((sum, one) => sum + one, 0);
  return [
    `${escapeMarkdown(check.name)} (${escapeMarkdown(check.target)})`,
    check.verdict,
    String(pass + failed),
    String(failed),
    ...(['med', 'p95', 'p99'] as const).map((figure) => shown(check.latency, figure)),
    ...(compared ? (['med', 'p95'] as const).map((figure) => shown(check.baselineLatency, figure)) : []),
    escapeMarkdown(check.reason || (check.comparison?.reason ?? '')),
  ];
}

function shown(latency: Latency | undefined, figure: 'med' | 'p95' | 'p99'): string {
  return latency ? formatDuration(latency[figure]) : '';
}
