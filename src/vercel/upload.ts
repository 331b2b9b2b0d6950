import type { DeploymentOptions, VercelClientOptions } from '@vercel/client';
import { z } from 'zod';
import { CancelledError, PlatformError } from '../errors/errors.js';
import type { Logger } from '../runtime/log.js';

/** A deployment that Vercel has just accepted. */
export interface Created {
  id: string;
  /** Without a scheme. */
  host: string;
  inspectorUrl: string;
  /** `production` also for the first deployment of a project, whatever was asked for. */
  target: string | undefined;
}

const createdSchema = z.object({
  id: z.string().min(1),
  url: z.string().nullish(),
  inspectorUrl: z.string().nullish(),
  target: z.string().nullish(),
});

/** Longer than any single step of an upload takes; after it the connection is given up. */
const stallMs = 300_000;

/**
 * Runs Vercel's own upload (ignore rules, hashes, only what is missing) up to the moment the deployment exists: its
 * waiting afterwards never ends for some states. Returns the error that the library tells as an event; throws what the
 * library throws, and CancelledError at once when the run is cancelled.
 */
export async function runUpload(
  options: VercelClientOptions,
  body: Record<string, unknown>,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<{ created: Created } | { error: unknown }> {
  // Only a deployment from a directory needs the library, which takes long to load.
  const { createDeployment } = await import('@vercel/client');
  const events = createDeployment(options, body as DeploymentOptions);
  for (;;) {
    const next = await inTime(events.next(), signal);
    if (next === 'stalled') return { error: new Error(`no progress for ${stallMs / 60_000} minutes`) };
    if (next.done) return { error: new Error('the upload ended without an answer') };
    const { type, payload } = next.value as { type: string; payload: unknown };
    if (type === 'error') return { error: payload };
    if (type === 'created') return readCreated(payload);
    say(type, payload, log);
  }
}

function readCreated(payload: unknown): { created: Created } | { error: unknown } {
  const read = createdSchema.safeParse(payload);
  if (!read.success) {
    return {
      error: new PlatformError('Vercel: the answer to the new deployment has no id.', {
        code: 'unexpected-answer',
        ambiguous: true,
      }),
    };
  }
  const { id, url, inspectorUrl, target } = read.data;
  return {
    created: { id, host: url ?? '', inspectorUrl: inspectorUrl ?? '', target: target ?? undefined },
  };
}

function say(type: string, payload: unknown, log: Logger): void {
  if (type === 'hashes-calculated')
    log.info(`${Object.keys(payload as object).length} different files to deploy`);
  if (type === 'file-count') {
    const missing = (payload as { missing?: unknown[] }).missing?.length ?? 0;
    log.info(`${missing} of them are new to Vercel and are sent`);
  }
  if (type === 'warning' || type === 'notice' || type === 'tip') log.warning(String(payload), 'Vercel');
}

/** The library cannot be told to stop, so its next event races the cancel signal and the clock. */
async function inTime<Value>(next: Promise<Value>, signal: AbortSignal): Promise<Value | 'stalled'> {
  next.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  let stop = () => {};
  const stalled = new Promise<'stalled'>((resolve) => {
    timer = setTimeout(() => resolve('stalled'), stallMs);
  });
  const cancelled = new Promise<never>((_, reject) => {
    stop = () => reject(new CancelledError());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([next, stalled, cancelled]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
