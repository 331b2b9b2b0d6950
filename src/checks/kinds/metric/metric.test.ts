import { describe, expect, it } from '@jest/globals';
import { PlatformError } from '../../../errors/errors.js';
import type { Exchange, TransportRequest } from '../../transport/transport.js';
import type { CheckContext } from '../kind.js';
import { answered, refused, scriptedContext } from '../scripted-context.js';
import { judgeValue } from './conditions.js';
import { run } from './run.js';
import { metric } from './spec.js';

/** Each request gets the next reply, the last one again and again. */
async function check(
  fields: Record<string, unknown>,
  replies: Exchange[],
  changes: Partial<CheckContext> = {},
) {
  const requests: TransportRequest[] = [];
  const context = scriptedContext(changes, (request) => {
    requests.push(request);
    return replies[Math.min(requests.length, replies.length) - 1] ?? refused();
  });
  const began = context.clock.now();
  const outcome = await run(metric.schema.parse({ kind: 'metric', name: 'm', ...fields }), context);
  return { ...outcome, requests, tookMs: context.clock.now() - began };
}

const json = (body: unknown) => answered({ text: JSON.stringify(body) });
const vector = (...values: string[]) =>
  json({
    status: 'success',
    data: { resultType: 'vector', result: values.map((value) => ({ metric: {}, value: [1, value] })) },
  });
const prometheus = { url: 'https://prometheus.test/', query: 'sum(rate(errors[5m]))' };
const point = { url: 'https://api.test/stats', 'json-path': '$.errors.rate' };

describe('metric check', () => {
  it('asks Prometheus and holds its number against the conditions', async () => {
    const good = await check({ prometheus, success: '< 0.01' }, [vector('0.002')]);
    expect(good).toMatchObject({ verdict: 'pass', measurements: { value: 0.002 } });
    expect(good.requests[0]?.url).toBe(
      'https://prometheus.test/api/v1/query?query=sum(rate(errors%5B5m%5D))',
    );
    const bad = await check({ prometheus, success: '< 0.01' }, [vector('0.2')]);
    expect(bad).toMatchObject({ verdict: 'fail', reason: '0.2 is bad (success: < 0.01)' });
    const scalar = json({ status: 'success', data: { resultType: 'scalar', result: [1, '7'] } });
    expect((await check({ prometheus, failure: '> 5' }, [scalar])).verdict).toBe('fail');
  });

  it('is unclear without data, with NaN and with several series, never green', async () => {
    for (const reply of [vector(), vector('NaN'), vector('0', '0')]) {
      expect((await check({ prometheus, success: '< 1' }, [reply])).verdict).toBe('inconclusive');
    }
    expect((await check({ json: point, success: '< 1' }, [json({})])).reason).toBe(
      'nothing is at $.errors.rate',
    );
    expect((await check({ json: point, success: '< 1' }, [json({ errors: { rate: '' } })])).verdict).toBe(
      'inconclusive',
    );
    expect((await check({ json: point, failure: '> 1' }, [json({ errors: { rate: null } })])).verdict).toBe(
      'inconclusive',
    );
  });

  it('is unclear between good and bad', () => {
    const both = { success: '<= 1', failure: '>= 5' };
    expect([0, 1, 3, 5].map((value) => judgeValue(both, value))).toEqual([
      'pass',
      'pass',
      'inconclusive',
      'fail',
    ]);
    expect(judgeValue({ failure: '!= 0' }, 0)).toBe('pass');
    expect(judgeValue({ success: '== 1e2' }, 100)).toBe('pass');
    expect(judgeValue({ success: '> -1' }, Number.NaN)).toBe('inconclusive');
  });

  it('measures as often as asked, with the limits of Argo', async () => {
    const rate = (value: number) => json({ errors: { rate: value } });
    const steady = await check({ json: point, success: '< 1', count: 5, interval: '1m' }, [rate(0)]);
    expect(steady).toMatchObject({ verdict: 'pass', tookMs: 240_000, measurements: { measured: 5 } });
    const flapping = [rate(0), rate(9), rate(0), rate(9)];
    const tolerant = { json: point, success: '< 1', count: 4, 'failure-limit': 1 };
    expect(await check(tolerant, flapping)).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('failure-limit 1'),
    });
  });

  it('tells that it could not ask from a number that is bad', async () => {
    const down = await check({ json: point, success: '< 1' }, [refused()]);
    expect(down).toMatchObject({ verdict: 'error', tookMs: 40_000 });
    expect(down.requests).toHaveLength(5);
    const late = await check({ json: point, success: '< 1' }, [
      answered({ status: 503 }),
      json({ errors: { rate: 0 } }),
    ]);
    expect(late.verdict).toBe('pass');
    expect((await check({ prometheus, success: '< 1' }, [answered({ text: '<html>' })])).reason).toContain(
      'not JSON',
    );
  });

  it('asks Sentry for errors and crash-free rates of a release, and wants enough sessions', async () => {
    const sentry = {
      token: 't0ken',
      organization: 'acme',
      release: 'api@1.2',
      measure: 'crash-free-sessions',
    };
    const groups = (sessions: number) =>
      json({ groups: [{ totals: { 'sum(session)': sessions, 'crash_free_rate(session)': 0.995 } }] });
    const good = await check({ sentry, success: '>= 99' }, [groups(800)]);
    expect(good).toMatchObject({ verdict: 'pass', measurements: { value: 99.5 } });
    const url = new URL(good.requests[0]?.url ?? '');
    expect(url.pathname).toBe('/api/0/organizations/acme/sessions/');
    expect(url.searchParams.get('query')).toBe('release:"api@1.2"');
    expect(good.requests[0]?.headers?.authorization).toBe('Bearer t0ken');
    expect((await check({ sentry, success: '>= 99' }, [groups(3)])).reason).toContain('3 sessions');
    const errors = { ...sentry, measure: 'errors' };
    expect(
      (await check({ sentry: errors, failure: '> 0' }, [json({ data: [{ 'count()': 2 }] })])).verdict,
    ).toBe('fail');
    expect(
      (await check({ sentry: errors, failure: '> 0', 'consecutive-error-limit': 0 }, [json({})])).verdict,
    ).toBe('error');
  });

  it('reads numbers of Railway from what the action gives, and says which input is missing', async () => {
    const railway = { measure: 'error-rate' };
    const read = async () => 0.5;
    const found = await check({ railway, failure: '> 0.05' }, [], { services: { metrics: { read } } });
    expect(found).toMatchObject({ verdict: 'fail', reason: '0.5 is bad (failure: > 0.05)' });
    const none = await check({ railway, failure: '> 0.05' }, [], {
      services: { metrics: { read: async () => undefined } },
    });
    expect(none).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('no error-rate') });
    const without = await check({ railway, failure: '> 0.05' }, []);
    expect(without).toMatchObject({
      verdict: 'inconclusive',
      final: true,
      reason: expect.stringContaining('railway-token'),
    });
    const down = async () => {
      throw new PlatformError('Railway: no answer', { code: 'unreachable' });
    };
    const never = await check({ railway, failure: '> 0.05' }, [], { services: { metrics: { read: down } } });
    expect(never.verdict).toBe('error');
  });

  it('refuses a check without a condition or with two sources', () => {
    const base = { kind: 'metric', name: 'm', json: point };
    expect(metric.schema.safeParse(base).success).toBe(false);
    expect(metric.schema.safeParse({ ...base, success: '< 1', prometheus }).success).toBe(false);
    expect(metric.schema.safeParse({ ...base, success: 'below 1' }).success).toBe(false);
    const long = { ...base, success: '< 1', count: 10, interval: '5m' };
    expect(metric.schema.safeParse(long).success).toBe(false);
    expect(metric.schema.safeParse({ ...long, timeout: '1h' }).success).toBe(true);
  });
});
