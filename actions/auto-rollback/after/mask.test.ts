import { describe, expect, it } from '@jest/globals';
import { maskLine } from './mask.js';

const word = 'hunter2';
const leaks: [string, string][] = [
  ['a key with a word after it', `AWS_SECRET_ACCESS_KEY=${word}`],
  ["a framework's own key", `SECRET_KEY = '${word}'`],
  ['a private key in an object', `{ privateKey: "${word}" }`],
  ['JSON within JSON', `body: "{\\"password\\":\\"${word}\\",\\"name\\":\\"x\\"}"`],
  ['a scheme that is not bearer', `Authorization: Token ${word}`],
  ['a scheme that is not bearer, in JSON', `{"authorization":"ApiKey ${word}","accept":"*/*"}`],
  ['the second cookie', `Cookie: theme=dark; sid=${word}`],
  ['a session with a word after it', `sessionid=${word};`],
  ['credentials', `credentials: ${word}`],
  ['an address with a password', `redis://:${word}@cache.internal:6379`],
];
const key = `${'MIIEvQIBADANBgkq/kiG9w0BAQEFAASC'}${'BKcwggSj/gEAAoIB/QC7VJTUt9Us8cKj'}`;

describe('a line of a log that others read', () => {
  it.each(leaks)('shows nothing of %s', (_, line) => {
    expect(maskLine(line, [])).not.toContain(word);
  });

  it('shows nothing of a line of a private key, whose slashes make it look like a path', () => {
    for (const part of key.split('/')) expect(maskLine(`key: ${key}`, [])).not.toContain(part);
  });

  it("shows nothing of this run's own secret of several lines, each of which is a line of the log", () => {
    const secret = `-----BEGIN KEY-----\n${word}word\nandmore\n-----END KEY-----`;
    expect(maskLine(`${word}word`, [secret])).not.toContain(word);
  });

  it.each([
    '    at Pool.query (/app/node_modules/pg-pool/index.js:45:11)',
    'TypeError: Cannot read properties of undefined (reading "tokens")',
    'TokenExpiredError: jwt expired',
    'relation "session" does not exist',
    'duplicate key value violates unique constraint "users_pkey"',
    'GET https://api.example.com/v1/notes?limit=10 answered 500',
  ])('keeps what people look for: %s', (line) => {
    expect(maskLine(line, [])).toBe(line.replace(/\s+/g, ' '));
  });

  it('takes no time with a line that never ends', () => {
    const began = performance.now();
    maskLine(`${'authorization token '.repeat(50_000)}${'secret-'.repeat(50_000)}`, []);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
