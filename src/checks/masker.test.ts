import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { looksSecret, Masker, soundsSecret, withoutSecretFields } from './masker.js';

describe('a secret', () => {
  it('stands in no text, in none of the forms it takes there, whatever it is', () => {
    const secrets = fc.string({ minLength: 4, maxLength: 30 }).filter((text) => text.trim().length >= 4);
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const masker = new Masker();
        masker.add(secret);
        const plain = secret.trim();
        if ('***'.includes(plain) || `${before}${after}`.includes(plain)) return;
        const shown = masker.clean(`${before} ${plain} ${JSON.stringify({ a: plain })} ${after}`);
        expect(shown).not.toContain(` ${plain} `);
        expect(masker.cleanAll({ a: [plain], verdict: 'pass' })).toEqual({ a: ['***'], verdict: 'pass' });
      }),
      { numRuns: 200 },
    );
  });

  it('that is the word of a verdict leaves the verdict alone', () => {
    const masker = new Masker();
    masker.add('pass');
    expect(masker.cleanAll({ verdict: 'pass', reason: 'the pass word' })).toEqual({
      verdict: 'pass',
      reason: 'the *** word',
    });
  });

  it('is a variable in a command line that a shell reads back', () => {
    const masker = new Masker();
    masker.add("it's-secret", 'api token');
    expect(masker.shellWord("Bearer it's-secret!")).toBe(`'Bearer '"$API_TOKEN"'!'`);
    expect(masker.shellWord("it's plain")).toBe(`'it'\\''s plain'`);
  });

  it('of a shorter one inside of a longer one is masked as a whole', () => {
    const masker = new Masker();
    masker.add('abcd');
    masker.add('abcd-efgh');
    expect(masker.clean('x abcd-efgh y abcd')).toBe('x *** y ***');
  });

  it('is recognised by its name, its look, or the form of well-known tokens, and an id or a path is none', () => {
    expect(['authorization', 'Set-Cookie', 'apiKey', 'x-api-key', 'DB_PASS', 'sid'].every(soundsSecret)).toBe(
      true,
    );
    expect(['content-type', 'passed', 'monkey-id', 'name'].some(soundsSecret)).toBe(false);
    expect(looksSecret('0192f3a4-77aa-4c1d-9e3f-abcdef012345')).toBe(true);
    expect(looksSecret('/api/items/0192f3a477aa4c1d')).toBe(false);
    expect(new Masker().clean(`a eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl b`)).toBe('a *** b');
    expect(withoutSecretFields('{"user":"ann","access_token" : "x\\"y"}')).toBe(
      '{"user":"ann","access_token" : "***"}',
    );
  });
});
