import { describe, expect, it } from '@jest/globals';
import type { SoakCheckResult } from '../../../src/checks/soak/soak.js';
import type { CheckResult, VersionResult } from '../../../src/checks/suite.js';
import { report } from '../outputs.js';
import type { Result } from '../result.js';

function check(name: string, changes: Partial<CheckResult> = {}): CheckResult {
  return {
    name,
    kind: 'http',
    target: 'web',
    level: 'block',
    tags: [],
    verdict: 'pass',
    reason: '',
    durationMs: 10,
    attempts: 1,
    url: 'http://web.test/',
    curl: `curl -i 'http://web.test/${name}'`,
    ...changes,
  };
}

const bad = { verdict: 'fail', reason: 'HTTP 500 in place of 2xx' } as const;

function tell(changes: Partial<Result>) {
  const result: Result = {
    verdict: 'fail',
    reason: 'why',
    version: [],
    checks: [],
    targets: { web: 'http://web.test' },
    report: '/tmp/report',
    ...changes,
  };
  return report(result, { onInconclusive: 'fail' });
}

describe('who reads a red job at night', () => {
  it('sees the check that made it red, although many warnings stand before it in the suite', () => {
    const place = { file: 'smoke.yml', line: 9 };
    const warnings = Array.from({ length: 12 }, (_, n) =>
      check(`wish-${n}`, { ...bad, level: 'warn', place }),
    );
    const { summary, annotations = [] } = tell({
      checks: [...warnings, check('checkout', { ...bad, place })],
    });
    expect(annotations[0]).toMatchObject({ level: 'error', title: 'Smoke test: checkout' });
    expect(annotations).toHaveLength(9);
    expect(summary).toContain("curl -i 'http://web.test/checkout'");
    expect(summary).toContain('3 more of what did not hold');
  });

  it('finds what failed first, and what holds folded away', () => {
    const { summary } = tell({ checks: [check('fine'), check('broken', bad), check('fine too')] });
    const [before = '', folded = ''] = summary.split('<details><summary>2 checks hold</summary>');
    expect(before).toContain('| broken | web | ❌ fail |');
    expect(before).not.toContain('| fine |');
    expect(folded).toContain('| fine too | web | ✅ pass |');
    const green = tell({ verdict: 'pass', checks: [check('fine')] }).summary;
    expect(green).toContain('| fine | web | ✅ pass |');
    expect(green).not.toContain('<details>');
  });

  it('is not sent to folds with nothing in them', () => {
    const { curl: _, ...nothing } = check('jobs', { ...bad, kind: 'redis' });
    expect(tell({ checks: [{ ...nothing, curl: '' }] }).summary).not.toContain('<details>');
  });

  it('can ask for the version, and is told what to look at when an old one answers', () => {
    const version: VersionResult = {
      target: 'web',
      verdict: 'fail',
      seen: ['old (9 times)'],
      expected: 'new',
      durationMs: 1,
      reason: 'web did not answer as new',
      url: "http://web.test/it's",
    };
    const { summary, failure } = tell({ version: [version] });
    expect(summary).toContain("curl -i -H 'cache-control: no-cache' 'http://web.test/it'\\''s'");
    expect(failure?.fix).toContain('version-timeout');
  });

  it('finds the line, the command and the reasons of a check that broke in the soak', () => {
    const soaked: SoakCheckResult = {
      name: 'home',
      target: 'web',
      ...bad,
      counts: { pass: 7, fail: 3, inconclusive: 0, error: 0 },
      errorRate: 0.3,
      latency: undefined,
      warmUp: undefined,
      thresholds: [],
      comparison: undefined,
      baselineLatency: undefined,
      reasons: [
        { reason: 'no answer', times: 1 },
        { reason: 'HTTP 502', times: 2 },
      ],
      timeline: [
        { untilMs: 20_000, requests: 4, bad: 0, med: 12.04, p95: 15.5 },
        { untilMs: 40_000, requests: 4, bad: 1, med: 12, p95: 90 },
        { untilMs: 60_000, requests: 2, bad: 2, med: undefined, p95: undefined },
      ],
    };
    const soak = { verdict: 'fail', reason: 'why', durationMs: 60_000, checks: [soaked] } as const;
    const place = { file: 'smoke.yml', line: 4 };
    const { summary, annotations } = tell({
      checks: [check('home', { place })],
      soak: { ...soak, checks: [soaked] },
    });
    expect(annotations).toEqual([
      expect.objectContaining({
        level: 'error',
        file: 'smoke.yml',
        line: 4,
        title: 'Smoke test: soak: home',
      }),
    ]);
    expect(summary).toContain("curl -i 'http://web.test/home'");
    expect(summary).toContain('2 × HTTP 502\n1 × no answer');
    // When it broke is seen at a glance.
    expect(summary).toContain('line [15.5, 90, 0]');
    expect(summary).toContain('x-axis ["20.0 s", "40.0 s", "1 min"]');
    expect(summary).toContain('bar [0, 1, 2]');
  });
});

describe('p95-ms', () => {
  it('is that of answers, and not how long a test suite ran or how fast a connection was refused', () => {
    const minutes = check('end to end', { kind: 'command', durationMs: 600_000 });
    const refused = check('dead', { verdict: 'error', reason: 'no connection', durationMs: 1 });
    expect(tell({ checks: [minutes, refused] }).outputs['p95-ms']).toBe('');
    expect(tell({ checks: [minutes, refused, check('a', { durationMs: 40 })] }).outputs['p95-ms']).toBe('40');
  });
});
