import { describe, expect, it } from '@jest/globals';
import { Masker } from './masking.js';

function maskerOf(...secrets: string[]): Masker {
  const masker = new Masker();
  for (const secret of secrets) masker.addSecret(secret);
  return masker;
}

describe('masking', () => {
  it('T18 hides a secret whole, trimmed, and each of its lines, even one character long', () => {
    const masker = maskerOf('  first\r\nsecond  ', 'q');
    expect(masker.mask('first second q')).toBe('*** *** ***');
  });

  it('T19 hides a secret in the encodings that leak it most', () => {
    const secret = 'p"a\'s&word/1';
    const masker = maskerOf(secret);
    const base64 = Buffer.from(secret).toString('base64');
    const inside = Buffer.from(`x-access-token:${secret}`).toString('base64');
    for (const leak of [
      base64,
      encodeURIComponent(secret).replace("'", '%27'),
      JSON.stringify(secret).slice(1, -1),
      'p&quot;a&apos;s&amp;word/1',
    ]) {
      expect(masker.mask(leak)).not.toContain(leak);
    }
    expect(masker.mask(inside)).not.toBe(inside);
  });

  it('T19 hides both parts of a secret that PowerShell breaks at an ampersand', () => {
    expect(maskerOf('first&second&third6').mask("'first&second&' and 'third6'")).toBe("'***' and '***'");
    expect(maskerOf('begin1&+xrest99').mask('begin1&+ rest99')).toBe('*** ***');
  });

  it('T20 hides the rest of a secret that contains another one, and joins what touches', () => {
    expect(maskerOf('abc', 'abcdef', 'defgh').mask('xabcdefghx')).toBe('x***x');
    expect(maskerOf('ab', 'cd').mask('abcd-Abcd')).toBe('***-Ab***');
  });
});
