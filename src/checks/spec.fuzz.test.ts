import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseYaml } from '../config/yaml.js';
import { InputError } from '../errors/errors.js';
import { placesOf, type SuitePlaces } from './places.js';
import { planChecks } from './plan.js';
import { type Suite, suiteSchema } from './suite.js';
import { targetsOf, withTargets } from './targets.js';
import { refuseUnsetInRules } from './unset.js';

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

const name = fc.constantFrom('a', 'b', 'c');
/** Mostly the first ones: of two mistakes, only one is told. */
const mostly = <Value>(good: readonly Value[], bad: readonly Value[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
const use = mostly(
  ['/', '/{{x}}', '/{{env.SET}}', '/{{uuid}}', '/{{version}}', '/{{target.web}}'],
  ['/{{y}}', '/{{env.UNSET}}', '/{{target.gone}}'],
);
const rule = fc.record(
  { path: use, header: fc.constant('x-v'), target: mostly(['web'], ['gone']) },
  { requiredKeys: ['path', 'header'] },
);
const check = fc.record(
  {
    name,
    path: use,
    target: mostly(['web'], ['gone']),
    needs: fc.array(name, { maxLength: 1 }),
    capture: fc.dictionary(fc.constantFrom('x', 'y'), fc.constant('$.id')),
    headers: fc.dictionary(mostly(['x-a', 'x-b'], ['x-{{y}}']), use),
    cleanup: fc.boolean(),
  },
  { requiredKeys: ['name', 'path'] },
);
/** Suites of the right form, whose parts may not fit together. */
const plannable = fc
  .record(
    {
      targets: fc.dictionary(mostly(['web'], ['api']), fc.record({ url: mostly(['http://a'], ['a b']) })),
      variables: fc.record({ x: mostly(['1'], ['{{env.UNSET}}']) }),
      version: fc.array(rule, { maxLength: 2 }),
      checks: fc.array(check, { maxLength: 4 }),
    },
    { requiredKeys: ['checks'] },
  )
  .map((suite) => JSON.stringify(suite, null, 2));

/** What may not fit together; each must come up, or the suites above try nothing. */
const misfits = [
  / needs ".", but no check has that name/,
  /The check .* has the target "gone"/,
  /The version rule .* has the target "gone"/,
  /has the address "a b", which is none/,
  /The check .* uses \{\{[xy]\}\}, which no check captures/,
  /The version rule .* uses \{\{[xy]\}\}, which the suite does not give/,
  / uses \{\{env\.UNSET\}\}, but UNSET is not set/,
  / uses \{\{target\.gone\}\}, but there is no target/,
  /Checks wait for each other/,
];

/** What reading and planning a text comes to: a suite, or a message; anything else is a crash. */
function read(text: string, { planned = true } = {}): string {
  try {
    const suite = parseYaml('suite.yml', text, suiteSchema);
    const places = placesOf('suite.yml', text);
    expect(places.checks).toHaveLength(suite.checks.length);
    expect(places.version).toHaveLength(suite.version.length);
    if (planned) plan(suite, places);
    return '';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.place).toMatchObject({ file: 'suite.yml', line: expect.any(Number) });
    return error.message;
  }
}

function plan(suite: Suite, places: SuitePlaces): void {
  const targets = targetsOf(suite, { web: 'http://127.0.0.1' }, { places });
  const { version, checks } = withTargets(suite, targets, places);
  const tags = { only: [], skip: [] };
  const defined = { variables: suite.variables ?? {}, env: { SET: '1' }, targets: [...targets.keys()] };
  refuseUnsetInRules(version, { ...defined, expectVersion: 'abc' }, places);
  planChecks(checks, { ...defined, tags }, places);
}

describe('a suite’s file', () => {
  it('that is anything at all is read, or refused with its line and column', () => {
    fc.assert(
      fc.property(
        fc.oneof(soup, tree, nearSuite, plannable, fc.string(), fc.string({ unit: 'binary' })),
        (text) => {
          const message = read(text);
          if (message !== '') expect(message).toMatch(/^suite\.yml\b.*line \d+, column \d+: /s);
        },
      ),
      { numRuns: 900 },
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

  it('whose parts fit together by chance is planned, or refused with its line and column', () => {
    const messages = fc.sample(plannable, 700).map((text) => read(text));
    for (const message of messages) expect(message).toMatch(/^$|^suite\.yml, line \d+, column \d+: /);
    for (const one of misfits) expect(messages).toContainEqual(expect.stringMatching(one));
    expect(messages).toContain('');
  });

  it.each([
    ['needs: [b]', 'line 4, column 13: The check "a" needs "b"'],
    ['target: app', 'line 4, column 13: The check "a" has the target "app"'],
    ['headers: { x-a: "{{token}}" }', 'line 4, column 21: The check "a" uses {{token}}'],
    ['headers: { x-a: "{{env.NOPE}}" }', 'line 4, column 21: The check "a" uses {{env.NOPE}}'],
    ['headers: { "x-{{env.NOPE}}": x }', 'line 4, column'],
    ['needs: [a]', 'line 4, column 12: Checks wait for each other'],
    [
      'expect: {}\nversion:\n  - path: /v\n    header: x\n    target: app',
      'line 8, column 13: The version rule for /v',
    ],
    ['expect: {}\ntargets:\n  web2: { url: nowhere }', 'line 6, column 16: The target "web2"'],
    ['expect: {}\ntargets:\n  1: { url: nowhere }', 'line 6, column 13: The target "1"'],
    [
      'body: "{{key}}"\nvariables:\n  key: "{{env.NOPE}}"',
      'line 6, column 8: The check "a" uses {{env.NOPE}}',
    ],
    ['expect: { body-contains: "{{env.NOPE}}" }', 'line 4, column 30: The check "a" uses {{env.NOPE}}'],
    ['headers: { x-a: "{{target.api}}" }', 'line 4, column 21: The check "a" uses {{target.api}}'],
    [
      'expect: {}\nversion:\n  - path: /v/{{env.NOPE}}\n    header: x',
      'line 6, column 11: The version rule for /v/{{env.NOPE}} uses {{env.NOPE}}',
    ],
    [
      'capture: { id: $.id }\nversion:\n  - path: /v\n    header: x\n    expect: "{{id}}"',
      'line 8, column 13: The version rule for /v uses {{id}}',
    ],
  ])('whose parts do not fit together is refused at that line: %j', (more, place) => {
    expect(read(`checks:\n  - name: a\n    path: /\n    ${more}\n`)).toContain(`suite.yml, ${place}`);
  });

  it('that takes a check from an anchor is refused where the check is written', () => {
    const text = 'checks:\n  - &home\n    name: a\n    path: /\n    needs: [gone]\nversion: []\n';
    expect(read(text)).toContain('suite.yml, line 5, column 13: ');
    const aliased = 'checks: [&a { name: a, path: /, target: &t gone }, { name: b, path: /, target: *t }]\n';
    expect(read(aliased.replace('&t gone', '&t web'))).toBe('');
    expect(read(aliased)).toContain('suite.yml, line 1, column 44: ');
  });

  it.each(['smoke-test/README.md', 'examples/notes/.github/smoke-test.yml'])(
    'as %s shows it is read',
    (file) => {
      const text = readFileSync(file, 'utf8');
      const suite = file.endsWith('.md') ? /```yaml\n(version:[\s\S]*?)```/.exec(text)?.[1] : text;
      expect(read(suite ?? '', { planned: false })).toBe('');
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
