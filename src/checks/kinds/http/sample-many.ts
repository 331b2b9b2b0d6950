import { combineVerdicts } from '../../../release/verdict.js';
import { latencyOf } from '../../statistics/percentiles.js';
import { type Sample, Series } from '../../statistics/samples.js';
import {
  isThresholdFault,
  judgeThreshold,
  parseThreshold,
  type Threshold,
} from '../../statistics/thresholds.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { askerOf } from './asker.js';
import type { HttpCheck } from './spec.js';

/** Makes the check `samples` times, a few at once, and judges all answers by its thresholds. */
export async function sampleMany(check: HttpCheck, wanted: number, context: CheckContext): Promise<Outcome> {
  const lanes = Math.min(check.concurrency, wanted);
  const { request, ask } = await askerOf(check, context, { connection: 'kept', poolSize: lanes });
  const samples = await collect(ask, wanted, lanes, context);
  const { warmUp, counted } = Series.of(samples).splitWarmUp(check['warm-up'] ?? lanes);
  const evidence = await evidenceOf(request, undefined, context);
  return {
    ...judged(check, samples, counted, wanted),
    samples: samples.slice(warmUp.count),
    measurements: measurementsOf(warmUp, counted),
    evidence,
  };
}

/** What was asked until all were or the time of the check was over, in the order of the questions. */
async function collect(
  ask: () => Promise<Sample>,
  wanted: number,
  lanes: number,
  { clock, deadline }: CheckContext,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  let asked = 0;
  const lane = async () => {
    while (asked < wanted && clock.now() < deadline) {
      const place = asked;
      asked += 1;
      samples[place] = await ask();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return samples;
}

function judged(
  check: HttpCheck,
  all: readonly Sample[],
  counted: Series,
  wanted: number,
): Pick<Outcome, 'verdict' | 'reason' | 'unreachable'> {
  const silent = all.find(({ verdict }) => verdict === 'error');
  if (silent && all.every(({ verdict }) => verdict === 'error')) {
    const { reason } = silent;
    return {
      verdict: 'error',
      reason,
      unreachable: { phase: 'connect', timedOut: silent.durationMs !== undefined, why: reason },
    };
  }
  const thresholds = thresholdsOf(check.thresholds);
  const parts = [
    ...thresholds.map((threshold) => judgeThreshold(threshold, counted)),
    ...(thresholds.some(({ aggregation }) => aggregation === 'rate') ? [] : [allHold(all)]),
    ...(all.length < wanted ? [tooFew(all.length, wanted, check.timeout)] : []),
  ];
  const verdict = combineVerdicts(parts.map((part) => part.verdict));
  const reasons = parts.filter((part) => part.verdict === verdict).map(({ reason }) => reason);
  return { verdict, reason: verdict === 'pass' ? '' : reasons.join('; ') };
}

/** Thresholds of a suite, which its schema accepted. */
export function thresholdsOf(texts: readonly string[] = []): Threshold[] {
  return texts.map(parseThreshold).filter((read): read is Threshold => !isThresholdFault(read));
}

type Judged = Pick<Outcome, 'verdict' | 'reason'>;

function allHold(all: readonly Sample[]): Judged {
  const bad = all.filter(({ verdict }) => verdict !== 'pass');
  const [first] = bad;
  if (!first) return { verdict: 'pass', reason: '' };
  return {
    verdict: 'fail',
    reason: `${bad.length} of ${all.length} answers do not hold, the first: ${first.reason}`,
  };
}

function tooFew(got: number, wanted: number, timeout: string): Judged {
  const reason = `only ${got} of ${wanted} samples were taken within ${timeout}`;
  return { verdict: 'inconclusive', reason };
}

function measurementsOf(warmUp: Series, counted: Series): Record<string, number> {
  const latency = latencyOf(counted.durations());
  const warm = latencyOf(warmUp.durations());
  const rate = counted.errorRate();
  return {
    samples: counted.count,
    ...(Number.isNaN(rate) ? {} : { 'error-rate': rate }),
    ...(latency
      ? {
          'med-ms': round(latency.med),
          'p95-ms': round(latency.p95),
          'p99-ms': round(latency.p99),
          'max-ms': round(latency.max),
        }
      : {}),
    ...(warm ? { 'warm-up-samples': warm.count, 'warm-up-max-ms': round(warm.max) } : {}),
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
