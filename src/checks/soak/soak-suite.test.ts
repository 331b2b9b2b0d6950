import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../runtime/clock.js';
import { RecordingLogger } from '../../runtime/log.js';
import { serve as listen, type TestServer } from '../misbehaving/server.js';
import type { SuiteRun } from '../run-settings.js';
import { runSuite } from '../run-suite.js';
import { defaultComparison } from '../statistics/compare.js';
import { suiteSchema } from '../suite.js';
import { type SuiteSoak, soakable } from './soak-suite.js';
import { defaultLimits } from './tally.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A service whose n-th answer has this status and comes after so many milliseconds. */
async function serve(
  answer: (n: number, path: string) => { status?: number; afterMs?: number } = () => ({}),
): Promise<string> {
  let asked = 0;
  const server = await listen((request, response) => {
    asked += 1;
    const { status = 200, afterMs = 0 } = answer(asked, request.url ?? '');
    setTimeout(() => response.writeHead(status).end('{"ok":true}'), afterMs);
  });
  servers.push(server);
  return server.url;
}

const plan: SuiteSoak = {
  durationMs: 400,
  intervalMs: 5,
  initialDelayMs: 0,
  concurrency: 2,
  limits: defaultLimits,
  thresholds: [],
  warmUp: 2,
  comparison: { ...defaultComparison, minSamples: 5 },
  baselines: {},
};

async function run(url: string, checks: unknown[], extra: Partial<SuiteRun> = {}) {
  const log = new RecordingLogger();
  const found = await runSuite(
    {
      suite: suiteSchema.parse({ checks }),
      targets: { api: url },
      versionTimeoutMs: 1_000,
      retries: 0,
      ...extra,
    },
    { clock: systemClock, log, signal: new AbortController().signal },
  );
  return { ...found, log };
}

const health = { name: 'health', path: '/health', expect: { json: { '$.ok': true } } };

describe('soak of a suite', () => {
  it('follows the checks, and says what it asked', async () => {
    const found = await run(await serve(), [health], { soak: plan });
    expect(found.verdict).toBe('pass');
    expect(found.reason).toMatch(/^1 of 1 checks hold; \d+ requests in .* of soak held$/);
    expect(found.soak?.checks[0]?.counts.pass).toBeGreaterThan(5);
  });

  it('fails a release that begins to fail after its checks held', async () => {
    const found = await run(await serve((n) => (n > 4 ? { status: 500 } : {})), [health], { soak: plan });
    expect(found).toMatchObject({ verdict: 'fail', soak: { checks: [{ counts: { fail: 1 } }] } });
    expect(found.reason).toContain('HTTP 500');
  });

  it('does not fail what the previous deployment fails at as well', async () => {
    const broken = () => serve((n) => (n > 3 ? { status: 503 } : {}));
    const soak = {
      ...plan,
      concurrency: 1,
      limits: { ...defaultLimits, failureLimit: 5 },
      baselines: { api: await broken() },
    };
    expect((await run(await broken(), [health], { soak })).verdict).toBe('inconclusive');
  });

  it('fails a release that is much slower than the one before it', async () => {
    const soak = { ...plan, durationMs: 1_200, baselines: { api: await serve() } };
    const found = await run(await serve(() => ({ afterMs: 60 })), [health], { soak });
    expect(found).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('slower than the baseline'),
    });
  });

  it('is not soaked when its checks do not hold, and is unclear with nothing to soak', async () => {
    const bad = await run(await serve(() => ({ status: 500 })), [health], { soak: plan });
    expect(bad).toMatchObject({ verdict: 'fail' });
    expect(bad.soak).toBeUndefined();
    const post = { name: 'order', path: '/orders', method: 'POST' };
    const nothing = await run(await serve(), [post], { soak: plan });
    expect(nothing).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('nothing to soak'),
    });
  });

  it('never asks again what changes something, what only warns, or what was cleaned up', () => {
    const { checks } = suiteSchema.parse({
      checks: [
        health,
        { name: 'make', path: '/items', method: 'POST', capture: { id: '$.id' } },
        { name: 'read', path: '/items/{{id}}' },
        { name: 'extra', path: '/extra', level: 'warn' },
        { name: 'costly', path: '/report', soak: false },
        { name: 'tls', kind: 'tls' },
        { name: 'drop', path: '/items/{{id}}', method: 'DELETE', cleanup: true },
      ],
    });
    const named = checks.map((check) => ({ ...check, target: 'api' }));
    expect(soakable(named).map(({ name }) => name)).toEqual(['health']);
    const kept = named.filter(({ cleanup }) => !cleanup);
    expect(soakable(kept).map(({ name }) => name)).toEqual(['health', 'read']);
  });
});

describe('samples of a check', () => {
  it('are judged by thresholds, without the warm-up', async () => {
    const url = await serve((n) => (n <= 4 ? { afterMs: 900 } : {}));
    const check = { ...health, samples: 40, thresholds: ['p(95)<850', 'max<850', 'count>=36'] };
    const [found] = (await run(url, [check])).checks;
    expect(found).toMatchObject({ verdict: 'pass', measurements: { samples: 36, 'warm-up-samples': 4 } });
    expect(found?.measurements?.['warm-up-max-ms']).toBeGreaterThan(850);
    expect(found?.samples).toHaveLength(36);
  });

  it('fail for one bad answer, unless a rate tolerates it', async () => {
    const flaky = () => serve((n) => (n === 20 ? { status: 500 } : {}));
    const [strict] = (await run(await flaky(), [{ ...health, samples: 30 }])).checks;
    expect(strict).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(/^1 of 30 answers do not hold, the first: HTTP 500/),
    });
    const [tolerant] = (await run(await flaky(), [{ ...health, samples: 30, thresholds: ['rate<0.1'] }]))
      .checks;
    expect(tolerant).toMatchObject({ verdict: 'pass', reason: '' });
  });

  it('tell a service that is not there from one that fails', async () => {
    const found = await run('http://127.0.0.1:1', [{ ...health, samples: 5 }]);
    expect(found).toMatchObject({ verdict: 'error', checks: [{ verdict: 'error' }] });
  });

  it('say when the time was over before all were taken', async () => {
    const check = { ...health, samples: 1_000, concurrency: 1, timeout: '1s' };
    const [found] = (await run(await serve(() => ({ afterMs: 50 })), [check])).checks;
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('of 1000 samples were taken within 1s'),
    });
  });

  it('are refused for requests that change something, and thresholds that nothing feeds are told', async () => {
    const post = { name: 'order', path: '/orders', method: 'POST', samples: 5 };
    expect(suiteSchema.safeParse({ checks: [post] }).success).toBe(false);
    const typo = suiteSchema.safeParse({ checks: [{ ...health, samples: 5, thresholds: ['p95<500'] }] });
    expect(typo.error?.issues[0]).toMatchObject({
      path: ['checks', 0, 'thresholds', 0],
      message: expect.stringContaining('column 2'),
    });
    const { log } = await run(await serve(), [{ ...health, thresholds: ['max<5000'] }]);
    expect(log.lines.join('\n')).toContain('Thresholds of "health" are not judged');
  });
});
