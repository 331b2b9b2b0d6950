import { describe, expect, it } from '@jest/globals';
import { pollingIntervalMs } from './polling.js';
import { meaningOf, statusTable } from './statuses.js';

describe('what a status means', () => {
  it('knows every status in Railway’s schema, so that no deployment is waited for forever', () => {
    const schema = [
      'BUILDING CRASHED DEPLOYING FAILED INITIALIZING NEEDS_APPROVAL QUEUED',
      'REMOVED REMOVING SKIPPED SLEEPING SUCCESS WAITING',
    ].flatMap((line) => line.split(' '));
    expect(Object.keys(statusTable).sort()).toEqual(schema.sort());
  });

  it.each(['FAILED', 'CRASHED', 'SKIPPED', 'REMOVED', 'REMOVING', 'CANCELLED', 'CANCELED'])(
    '%s ends the wait',
    (status) => expect(meaningOf(status).kind).toBe('ended'),
  );

  it.each(['SUCCESS', 'SLEEPING'])('%s is up', (status) => expect(meaningOf(status)).toEqual({ kind: 'up' }));

  it('takes a word it does not know as unknown, never as success or failure', () => {
    expect(meaningOf('HIBERNATING')).toEqual({ kind: 'unknown' });
    expect(meaningOf('constructor')).toEqual({ kind: 'unknown' });
  });
});

describe('how often to look', () => {
  const view = { loopback: false, phase: 'build' as const, remaining: undefined };

  it('looks quickly at first and slower later', () => {
    expect(pollingIntervalMs({ ...view, elapsedMs: 0 })).toBe(1_000);
    expect(pollingIntervalMs({ ...view, elapsedMs: 60_000 })).toBe(4_000);
    expect(pollingIntervalMs({ ...view, elapsedMs: 3_600_000 })).toBe(15_000);
  });

  it('spares the last requests of the hour', () => {
    expect(pollingIntervalMs({ ...view, elapsedMs: 0, remaining: 50 })).toBe(20_000);
    expect(pollingIntervalMs({ ...view, elapsedMs: 0, remaining: 5 })).toBe(60_000);
  });

  it('does not make a rehearsal wait', () => {
    expect(pollingIntervalMs({ ...view, loopback: true, elapsedMs: 60_000 })).toBe(150);
  });
});
