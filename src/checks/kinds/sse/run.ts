import { CancelledError } from '../../../errors/errors.js';
import { formatDuration, parseDuration } from '../../../runtime/duration.js';
import { search } from '../../pattern.js';
import type { StreamedAnswer, TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf, judged, leftMs, unanswered } from '../outcomes.js';
import type { SseCheck } from './spec.js';

/** Opens the stream and listens until the events have come, or its time is over. */
export async function run(check: SseCheck, context: CheckContext): Promise<Outcome> {
  const began = performance.now();
  const request: TransportRequest = {
    method: check.method,
    url: addressOf(context, check.path),
    headers: {
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
      ...(check.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...check.headers,
    },
    ...(check.json === undefined ? {} : { body: JSON.stringify(check.json) }),
    timeoutMs: leftMs(context),
  };
  const opened = await context.transport.stream(request);
  if (!('streamed' in opened)) return unanswered(opened, request, context);
  const { streamed } = opened;
  const type = streamed.headers['content-type'] ?? '';
  const wrong = streamed.status !== 200 || !/^text\/event-stream\b/.test(type);
  const heard = wrong ? nothing : await listen(check, streamed, context, began);
  streamed.close();
  const faults = wrong
    ? [`HTTP ${streamed.status} with "${type}" in place of HTTP 200 with "text/event-stream"`]
    : faultsOf(check, heard);
  return {
    ...judged(faults),
    durationMs: performance.now() - began,
    measurements: {
      events: heard.times.length,
      ...(heard.times[0] === undefined ? {} : { 'first-event-ms': Math.round(heard.times[0]) }),
      ...(heard.times.length > 1 ? { 'spread-ms': Math.round(spreadOf(heard)) } : {}),
    },
    evidence: await evidenceOf(request, undefined, context),
  };
}

interface Heard {
  /** Milliseconds from the request until each event. */
  times: number[];
  matched: boolean;
  /** Why listening ended before all had come. */
  end: 'all' | 'closed' | 'time' | 'first-late';
}

const nothing: Heard = { times: [], matched: false, end: 'closed' };

async function listen(
  check: SseCheck,
  streamed: StreamedAnswer,
  context: CheckContext,
  began: number,
): Promise<Heard> {
  const { createParser } = await import('eventsource-parser');
  const heard: Heard = { times: [], matched: false, end: 'closed' };
  const parser = createParser({
    onEvent: ({ data, event }) => {
      if (check.event !== undefined && (event ?? 'message') !== check.event) return;
      heard.times.push(performance.now() - began);
      heard.matched ||= check.matches !== undefined && 'groups' in search(check.matches, data);
    },
  });
  const stopTimers = closeInTime(check, heard, streamed, leftMs(context), began);
  try {
    const decoder = new TextDecoder();
    for await (const chunk of streamed.body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (!isDone(check, heard)) continue;
      heard.end = 'all';
      break;
    }
  } catch {
    // The stream was closed from this side, or broke: `end` and the times say what came until then.
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
  } finally {
    stopTimers();
  }
  return heard;
}

function isDone(check: SseCheck, { times, matched }: Heard): boolean {
  return times.length >= check.events && (check.matches === undefined || matched);
}

/** Ends the stream from this side when its first event is late, and when its time is over. */
function closeInTime(
  check: SseCheck,
  heard: Heard,
  streamed: StreamedAnswer,
  left: number,
  began: number,
): () => void {
  const close = (end: Heard['end']) => {
    heard.end = end;
    streamed.close();
  };
  const firstMs = parseDuration(check['first-event']) ?? 5_000;
  const late = () => heard.times.length === 0 && close('first-late');
  const timers = [
    setTimeout(late, Math.max(1, firstMs - (performance.now() - began))),
    setTimeout(() => close('time'), left),
  ];
  return () => timers.forEach(clearTimeout);
}

function faultsOf(check: SseCheck, heard: Heard): string[] {
  const { times, end } = heard;
  const [first] = times;
  const firstMs = parseDuration(check['first-event']) ?? 5_000;
  if (first === undefined) {
    const why =
      end === 'closed'
        ? 'the stream ended'
        : `nothing came within ${end === 'time' ? check.timeout : check['first-event']}`;
    return [`no event came: ${why}`];
  }
  const spread = parseDuration(check['min-spread'] ?? '');
  const stopped = end === 'closed' ? 'then the stream ended' : `until ${check.timeout} were over`;
  return [
    ...(first > firstMs
      ? [`the first event came after ${formatDuration(first)}, later than ${check['first-event']}`]
      : []),
    ...(times.length < check.events ? [`${times.length} of ${check.events} events came, ${stopped}`] : []),
    ...(spread !== undefined && times.length >= check.events && spreadOf(heard) < spread
      ? [
          `${times.length} events came within ${formatDuration(spreadOf(heard))} in one lump, less than ${check['min-spread']} apart: something on the way (compression, a proxy, a buffered response) holds them back`,
        ]
      : []),
    ...(check.matches !== undefined && !heard.matched ? [`no event matches /${check.matches}/`] : []),
  ];
}

function spreadOf({ times }: Heard): number {
  return (times.at(-1) ?? 0) - (times[0] ?? 0);
}
