import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { VercelClient } from './client.js';

const eventSchema = z.object({
  type: z.string(),
  created: z.number().nullish(),
  date: z.number().nullish(),
  text: z.string().nullish(),
  payload: z.object({ text: z.string().nullish() }).nullish(),
});

const lineTypes = new Set(['command', 'stdout', 'stderr', 'fatal', 'exit']);
const lineCount = 30;

/**
 * The last lines of a deployment's build log, oldest first. Never throws for a log that cannot be read: a log explains a
 * verdict, it does not make one.
 */
export async function readBuildLogTail(client: VercelClient, deploymentId: string): Promise<string[]> {
  try {
    const answer = await client.answer({
      operation: `read the build log of ${deploymentId}`,
      method: 'GET',
      path: `/v3/deployments/${encodeURIComponent(deploymentId)}/events`,
      query: { direction: 'backward', limit: '200', builds: '1', follow: '0' },
      timeoutMs: 10_000,
    });
    return linesOf(answer.text).slice(-lineCount);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    client.log.info(`The build log could not be read: ${error.message}`);
    return [];
  }
}

/** The lines of an events answer in the order they were written; Vercel sends an array or one JSON object a line. */
export function linesOf(body: string): string[] {
  const events = eventsOf(body).flatMap((value) => {
    const read = eventSchema.safeParse(value);
    return read.success && lineTypes.has(read.data.type) ? [read.data] : [];
  });
  return events
    .map((event) => ({ at: event.created ?? event.date ?? 0, text: event.text ?? event.payload?.text ?? '' }))
    .sort((one, other) => one.at - other.at)
    .flatMap(({ text }) => stripVTControlCharacters(text).split('\n'))
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
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
