import { describe, expect, it } from '@jest/globals';
import { readContext, shipping } from './context.js';

const started = readContext({
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '7',
});

describe('a run that ships another commit than its own', () => {
  it('tells that commit, so that a promoted release is not recorded under the head of the branch', () => {
    const context = shipping(started, 'b'.repeat(40));
    expect(context).toEqual({ ...started, sha: 'b'.repeat(40), commit: 'b'.repeat(40) });
  });

  it('tells its own when no other is given', () => {
    expect(shipping(started, undefined)).toBe(started);
  });

  it.each(['abc1234', 'main', 'B'.repeat(40)])(
    'refuses %s, which a record could not be found by',
    (commit) => {
      expect(() => shipping(started, commit)).toThrow('no whole commit');
    },
  );
});
