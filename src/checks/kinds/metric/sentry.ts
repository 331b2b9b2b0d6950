import { z } from 'zod';
import type { Measurement } from './measurement.js';
import type { MetricCheck } from './spec.js';

type Sentry = NonNullable<MetricCheck['sentry']>;

const number = z.number().nullable();

/** Answer of `organizations/{slug}/sessions/` (docs.sentry.io/api/releases). */
const sessionsSchema = z.object({
  groups: z.array(z.object({ totals: z.record(z.string(), number) })),
});

/** Answer of `organizations/{slug}/events/` with one field (docs.sentry.io/api/discover). */
const eventsSchema = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

const rates = {
  'crash-free-sessions': 'crash_free_rate(session)',
  'crash-free-users': 'crash_free_rate(user)',
} as const;

/** Where the measure is asked. */
export function sentryUrl(sentry: Sentry): string {
  const base = `${sentry.url.replace(/\/+$/, '')}/api/0/organizations/${encodeURIComponent(sentry.organization)}`;
  const query = new URLSearchParams({ statsPeriod: sentry.period, project: sentry.project ?? '-1' });
  if (sentry.environment !== undefined) query.set('environment', sentry.environment);
  const release = sentry.release === undefined ? '' : `release:"${sentry.release.replaceAll('"', '\\"')}"`;
  if (sentry.measure === 'errors') {
    query.set('field', 'count()');
    query.set('dataset', 'errors');
    query.set('query', release);
    return `${base}/events/?${query}`;
  }
  for (const field of [rates[sentry.measure], 'sum(session)']) query.append('field', field);
  if (release !== '') query.set('query', release);
  return `${base}/sessions/?${query}`;
}

/** The number of the measure: errors as a count, crash-free rates in percent (0 to 100). Few sessions are no number. */
export function sentryValue(sentry: Sentry, body: unknown): Measurement {
  return sentry.measure === 'errors' ? errors(body) : rate(sentry, rates[sentry.measure], body);
}

function errors(body: unknown): Measurement {
  const { data: answer } = eventsSchema.safeParse(body);
  const count = answer?.data[0]?.['count()'];
  return typeof count === 'number'
    ? { value: count }
    : { error: 'the answer is none of Sentry: it holds no count()' };
}

function rate({ 'min-sessions': least }: Sentry, field: string, body: unknown): Measurement {
  const { data: answer } = sessionsSchema.safeParse(body);
  if (!answer) return { error: 'the answer is none of Sentry: it holds no groups' };
  const totals = answer.groups[0]?.totals ?? {};
  const sessions = totals['sum(session)'] ?? 0;
  const share = totals[field];
  if (share === undefined || share === null) return { noData: 'Sentry has no session of it yet' };
  if (sessions < least)
    return { noData: `Sentry has ${sessions} sessions of it, ${least} are needed (min-sessions)` };
  return { value: share * 100 };
}
