import { describe, expect, it } from '@jest/globals';
import { isSameImage, isSameSource } from './railway-sameness.js';

const commitHash = 'a'.repeat(40);
const upload = { cliMessage: 'abc1234 [gha 7.1.0badcafe]' };
const of = (meta: Record<string, unknown>) => ({ meta });

describe('what Railway has built again', () => {
  it.each([
    ['the commit that the record names', of({ commitHash }), undefined, commitHash],
    ['the commit of the old deployment', of({ commitHash }), of({ commitHash }), undefined],
    ['the very upload of the old deployment', of(upload), of({ ...upload, imageDigest: 'x' }), undefined],
  ])('is known by %s', (_, fresh, wanted, commit) => {
    expect(isSameSource(fresh, wanted, commit)).toBe(true);
  });

  it.each([
    ['another commit', of({ commitHash }), of({ commitHash: 'b'.repeat(40) }), 'c'.repeat(40)],
    ['a message that two uploads may have', of({ cliMessage: 'fix' }), of({ cliMessage: 'fix' }), undefined],
    ['another upload', of(upload), of({ cliMessage: 'abc1234 [gha 7.2.0badcafe]' }), undefined],
    ['nothing', of({}), of({}), undefined],
    ['what is not known any more', undefined, undefined, commitHash],
  ])('is not known by %s', (_, fresh, wanted, commit) => {
    expect(isSameSource(fresh, wanted, commit)).toBe(false);
  });

  it('runs the same image only where both tell theirs', () => {
    expect(isSameImage(of({ imageDigest: 'x' }), of({ imageDigest: 'x' }))).toBe(true);
    expect(isSameImage(of({ image: 'nginx:1' }), of({ image: 'nginx:2' }))).toBe(false);
    expect(isSameImage(of({}), of({}))).toBe(false);
  });
});
