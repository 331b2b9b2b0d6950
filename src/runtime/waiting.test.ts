import { describe, expect, it } from '@jest/globals';
import { CancelledError, PlatformError } from '../errors/errors.js';
import type { Clock } from './clock.js';
import { RecordingLogger } from './log.js';
import { type Look, waitUntil } from './waiting.js';

/** A clock that jumps, so that an hour of waiting takes no time. */
function jumpingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  };
}

function wait(looks: (Look<string> | Error)[], signal = new AbortController().signal) {
  const log = new RecordingLogger();
  let next = 0;
  const look = async (): Promise<Look<string>> => {
    const entry = looks[Math.min(next, looks.length - 1)] ?? { phase: 'queued' };
    next += 1;
    if (entry instanceof Error) throw entry;
    return entry;
  };
  const waiting = {
    subject: 'Deployment',
    look,
    timeoutMs: (phase: string) => (phase === 'build' ? 60_000 : 10_000),
    intervalMs: () => 1_000,
  };
  return { log, ended: waitUntil(waiting, { clock: jumpingClock(), log, signal }) };
}

const unreachable = new PlatformError('no answer', { code: 'unreachable' });

describe('waiting', () => {
  it('is not fooled by a dropped socket or a 500 in between', async () => {
    const busy = new PlatformError('busy', { code: 'x', status: 500 });
    const { ended } = wait([{ phase: 'build' }, unreachable, busy, { done: 'ready' }]);
    expect(await ended).toEqual({ value: 'ready' });
  });

  it('passes on a real refusal at once', async () => {
    const { ended } = wait([new PlatformError('no', { code: 'forbidden', status: 403 })]);
    await expect(ended).rejects.toThrow('no');
  });

  it('counts each phase by its own deadline', async () => {
    const { ended } = wait([{ phase: 'queued' }, { phase: 'queued' }, { phase: 'build' }]);
    expect(await ended).toEqual({ deadline: { phase: 'build', elapsedMs: 62_000 } });
  });

  it('ends at the deadline also when the service never answers', async () => {
    expect(await wait([unreachable]).ended).toEqual({ deadline: { phase: 'no answer', elapsedMs: 10_000 } });
  });

  it('says each change of phase once and then goes on quietly', async () => {
    const { log, ended } = wait([
      { phase: 'queued' },
      { phase: 'queued' },
      { phase: 'build' },
      { phase: 'build' },
      { done: 'x' },
    ]);
    await ended;
    expect(log.lines.filter((line) => line.startsWith('Deployment'))).toHaveLength(2);
  });

  it('tells an outage once, not with every look at it', async () => {
    const busy = new PlatformError('busy', { code: 'http-502', status: 502 });
    const { log, ended } = wait([
      { phase: 'build' },
      busy,
      busy,
      busy,
      { phase: 'build' },
      busy,
      { done: 'x' },
    ]);
    await ended;
    expect(log.lines.filter((line) => line.includes('could not ask (http-502)'))).toHaveLength(2);
  });

  it('stops when the run is cancelled', async () => {
    const cancel = new AbortController();
    cancel.abort();
    await expect(wait([{ phase: 'build' }], cancel.signal).ended).rejects.toBeInstanceOf(CancelledError);
  });
});
