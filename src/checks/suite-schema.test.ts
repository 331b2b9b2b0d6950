import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { kindNames } from './kinds/index.js';
import { suiteJsonSchema } from './suite.js';

const schema = suiteJsonSchema();
// Strict: a keyword or a format that draft 7 does not know is an error.
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
formats.default(ajv, { mode: 'full' });
const validate = ajv.compile(schema);

function faults(suite: unknown): string {
  return validate(suite)
    ? ''
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
}

describe('an editor with the JSON Schema of the suite', () => {
  it('marks nothing in a suite that the action takes: the notes example and the one of the README', () => {
    const example = parse(readFileSync('examples/notes/.github/smoke-test.yml', 'utf8'));
    expect(faults(example)).toBe('');
    const shown =
      /```yaml\n(version:[\s\S]*?)```/.exec(readFileSync('smoke-test/README.md', 'utf8'))?.[1] ?? '';
    expect(shown).toContain('checks:');
    expect(faults(parse(shown))).toBe('');
  });

  it('marks a misspelt key, an unknown kind and a path without its slash', () => {
    const check = { name: 'a', path: '/' };
    expect(faults({ checks: [check] })).toBe('');
    for (const wrong of [{ pth: '/' }, { kind: 'htp' }, { path: 'health' }, { expect: { stats: 200 } }]) {
      expect(faults({ checks: [{ ...check, ...wrong }] })).not.toBe('');
    }
  });

  it('completes every kind, and the fields that all have by what they are for, each defined once', () => {
    const text = JSON.stringify(schema);
    for (const kind of kindNames()) expect(text.split(`"const":"${kind}"`)).toHaveLength(2);
    const { definitions } = schema as { definitions: Record<string, { description?: string }> };
    for (const field of ['target', 'timeout', 'retries', 'level', 'tags', 'needs', 'cleanup']) {
      expect(definitions[field]?.description).toBeTruthy();
    }
    expect(text.length).toBeLessThan(40_000);
  });
});
