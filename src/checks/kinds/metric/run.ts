import { type Measured, runAnalysis } from '../../soak/analysis.js';
import { latencyOf } from '../../statistics/percentiles.js';
import type { CheckContext, Outcome } from '../kind.js';
import { msOf } from '../time-fits.js';
import { judgeValue } from './conditions.js';
import type { Measurement } from './measurement.js';
import { measure } from './sources.js';
import type { MetricCheck } from './spec.js';

/** Measures as often as the check asks for; each number is judged by its conditions, all of them by its limits. */
export async function run(check: MetricCheck, context: CheckContext): Promise<Outcome> {
  const values: number[] = [];
  const hopeless = new AbortController();
  let useless: string | undefined;
  const once = async (): Promise<Measured> => {
    const found = await measure(check, context);
    if ('useless' in found) {
      useless = found.useless;
      hopeless.abort();
    }
    if ('value' in found) values.push(found.value);
    return judged(check, found);
  };
  const signal = AbortSignal.any([context.signal, hopeless.signal]);
  try {
    const { verdict, reason } = await runAnalysis(scheduleOf(check), limitsOf(check), once, {
      ...context,
      signal,
    });
    return { verdict, reason, measurements: figuresOf(values) };
  } catch (error) {
    // What a try can never give is not tried again.
    if (useless !== undefined) return { verdict: 'inconclusive', reason: useless, final: true };
    throw error;
  }
}

function judged(check: MetricCheck, found: Measurement): Measured {
  if ('error' in found) return { verdict: 'error', reason: found.error };
  if ('noData' in found) return { verdict: 'inconclusive', reason: found.noData };
  if ('useless' in found) return { verdict: 'inconclusive', reason: found.useless };
  const verdict = judgeValue(check, found.value);
  const value = Number(found.value.toPrecision(6));
  const wanted =
    verdict === 'fail' && check.failure !== undefined
      ? `failure: ${check.failure}`
      : `success: ${check.success}`;
  const words = {
    pass: '',
    fail: `${value} is bad (${wanted})`,
    inconclusive: `${value} is neither good nor bad`,
  };
  return { verdict, reason: verdict === 'error' ? '' : words[verdict] };
}

function scheduleOf(check: MetricCheck) {
  return {
    intervalMs: msOf(check.interval),
    initialDelayMs: msOf(check['initial-delay']),
    count: check.count,
  };
}

function limitsOf(check: MetricCheck) {
  return {
    failureLimit: check['failure-limit'],
    inconclusiveLimit: check['inconclusive-limit'],
    consecutiveErrorLimit: check['consecutive-error-limit'],
    consecutiveSuccessLimit: check['consecutive-success-limit'],
  };
}

function figuresOf(values: readonly number[]): Record<string, number> {
  const figures = latencyOf(values);
  const last = values.at(-1);
  if (!figures || last === undefined) return {};
  return { value: last, 'value-min': figures.min, 'value-max': figures.max, measured: figures.count };
}
