import { describe, expect, it } from '@jest/globals';
import type { VercelComponent } from './component.js';
import { lastVerified, type PastRelease } from './past.js';

const frontend = (deployment: string, previous: string | null): VercelComponent => ({
  ...{ kind: 'vercel', name: 'frontend', project: 'prj', deployment, previous, url: null },
});
const verified = (run: number, previous: string | null, deployment = `f${run}`): PastRelease => ({
  ...{ release: `${run}.1`, commit: `c${run}`, components: [frontend(deployment, previous)] },
  ...{ end: 'verified', record: run },
});
const targetOf = (past: readonly PastRelease[], bad: VercelComponent, own?: string) =>
  lastVerified(past, [], {
    ...{ components: [bad], commit: 'bad' },
    isOwn: ({ release }) => release === own,
  })['vercel/frontend']?.deployment;

describe('the release that a bad one goes back to', () => {
  it('is none that was shipped over it while its checks still ran, nor any after that', () => {
    const past = [verified(4, 'f3'), verified(3, 'f2'), verified(1, null)];
    expect(targetOf(past, frontend('f2', 'f1'))).toBe('f1');
  });

  it('is none that was recorded after it, when its run is run again', () => {
    const kept = { ...verified(2, 'f1'), end: 'not-verified' as const };
    const past = [verified(3, 'f1'), kept, verified(1, null)];
    expect(targetOf(past, frontend('f2', 'f1'), '2.1')).toBe('f1');
  });

  it('is what was live before it, also where that was shipped over the same deployment once', () => {
    const past = [verified(5, 'f4'), verified(4, 'f3'), verified(3, null)];
    expect(targetOf(past, frontend('f4', 'f5'), '4.1')).toBe('f5');
  });

  it('is the newest also after a promotion that saw what it promotes as what was there before', () => {
    const past = [verified(3, 'f2', 'f2'), verified(1, null)];
    expect(targetOf(past, frontend('f4', 'f2'))).toBe('f2');
    expect(targetOf(past, frontend('f4', 'f4'))).toBe('f2');
  });
});
