import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { VercelClient } from './client.js';

const eventSchema = z.object({
  type: z.string(),
  level: z.string().nullish(),
  created: z.number().nullish(),
  date: z.number().nullish(),
  text: z.string().nullish(),
  payload: z.object({ text: z.string().nullish() }).nullish(),
});

/** One line of a build log. */
export interface LogLine {
  text: string;
  /** Whether Vercel marked it as an error. */
  isError: boolean;
}

const lineTypes = new Set(['command', 'stdout', 'stderr', 'fatal', 'exit']);
const eventCount = 1_000;

/**
 * The end of a deployment's build log, oldest line first. Empty for a log that cannot be read: a log explains a verdict,
 * it does not make one. At most so many events are read, counted from the end.
 */
export async function readBuildLog(
  client: VercelClient,
  deploymentId: string,
  events = eventCount,
): Promise<LogLine[]> {
  try {
    const answer = await client.answer({
      operation: `read the build log of ${deploymentId}`,
      method: 'GET',
      path: `/v3/deployments/${encodeURIComponent(deploymentId)}/events`,
      query: { direction: 'backward', limit: String(events), builds: '1', follow: '0' },
      timeoutMs: 10_000,
      tries: 2,
    });
    return linesOf(answer.text);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    client.log.info(`The build log could not be read: ${error.message}`);
    return [];
  }
}

/** The lines of an events answer in the order they were written; Vercel sends an array or one JSON object a line. */
export function linesOf(body: string): LogLine[] {
  const events = eventsOf(body).flatMap((value) => {
    const read = eventSchema.safeParse(value);
    return read.success && lineTypes.has(read.data.type) ? [read.data] : [];
  });
  return events
    .map((event) => ({
      at: event.created ?? event.date ?? 0,
      text: event.text ?? event.payload?.text ?? '',
      isError: event.level === 'error' || event.type === 'fatal',
    }))
    .sort((one, other) => one.at - other.at)
    .flatMap(({ text, isError }) => plainLines(text).map((line) => ({ text: line, isError })));
}

function plainLines(text: string): string[] {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}

/**
 * The lines that say why a build failed: from the first of the last run of errors on, at most `count`; the last lines of
 * all where none is marked. Builders often mark only "Error: Command exited with 1", so the lines before it are kept.
 */
export function tellingLines(lines: readonly LogLine[], count: number): string[] {
  const lastError = lines.findLastIndex(({ isError }) => isError);
  const end = lastError < 0 ? lines.length : lastError + 1;
  return lines.slice(Math.max(0, end - count), end).map(({ text }) => text);
}

function eventsOf(body: string): unknown[] {
  const whole = parse(body);
  if (Array.isArray(whole)) return whole;
  return body.split('\n').map(parse);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
