import { z } from 'zod';
import type { Measurement } from './measurement.js';
import type { MetricCheck } from './spec.js';

type Prometheus = NonNullable<MetricCheck['prometheus']>;

const point = z.tuple([z.number(), z.string()]);

/** Answer of Prometheus' instant query (prometheus.io/docs, "HTTP API", "Instant queries"). */
const answerSchema = z.object({
  status: z.string(),
  error: z.string().optional(),
  data: z
    .discriminatedUnion('resultType', [
      z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: point })) }),
      z.object({ resultType: z.literal('scalar'), result: point }),
    ])
    .optional(),
});

/** Where an instant query is asked. */
export function prometheusUrl({ url, query }: Prometheus): string {
  return `${url.replace(/\/+$/, '')}/api/v1/query?query=${encodeURIComponent(query)}`;
}

/** The number of an instant query. No series, NaN and several series are no number. */
export function prometheusValue(body: unknown): Measurement {
  const { success, data: answer } = answerSchema.safeParse(body);
  if (!success) return { error: 'the answer is none of a Prometheus (vector or scalar of an instant query)' };
  if (answer.status !== 'success' || !answer.data)
    return { error: `Prometheus: ${answer.error ?? answer.status}` };
  const { data } = answer;
  const points = data.resultType === 'scalar' ? [data.result] : data.result.map(({ value }) => value);
  const [first] = points;
  if (!first) return { noData: 'the query gives no series' };
  if (points.length > 1) {
    return {
      noData: `the query gives ${points.length} series where one number is needed: aggregate it, such as sum(…)`,
    };
  }
  const value = Number(first[1]);
  return Number.isFinite(value) ? { value } : { noData: `the query gives ${first[1]}` };
}
