import { describe, expect, it } from '@jest/globals';
import type { Exchange } from '../../transport/transport.js';
import { answered, refused, scriptedContext } from '../scripted-context.js';
import { run } from './run.js';
import { rateLimit } from './spec.js';

/** A service that takes so many requests, then limits for some seconds by the context's own clock. */
function check(fields: Record<string, unknown>, service: (n: number, now: number) => Exchange) {
  let sent = 0;
  const context = scriptedContext({}, () => {
    sent += 1;
    return service(sent, context.clock.now());
  });
  const parsed = rateLimit.schema.parse({ kind: 'rate-limit', name: 'limit', path: '/login', ...fields });
  return run(parsed, context).then((outcome) => ({ ...outcome, sent }));
}

const limited = (headers: Record<string, string> = {}) => answered({ status: 429, headers });

describe('rate-limit check', () => {
  it('passes when the limit answers in time and lets go again', async () => {
    const found = await check({ within: 30, concurrency: 1 }, (n, now) =>
      n > 10 && now < 5_000 ? limited() : answered(),
    );
    expect(found).toMatchObject({
      verdict: 'pass',
      measurements: { 'requests-until-limit': 11, 'recovered-after-ms': 5_000 },
    });
  });

  it('sends no more requests than it may, and fails when none is limited', async () => {
    const found = await check({ within: 20, concurrency: 7 }, () => answered());
    expect(found).toMatchObject({ verdict: 'fail', sent: 20 });
    expect(found.reason).toBe('all of 20 requests were answered, none with HTTP 429');
  });

  it('fails when the limit never lets go, within its time', async () => {
    const found = await check({ 'recovers-within': '10s' }, () => limited());
    expect(found.reason).toBe('the limit did not let go within 10s: HTTP 429');
    expect(found.sent).toBeLessThan(20);
  });

  it('comes back when Retry-After says so, and fails when that is too long or missing', async () => {
    const asked: number[] = [];
    const polite = await check({ concurrency: 1, 'retry-after': true }, (_, now) => {
      asked.push(now);
      return now < 7_000 ? limited({ 'retry-after': '7' }) : answered();
    });
    expect(polite.verdict).toBe('pass');
    expect(asked).toEqual([0, 7_000]);
    expect((await check({}, () => limited({ 'retry-after': '3600' }))).reason).toContain(
      'come back after 60 min',
    );
    expect((await check({ 'retry-after': true }, () => limited())).reason).toContain('does not say when');
  });

  it('tells a service that breaks before it limits', async () => {
    const found = await check({ concurrency: 1 }, (n) => answered({ status: n === 5 ? 502 : 200 }));
    expect(found).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('request 5 was answered with HTTP 502'),
    });
  });

  it('does not blame the limit when nothing answers at all', async () => {
    const found = await check({}, () => refused());
    expect(found).toMatchObject({ verdict: 'error', unreachable: { phase: 'connect' } });
  });
});
