import type { Page } from 'puppeteer-core';
import { formatDuration, parseDuration } from '../../../runtime/duration.js';
import type { CheckContext, Outcome } from '../kind.js';
import type { PageCheck } from './spec.js';

/** As text, because a bundler would change a function that is sent to the page. */
const watch = `globalThis.deployActionsPaints = {};
new PerformanceObserver((list) => {
  globalThis.deployActionsPaints.largest = list.getEntries().at(-1)?.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  const first = list.getEntries().find(({ name }) => name === 'first-contentful-paint');
  if (first) globalThis.deployActionsPaints.first = first.startTime;
}).observe({ type: 'paint', buffered: true });`;

/** The first and the largest contentful paint, in milliseconds (web.dev/articles/fcp, web.dev/articles/lcp). */
interface Paints {
  first?: number | undefined;
  largest?: number | undefined;
}

/** What a page painted, measured against its limits. */
export interface JudgedPaints extends Pick<Outcome, 'measurements'> {
  faults: string[];
  /** What could not be seen: neither proved nor refuted. */
  doubts: string[];
}

/** Watches what the page paints from its beginning; call it before the page is opened. */
export async function watchPaints(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(watch);
}

const betweenLooksMs = 100;
/** The browser tells a paint a while after it was made. */
const toldWithinMs = 500;

/**
 * Judges the paints by the limits of the check. A paint that a limit is for is waited for until the limit is over; a page
 * that painted nothing by then does not hold it. `since` is when the page began to be opened, by the context's clock.
 */
export async function judgePaints(
  page: Page,
  check: PageCheck,
  since: number,
  context: CheckContext,
): Promise<JudgedPaints> {
  const limits = { first: limitOf(check['max-first-paint']), largest: limitOf(check['max-largest-paint']) };
  const until = Math.min(
    since + Math.max(limits.first ?? 0, limits.largest ?? 0) + toldWithinMs,
    context.deadline,
  );
  let paints = await paintsOf(page);
  while (isAwaited(limits, paints) && context.clock.now() < until) {
    await context.clock.sleep(betweenLooksMs, context.signal);
    paints = await paintsOf(page);
  }
  return { ...measurementsOf(paints ?? {}), ...judged(limits, paints) };
}

function limitOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text);
}

function isAwaited(limits: Paints, paints: Paints | undefined): boolean {
  const missing = (which: keyof Paints) => limits[which] !== undefined && paints?.[which] === undefined;
  return missing('first') || missing('largest');
}

/** Undefined when the page could not be asked; without what the browser did not see. */
async function paintsOf(page: Page): Promise<Paints | undefined> {
  const seen: unknown = await page.evaluate('globalThis.deployActionsPaints').catch(() => undefined);
  if (typeof seen !== 'object' || seen === null) return undefined;
  const { first, largest } = seen as Record<string, unknown>;
  return {
    ...(typeof first === 'number' ? { first } : {}),
    ...(typeof largest === 'number' ? { largest } : {}),
  };
}

function measurementsOf({ first, largest }: Paints): Pick<Outcome, 'measurements'> {
  const measurements = {
    ...(first === undefined ? {} : { 'first-paint-ms': Math.round(first) }),
    ...(largest === undefined ? {} : { 'largest-paint-ms': Math.round(largest) }),
  };
  return Object.keys(measurements).length > 0 ? { measurements } : {};
}

function judged(limits: Paints, paints: Paints | undefined): Pick<JudgedPaints, 'faults' | 'doubts'> {
  const [limited] = [limits.first, limits.largest].filter((limit) => limit !== undefined);
  if (limited === undefined) return { faults: [], doubts: [] };
  if (!paints) return { faults: [], doubts: ['the browser did not tell what the page painted'] };
  if (paints.first === undefined && paints.largest === undefined) {
    const longest = Math.max(limits.first ?? 0, limits.largest ?? 0);
    return { faults: [`it painted nothing within ${formatDuration(longest)}`], doubts: [] };
  }
  const faults = [...late('first', limits, paints), ...late('largest', limits, paints)];
  return { faults, doubts: unseen(limits, paints) };
}

function late(which: keyof Paints, limits: Paints, paints: Paints): string[] {
  const { [which]: limit } = limits;
  const { [which]: ms } = paints;
  if (limit === undefined || ms === undefined || ms <= limit) return [];
  return [`its ${which} paint came after ${formatDuration(ms)}, more than ${formatDuration(limit)}`];
}

/** A canvas or a drawing is a first paint and no largest one: that counts text and images only. */
function unseen(limits: Paints, paints: Paints): string[] {
  const missing = (['first', 'largest'] as const).filter(
    (which) => limits[which] !== undefined && paints[which] === undefined,
  );
  return missing.map((which) => `it painted, and the browser tells no ${which} paint of it`);
}
