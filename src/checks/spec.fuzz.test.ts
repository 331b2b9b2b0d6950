import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseYaml } from '../config/yaml.js';
import { InputError } from '../errors/errors.js';
import { placesOf } from './places.js';
import { suiteSchema } from './suite.js';

/** Words of the language and words next to it, so that many texts come close to a suite. */
const words = [
  'checks:',
  'version:',
  'name:',
  'path:',
  'expect:',
  'status:',
  'json:',
  'kind:',
  'http',
  'cors',
  'sse',
  'capture:',
  '/health',
  '$.a',
  '$.a[',
  '200',
  '2xx',
  '{',
  '}',
  '[',
  ']',
  '- ',
  '  ',
  '\n',
  '\n  ',
  '\n    ',
  ': ',
  '*a',
  '&a ',
  '!!binary x',
  '? ',
  '|',
  '>',
  '"',
  "'",
  '#',
  '\t',
  '<<: ',
  'null',
  '~',
  '{{x}}',
  '1e999',
  '0x',
  '%YAML 9',
  '---',
  '...',
  '\u0000',
  '\ud800',
  'é',
  '__proto__:',
  'constructor:',
  'timeout:',
  '10',
  '10s',
  'targets:',
  'needs:',
];

const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(''));
const tree = fc.json({ maxDepth: 4 });
const field = fc.constantFrom(
  'name',
  'path',
  'kind',
  'expect',
  'capture',
  'timeout',
  'retries',
  'tags',
  'needs',
  'method',
  'query',
  'multipart',
  'auth',
);
const nearSuite = fc
  .array(fc.dictionary(field, fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...words))), {
    maxLength: 3,
  })
  .map((checks) => JSON.stringify({ checks }));

/** What reading a text comes to: a suite, or a message; anything else is a crash. */
function read(text: string): string {
  try {
    const { checks } = parseYaml('suite.yml', text, suiteSchema);
    expect(placesOf('suite.yml', text)).toHaveLength(checks.length);
    return '';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
}

describe('a suite’s file', () => {
  it('that is anything at all is read, or refused with its line and column', () => {
    fc.assert(
      fc.property(fc.oneof(soup, tree, nearSuite, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const message = read(text);
        if (message !== '') expect(message).toMatch(/^suite\.yml .*line \d+, column \d+: /s);
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['checks:\n  - name: a\n    path: health\n', 'line 3, column 11: checks.0.path: must begin with "/"'],
    [
      'checks:\n  - name: a\n    path: /\n    kind: htp\n',
      'line 4, column 11: checks.0.kind: is none of http, cors',
    ],
    ['checks:\n  - name: a\n    path: /\n    expect:\n      stats: 200\n', 'line 5'],
    ['checks:\n  - name: a\n    path: /\n    expect: { json: { "$.a[": 1 } }\n', 'line 4'],
    ['checks:\n  - name: a\n   path: /\n', 'line 3'],
    ['checks: *nothing\n', 'line 1'],
    ['a: &a [*a]\nchecks: []\n', 'line 1'],
  ])('%j is refused where it is wrong', (text, place) => {
    expect(read(text)).toContain(place);
  });

  it.each(['smoke-test/README.md', 'examples/notes/.github/smoke-test.yml'])(
    'as %s shows it is read',
    (file) => {
      const text = readFileSync(file, 'utf8');
      const suite = file.endsWith('.md') ? /```yaml\n(version:[\s\S]*?)```/.exec(text)?.[1] : text;
      expect(read(suite ?? '')).toBe('');
      expect(suite).toContain('checks:');
    },
  );

  it('cannot fill the memory by aliases of aliases', () => {
    const lines = Array.from(
      { length: 12 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`,
    );
    expect(read(`a0: &a0 [x]\n${lines.join('\n')}\n`)).toMatch(/line \d+/);
  });
});
