import type { InputReader } from '../../../src/action/inputs.js';
import type { SuiteSoak } from '../../../src/checks/soak/soak-suite.js';
import { defaultLimits } from '../../../src/checks/soak/tally.js';
import { defaultComparison } from '../../../src/checks/statistics/compare.js';
import {
  isThresholdFault,
  parseThreshold,
  type Threshold,
} from '../../../src/checks/statistics/thresholds.js';
import { InputError } from '../../../src/errors/errors.js';
import { oneOf } from '../../../src/errors/messages.js';

const minutes = 60_000;

/**
 * Reads how to keep asking; undefined without `soak`. Throws InputError for a threshold that is none, a baseline of a
 * target that is not given, and limits without a soak.
 */
export function readSoakInputs(read: InputReader, targets: readonly string[]): SuiteSoak | undefined {
  const durationMs = read.duration('soak', 0);
  const soak = {
    durationMs,
    intervalMs: read.duration('soak-interval', 5_000),
    initialDelayMs: read.duration('soak-delay', 0),
    concurrency: read.integer('soak-concurrency', { min: 1, max: 50, fallback: 1 }),
    limits: limitsOf(read),
    thresholds: read.list('thresholds').map(thresholdOf),
    warmUp: read.integer('warm-up', { min: 0, max: 1_000, fallback: 5 }),
    comparison: comparisonOf(read),
    baselines: baselinesOf(read, targets),
  };
  if (durationMs === 0) {
    refuseWithoutSoak(soak);
    return undefined;
  }
  if (soak.intervalMs >= durationMs) {
    throw new InputError(
      `The input "soak-interval" is ${soak.intervalMs} ms, which is not shorter than "soak" (${durationMs} ms), so there would be one request.`,
      { fix: 'Make "soak" longer, such as 10m, or "soak-interval" shorter, such as 5s.' },
    );
  }
  if (durationMs > 6 * 60 * minutes) {
    throw new InputError('The input "soak" is longer than 6 hours, which is when GitHub ends a job.', {
      fix: 'Use a shorter soak, such as 10m or 1h.',
    });
  }
  return soak;
}

function limitsOf(read: InputReader): SuiteSoak['limits'] {
  const { failureLimit, inconclusiveLimit, consecutiveErrorLimit } = defaultLimits;
  const most = 100_000;
  return {
    ...defaultLimits,
    failureLimit: read.integer('failure-limit', { min: -1, max: most, fallback: failureLimit }),
    inconclusiveLimit: read.integer('inconclusive-limit', { min: 0, max: most, fallback: inconclusiveLimit }),
    consecutiveErrorLimit: read.integer('consecutive-error-limit', {
      min: 0,
      max: most,
      fallback: consecutiveErrorLimit,
    }),
  };
}

function comparisonOf(read: InputReader): SuiteSoak['comparison'] {
  const percent = read.integer('baseline-margin', { min: 0, max: 1_000, fallback: 20 });
  return {
    ...defaultComparison,
    margin: percent / 100,
    minSamples: read.integer('baseline-samples', {
      min: 8,
      max: 10_000,
      fallback: defaultComparison.minSamples,
    }),
  };
}

function thresholdOf(line: string): Threshold {
  const threshold = parseThreshold(line);
  if (!isThresholdFault(threshold)) return threshold;
  throw new InputError(`The input "thresholds": ${threshold.message}.`, {
    fix: 'Write one threshold a line, such as p(95)<500 (milliseconds) or rate<0.01 (share of failed requests).',
  });
}

/** One address for the one target, or lines of the form target=address. */
function baselinesOf(read: InputReader, targets: readonly string[]): Record<string, string> {
  const lines = read.list('baseline-url');
  const [only] = targets;
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = only, address = line] = /^([A-Za-z0-9][\w.-]*)\s*=\s*(\S+)$/.exec(line) ?? [];
      if (name === undefined || (!line.includes('=') && targets.length > 1)) {
        throw new InputError('The input "baseline-url" does not say whose previous deployment it is.', {
          fix: `Write lines of the form target=address; the targets are ${oneOf(targets) || 'not given'}.`,
        });
      }
      return [checkedTarget(name, targets), checkedAddress(address)] as const;
    }),
  );
}

function checkedTarget(name: string, targets: readonly string[]): string {
  if (targets.length === 0 || targets.includes(name)) return name;
  throw new InputError(`The input "baseline-url" names the target "${name}", which is not given.`, {
    fix: `Use ${oneOf(targets)}.`,
  });
}

function checkedAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '')
    return address.replace(/\/+$/, '');
  throw new InputError(
    `The input "baseline-url" has "${address}", which is no http:// or https:// address.`,
    {
      fix: "Give the previous deployment's own address, such as https://my-app-k3x1.vercel.app.",
    },
  );
}

function refuseWithoutSoak({ thresholds, baselines }: SuiteSoak): void {
  const given = [
    ...(thresholds.length > 0 ? ['thresholds'] : []),
    ...(Object.keys(baselines).length > 0 ? ['baseline-url'] : []),
  ];
  if (given.length === 0) return;
  throw new InputError(
    `The input "${given[0]}" is given without "soak", so nothing would be held against it.`,
    {
      fix: 'Give "soak: 10m" too; for thresholds over a few requests of one check, write samples and thresholds in the suite.',
    },
  );
}
