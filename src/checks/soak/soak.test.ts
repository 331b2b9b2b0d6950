import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CancelledError } from '../../errors/errors.js';
import { type Verdict, verdicts } from '../../release/verdict.js';
import { RecordingLogger } from '../../runtime/log.js';
import { defaultComparison } from '../statistics/compare.js';
import type { Sample } from '../statistics/samples.js';
import { isThresholdFault, parseThreshold } from '../statistics/thresholds.js';
import { type Measured, runAnalysis, type Schedule } from './analysis.js';
import { orderedClock } from './ordered-clock.js';
import { type Ask, runSoak, type SoakCheck, type SoakPlan } from './soak.js';
import { defaultLimits, type Limits, Tally } from './tally.js';

const pass: Measured = { verdict: 'pass', reason: '' };
const fail: Measured = { verdict: 'fail', reason: 'HTTP 500' };
const unclear: Measured = { verdict: 'inconclusive', reason: 'no data' };
const error: Measured = { verdict: 'error', reason: 'no connection' };

/** Runs an analysis over a list of measurements, the last of which is repeated; tells when each was made. */
async function analyse(list: Measured[], schedule: Partial<Schedule>, limits: Partial<Limits> = {}) {
  const clock = orderedClock();
  const at: number[] = [];
  const result = await runAnalysis(
    { intervalMs: 1_000, initialDelayMs: 0, ...schedule },
    { ...defaultLimits, ...limits },
    async () => {
      at.push(clock.now() / 1_000);
      return list[Math.min(at.length, list.length) - 1] ?? pass;
    },
    { clock, signal: new AbortController().signal },
  );
  return { ...result, at };
}

/** Argo's rules once more, read off the whole sequence. */
function endingOf(sequence: readonly Verdict[], rules: Limits): Verdict | undefined {
  const count = (verdict: Verdict) => sequence.filter((one) => one === verdict).length;
  const row = (verdict: Verdict) => {
    const other = sequence.findLastIndex((one) => one !== verdict);
    return sequence.length - 1 - other;
  };
  if (rules.failureLimit >= 0 && count('fail') > rules.failureLimit) return 'fail';
  if (count('inconclusive') > rules.inconclusiveLimit) return 'inconclusive';
  if (row('error') > rules.consecutiveErrorLimit) return 'error';
  const enough = rules.consecutiveSuccessLimit;
  return enough > 0 && row('pass') >= enough ? 'pass' : undefined;
}

describe("analysis by Argo's rules", () => {
  it('fails at the first failure unless failures are tolerated', async () => {
    expect(await analyse([pass, fail], { count: 5 })).toMatchObject({
      verdict: 'fail',
      reason: 'HTTP 500',
      at: [0, 1],
    });
    const tolerated = await analyse([fail, pass, fail, pass], { count: 4 }, { failureLimit: 2 });
    expect(tolerated).toMatchObject({ verdict: 'pass', counts: { pass: 2, fail: 2 } });
    const over = await analyse([fail, pass, fail], { count: 9 }, { failureLimit: 1 });
    expect(over).toMatchObject({
      verdict: 'fail',
      reason: '2 failures (failure-limit 1), the last: HTTP 500',
    });
  });

  it('takes an unclear answer for unclear, never for a failure', async () => {
    expect((await analyse([unclear], { count: 3 })).verdict).toBe('inconclusive');
    const tolerated = await analyse([unclear, pass], { count: 3 }, { inconclusiveLimit: 1 });
    expect(tolerated.verdict).toBe('pass');
  });

  it('counts errors only in a row, and tries again after 10 s whatever the interval', async () => {
    const late = await analyse([error, error, error, error, pass], { count: 2 });
    expect(late).toMatchObject({ verdict: 'pass', at: [0, 10, 20, 30, 40, 41] });
    const never = await analyse([error], { count: 2 });
    expect(never).toMatchObject({ verdict: 'error', at: [0, 10, 20, 30, 40] });
    expect(never.reason).toBe('5 errors in a row (consecutive-error-limit 4), the last: no connection');
    const broken = await analyse(
      [error, error, pass, error, error, pass],
      { count: 2 },
      { consecutiveErrorLimit: 2 },
    );
    expect(broken.verdict).toBe('pass');
  });

  it('does not count errors towards the count', async () => {
    expect((await analyse([pass, error, pass, pass], { count: 3 })).at).toEqual([0, 1, 11, 12]);
  });

  it('waits for the initial delay, ends with the time, and measures once when nothing else is said', async () => {
    const timed = await analyse([pass], { initialDelayMs: 30_000, durationMs: 3_000 });
    expect(timed).toMatchObject({ verdict: 'pass', at: [30, 31, 32], durationMs: 33_000 });
    expect((await analyse([pass], {})).at).toEqual([0]);
  });

  it('ends early with enough passes in a row; short of them it is unclear, or a failure where only they count', async () => {
    const three = { consecutiveSuccessLimit: 3 };
    expect((await analyse([pass], { count: 9 }, three)).at).toHaveLength(3);
    const mixed = [pass, fail, pass, fail];
    expect((await analyse(mixed, { count: 4 }, { ...three, failureLimit: 2 })).verdict).toBe('inconclusive');
    expect((await analyse(mixed, { count: 4 }, { ...three, failureLimit: -1 })).verdict).toBe('fail');
    expect(
      (await analyse([fail, pass, pass, fail], { count: 4 }, { ...three, failureLimit: 1 })).verdict,
    ).toBe('fail');
  });

  it('ends where its rules say, for any sequence of measurements', () => {
    const limit = fc.integer({ min: -1, max: 3 });
    const limits = fc.record({
      failureLimit: limit,
      inconclusiveLimit: fc.nat(3),
      consecutiveErrorLimit: fc.nat(3),
      consecutiveSuccessLimit: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdicts), { maxLength: 30 }), limits, (sequence, rules) => {
        const tally = new Tally(rules);
        let ended: string | undefined;
        let seen = 0;
        for (const verdict of sequence) {
          seen += 1;
          ended = tally.add(verdict, 'why')?.verdict;
          if (ended) break;
        }
        expect(ended).toBe(endingOf(sequence.slice(0, seen), rules));
      }),
    );
  });

  it('never passes without a single good measurement', async () => {
    const none = await analyse([error], { durationMs: 15_000 });
    expect(none).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('no connection') });
    expect((await analyse([fail], { count: 2 }, { failureLimit: -1 })).verdict).toBe('inconclusive');
  });
});

const answered = (verdict: Sample['verdict'], durationMs: number): Sample => ({
  verdict,
  reason: verdict === 'pass' ? '' : 'HTTP 500',
  durationMs,
});

const plan: SoakPlan = {
  durationMs: 600_000,
  intervalMs: 5_000,
  initialDelayMs: 0,
  concurrency: 1,
  limits: defaultLimits,
  thresholds: [],
  warmUp: 2,
  comparison: defaultComparison,
};

function threshold(text: string) {
  const read = parseThreshold(text);
  if (isThresholdFault(read)) throw new Error(read.message);
  return read;
}

/** Times that repeat every few requests; the first three are a cold start. */
function asking(base: number, verdictOf: (n: number) => Sample['verdict'] = () => 'pass'): Ask {
  let n = 0;
  return async () => {
    n += 1;
    return answered(verdictOf(n), n <= 2 ? 4_000 : base + (n % 7) * (base / 50));
  };
}

function soak(
  checks: Partial<SoakCheck>[],
  changes: Partial<SoakPlan> = {},
  signal = new AbortController().signal,
  reachesElse?: () => Promise<boolean>,
) {
  const full = checks.map((check, i) => ({
    name: `check ${i + 1}`,
    target: 'api',
    ask: asking(100),
    ...check,
  }));
  return runSoak({ ...plan, ...changes }, full, {
    clock: orderedClock(),
    log: new RecordingLogger(),
    signal,
    ...(reachesElse ? { reachesElse } : {}),
  });
}

describe('soak', () => {
  it('keeps asking to its end, and shows what it dropped as warm-up', async () => {
    const { verdict, reason, checks } = await soak([{}], { thresholds: [threshold('p(95)<200')] });
    expect(verdict).toBe('pass');
    expect(reason).toBe('120 requests in 10 min of soak held');
    expect(checks[0]?.latency?.max).toBeLessThan(200);
    expect(checks[0]?.warmUp).toMatchObject({ count: 2, max: 4_000 });
  });

  it('fails with the first bad answer, at once, and stops all other checks', async () => {
    const found = await soak([{ ask: asking(100, (n) => (n === 13 ? 'fail' : 'pass')) }, {}]);
    expect(found).toMatchObject({ verdict: 'fail', durationMs: 60_000 });
    expect(found.reason).toBe('"check 1" on api after 1 min of soak: HTTP 500');
    expect(found.checks[1]).toMatchObject({ verdict: 'inconclusive', counts: { fail: 0 } });
  });

  it('fails a release whose answers hold and are too slow', async () => {
    const found = await soak([{ thresholds: [threshold('p(95)<50')] }]);
    expect(found).toMatchObject({ verdict: 'fail', checks: [{ counts: { fail: 0 } }] });
    expect(found.reason).toContain('p(95)<50 does not hold over 118 samples');
  });

  it('does not fail a good release on a slow runner: the baseline is as slow', async () => {
    const { verdict } = await soak([{ ask: asking(3_000), askBaseline: asking(3_010) }]);
    expect(verdict).toBe('pass');
  });

  it('fails a release that is slower than the one before it', async () => {
    const { verdict, reason } = await soak([{ ask: asking(400), askBaseline: asking(100) }]);
    expect(verdict).toBe('fail');
    expect(reason).toContain('slower than the baseline');
  });

  it('does not roll back for what the previous deployment fails at as well (a shared database is down)', async () => {
    const down: Ask = asking(100, (n) => (n > 20 ? 'fail' : 'pass'));
    const alsoDown: Ask = asking(100, (n) => (n > 20 ? 'fail' : 'pass'));
    const found = await soak([{ ask: down, askBaseline: alsoDown }]);
    expect(found.verdict).toBe('inconclusive');
    expect(found.reason).toContain('the baseline fails as often side by side');
  });

  it('is unclear about speed with too few answers, and never fails for it', async () => {
    const found = await soak([{ ask: asking(900), askBaseline: asking(100) }], { durationMs: 60_000 });
    expect(found.verdict).toBe('inconclusive');
  });

  it('fails a release that stops answering, unless the runner reaches nothing else either', async () => {
    const dies = () => asking(100, (n) => (n > 10 ? 'error' : 'pass'));
    expect((await soak([{ ask: dies() }])).verdict).toBe('fail');
    const offline = await soak([{ ask: dies() }], {}, undefined, async () => false);
    expect(offline).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining("this runner's network"),
    });
    expect((await soak([{ ask: asking(100, () => 'error') }])).verdict).toBe('error');
  });

  it('does not wait for a hung answer once another check has decided', async () => {
    const hung: Ask = () => new Promise(() => {});
    const found = await soak([{ ask: asking(100, (n) => (n === 3 ? 'fail' : 'pass')) }, { ask: hung }]);
    expect(found.verdict).toBe('fail');
  });

  it('asks many at once and counts them together', async () => {
    const found = await soak([{}], { concurrency: 10, durationMs: 60_000 });
    expect(found.checks[0]?.counts.pass).toBe(120);
  });

  it('says once a minute how far it is', async () => {
    const log = new RecordingLogger();
    const { signal } = new AbortController();
    const check = { name: 'health', target: 'api', ask: asking(100) };
    await runSoak(plan, [check], { clock: orderedClock(), log, signal });
    expect(
      log.lines.filter((line) => /^Soak: \d+ min, \d+ requests, 0 did not hold$/.test(line)),
    ).toHaveLength(9);
  });

  it('ends with the run when that is cancelled', async () => {
    const cancel = new AbortController();
    let asked = 0;
    const ask: Ask = async () => {
      asked += 1;
      if (asked === 3) cancel.abort();
      return answered('pass', 1);
    };
    await expect(soak([{ ask }], {}, cancel.signal)).rejects.toBeInstanceOf(CancelledError);
    expect(asked).toBe(3);
  });
});
