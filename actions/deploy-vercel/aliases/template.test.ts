import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AliasWords, aliasHost, dnsLabel, unknownWord } from './template.js';

const words: AliasWords = {
  project: 'My App',
  branch: 'feature/1.2_Überfall',
  number: '42',
  sha: 'abc1234',
  environment: 'preview',
};
const host = (template: string, more: Partial<AliasWords> = {}) => aliasHost(template, { ...words, ...more });

describe('an alias from a template', () => {
  it.each([
    ['{project}-pr-{number}', 'my-app-pr-42.vercel.app'],
    ['{branch}.preview.example.com', 'feature-1-2-uberfall.preview.example.com'],
    ['pr-{number}.example.com', 'pr-42.example.com'],
    ['{environment}-{sha}', 'preview-abc1234.vercel.app'],
    ['--Plain--', 'plain.vercel.app'],
  ])('%s is %s', (template, expected) => {
    expect(host(template)).toEqual({ host: expected });
  });

  it('is cut to what DNS takes, with a hash that keeps two long branches apart', () => {
    const long = `feature/${'very-'.repeat(20)}`;
    const [one, two] = ['a', 'b'].map((end) => host('{branch}', { branch: `${long}${end}` }));
    const label = one && 'host' in one ? (one.host.split('.')[0] ?? '') : '';
    expect(label).toMatch(/^feature-very-.*-[0-9a-f]{6}$/);
    expect(label.length).toBeLessThanOrEqual(63);
    expect(one).not.toEqual(two);
  });

  it('says which word the run does not have', () => {
    expect(host('{project}-{number}', { number: undefined })).toEqual({ missing: 'number' });
    expect(host('{branch}', { branch: '/' })).toEqual({ missing: 'branch' });
  });

  it('names a word that stands for nothing', () => {
    expect(unknownWord('{project}-{pr}')).toBe('pr');
    expect(unknownWord('{project}')).toBeUndefined();
  });

  it('is a DNS label whatever a branch is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(dnsLabel(text)).toMatch(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/);
      }),
    );
  });
});
