import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../../src/http/client.js';
import { deliveryFigures } from '../../../src/release/delivery.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { RecordingLogger } from '../../../src/runtime/log.js';
import type { Step } from '../plan.js';
import { emptyResult, type Result } from '../result.js';
import { deliveryMarkdown } from './delivery-report.js';
import { incidentBody } from './incident.js';
import { bodyOf, tellWebhook } from './webhook.js';
import { type Webhook, webhookFormats } from './webhook-settings.js';

const runUrl = 'https://github.com/acme/notes/actions/runs/7/attempts/1';
const hostile = '<!channel> @everyone <img src=x> | `x` and\nmore';
const result = (more: Partial<Result> = {}): Result => ({
  ...emptyResult(
    { command: 'conclude', environment: 'production' },
    { release: '7.1', commit: 'c'.repeat(40) },
  ),
  ...{ outcome: 'rolled-back', reason: hostile, durationMs: 5_000 },
  backTo: { release: '6.1', commit: 'd'.repeat(40) },
  ...more,
});
const webhook = (more: Partial<Webhook> = {}): Webhook => ({
  ...{ url: 'https://hooks.example.com/secret', format: 'slack', routingKey: undefined, on: 'problems' },
  ...more,
});

const undo: (() => void)[] = [];
afterEach(() => {
  for (const work of undo.splice(0)) work();
});

async function receiver(status: number) {
  const got: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      got.push(text);
      response.statusCode = status;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}
const http = () => {
  const { signal } = new AbortController();
  return createHttp({ log: new RecordingLogger(), clock: systemClock, signal, userAgent: 'test' });
};

describe('a webhook', () => {
  it.each(webhookFormats)('in the form of %s calls nobody by what a commit says', (format) => {
    const text = JSON.stringify(
      bodyOf(webhook({ format, routingKey: 'k' }), result(), { runUrl, issueUrl: undefined }),
    );
    if (format === 'slack') expect(text).not.toMatch(/<!channel>|<img/);
    if (format === 'discord') expect(JSON.parse(text)).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(text.length).toBeLessThan(8_000);
    expect(text).toContain('was bad and was taken back');
  });

  it('is told of problems, and of verified releases only when asked for', async () => {
    const { got, url } = await receiver(200);
    const run = { http: http(), runUrl, issueUrl: undefined };
    await tellWebhook(webhook({ url }), result(), run);
    await tellWebhook(webhook({ url }), result({ outcome: 'verified' }), run);
    await tellWebhook(webhook({ url, on: 'always' }), result({ outcome: 'verified' }), run);
    expect(got).toHaveLength(2);
  });

  it('that refuses or is gone is a note, which never shows its address', async () => {
    const { url } = await receiver(403);
    const run = { http: http(), runUrl, issueUrl: undefined };
    expect(await tellWebhook(webhook({ url }), result(), run)).toContain('HTTP 403');
    const gone = await tellWebhook(webhook({ url: 'http://127.0.0.1:9/secret' }), result(), run);
    expect(gone).toMatch(/could not be reached/);
    expect(gone).not.toContain('secret');
  });

  it('of PagerDuty opens one incident, which the next verified release closes', () => {
    const links = { runUrl, issueUrl: undefined };
    const pager = webhook({ format: 'pagerduty', routingKey: 'k' });
    const bad = bodyOf(pager, result({ outcome: 'failed' }), links);
    const good = bodyOf(pager, result({ outcome: 'verified' }), links);
    expect([bad.event_action, good.event_action, bad.dedup_key]).toEqual([
      'trigger',
      'resolve',
      good.dedup_key,
    ]);
  });
});

describe('an incident', () => {
  it('tells the time of each step, what is live again, and asks the questions for afterwards', () => {
    const component = {
      ...({ kind: 'vercel', name: 'web', project: 'p', deployment: 'd2' } as const),
      previous: 'd1',
      url: null,
    };
    const asked = { way: 'rollback', call: 'POST /rollback', estimateMs: 5_000 } as const;
    const step: Step = { ...asked, action: 'rollback', component, to: 'd1', reason: 'verified', after: [] };
    const steps: Result['steps'] = [{ step, state: 'done', live: 'd1', durationMs: 3_000 }];
    const body = incidentBody(result({ steps }), runUrl, Date.UTC(2026, 10, 21, 2, 0, 5));
    expect(body).toContain('- 2026-11-21 02:00:00 the release was judged');
    expect(body).toContain('- 2026-11-21 02:00:03 web done (3.0 s)');
    expect(body).toContain('Live again: release `6.1`');
    expect(body).toContain('- [ ] What was the cause');
    expect(body).not.toMatch(/<img|@everyone/);
  });
});

it('the report of delivery shows a chart and says what it cannot know', () => {
  const day = 86_400_000;
  const release = (at: number, end: 'verified' | 'failed') => ({
    ...{ release: `${at}`, commit: 'c', endedAt: at, end },
    commitTimes: [],
  });
  const figures = deliveryFigures([release(day, 'verified'), release(8 * day, 'failed')], [], {
    from: 0,
    to: 14 * day,
  });
  const text = deliveryMarkdown(figures, 'production', 14);
  expect(text).toContain('  bar [1, 0]\n  line [0, 1]');
  expect(text).toContain('no release brought commits that could be compared');
  expect(text).toContain('50.0 %');
});
