import { Agent } from 'node:http';
import { type ProbeOutcome, type ProbeResponse, probe } from './request.js';
import type { Sample } from './sample.js';
import { probeStream } from './stream.js';

export { byTarget, failed, type Sample } from './sample.js';
export { quantile, summarise } from './summary.js';

export interface ProbeTarget {
  name: string;
  /** An http address; redirects are not followed. */
  url: string;
  headers?: Record<string, string>;
  /** Server-sent events: one stream after the other is read to its end; one that is cut short counts as lost. */
  stream?: {
    /** Text that is in the last event. */
    until: string;
    atMostMs: number;
  };
  /** Reads from an answer which version gave it; undefined (or a throw) when it does not say. */
  version(response: ProbeResponse): string | undefined;
}

export interface ProberOptions {
  targets: ProbeTarget[];
  /** Requests per second to each target. */
  perSecond: number;
  /** After so many milliseconds a request counts as lost; 2,000 when absent. */
  timeoutMs?: number;
}

export interface Prober {
  /** What has ended so far, in the order it ended. */
  readonly samples: Sample[];
  /** Sends no more, waits for what is under way (the timeout at most), and returns all samples by time of sending. */
  stop(): Promise<Sample[]>;
}

/**
 * Sends GET requests to every target on a fixed schedule that does not wait for answers, so that a slow target is
 * asked as often as a fast one and its slowness is not hidden. What is in flight is bounded by rate × timeout.
 * Moments that this process itself slept through are left out, not sent in a burst.
 */
export function startProber(options: ProberOptions): Prober {
  const timeoutMs = options.timeoutMs ?? 2_000;
  const interval = 1_000 / options.perSecond;
  const agent = new Agent({ keepAlive: true, maxFreeSockets: options.targets.length * 4 });
  const all = options.targets.map((target) => ({ target, url: new URL(target.url) }));
  const targets = all.filter(({ target }) => target.stream === undefined);
  const stopped = new AbortController();
  const samples: Sample[] = [];
  const inFlight = new Set<Promise<void>>();
  const start = performance.now();
  let next = 0;
  let timer: NodeJS.Timeout | undefined;

  const send = (target: ProbeTarget, url: URL) => {
    const done = sampleOf(target, () => probe(url, agent, timeoutMs, target.headers)).then((sample) => {
      samples.push(sample);
      inFlight.delete(done);
    });
    inFlight.add(done);
  };
  const tick = () => {
    for (const { target, url } of targets) send(target, url);
    next = Math.max(next + 1, Math.ceil((performance.now() - start) / interval));
    timer = setTimeout(tick, start + next * interval - performance.now());
  };
  tick();
  const streams = all
    .filter(({ target }) => target.stream !== undefined)
    .map(({ target, url }) => follow(target, url, samples, stopped.signal));
  return {
    samples,
    async stop() {
      clearTimeout(timer);
      stopped.abort();
      await Promise.all([...inFlight, ...streams]);
      agent.destroy();
      return samples.toSorted((left, right) => left.at - right.at);
    },
  };
}

/** Milliseconds between the end of a stream and the next one, so that one that is refused is not asked for all the time. */
const betweenStreams = 100;

/** One stream after the other until the prober stops; the one that is open then tells nothing. */
async function follow(target: ProbeTarget, url: URL, samples: Sample[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted && target.stream) {
    const { stream, headers = {} } = target;
    const sample = await sampleOf(target, () => probeStream(url, { ...stream, headers, signal }));
    if (signal.aborted) return;
    samples.push(sample);
    await new Promise((resolve) => setTimeout(resolve, betweenStreams));
  }
}

async function sampleOf(target: ProbeTarget, ask: () => Promise<ProbeOutcome>): Promise<Sample> {
  const at = Date.now();
  const sent = performance.now();
  const outcome = await ask();
  return { at, target: target.name, ...read(outcome, target), durationMs: performance.now() - sent };
}

function read(outcome: ProbeOutcome, target: ProbeTarget): Pick<Sample, 'status' | 'error' | 'version'> {
  if (outcome.kind === 'timeout') return { status: 'timeout' };
  if (outcome.kind === 'error') return { status: 'error', error: outcome.error };
  const version = versionOf(target, outcome.response);
  return { status: outcome.response.status, ...(version === undefined ? {} : { version }) };
}

function versionOf(target: ProbeTarget, response: ProbeResponse): string | undefined {
  try {
    return target.version(response);
  } catch {
    // An error page is not the JSON the reader expects; that is an answer without a version, not our failure.
    return undefined;
  }
}
