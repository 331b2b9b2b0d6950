import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseYaml } from '../config/yaml.js';
import { InputError } from '../errors/errors.js';
import { InputReader } from './inputs.js';

function reader(inputs: Record<string, string>): { read: InputReader; masked: string[] } {
  const masked: string[] = [];
  const source = {
    raw: (name: string) => inputs[name] ?? '',
    mask: (secret: string) => masked.push(secret),
    workspace: '/workspace',
  };
  return { read: new InputReader({ ...source, mask: (secret) => void source.mask(secret) }), masked };
}

describe('inputs at the border', () => {
  it('takes an empty string for an input that was not given', () => {
    expect(reader({ team: '' }).read.string('team')).toBeUndefined();
  });

  it('masks a secret before it hands it out', () => {
    const { read, masked } = reader({ 'vercel-token': 's3cret' });
    expect(read.requiredSecret('vercel-token')).toBe('s3cret');
    expect(masked).toEqual(['s3cret']);
  });

  it('masks variables that may be secret, and leaves alone what would blank out logs and outputs', () => {
    const env =
      '# for the build\nAPI_KEY="k-12345678"\nNODE_ENV=production\nAPI=https://api.example.com\nN=1\nE=';
    const { read, masked } = reader({ env });
    expect(read.variables('env')).toEqual({
      API_KEY: 'k-12345678',
      NODE_ENV: 'production',
      API: 'https://api.example.com',
      N: '1',
      E: '',
    });
    expect(masked).toEqual(['k-12345678']);
  });

  it('does not show a line of variables that it cannot read, which may be a secret', () => {
    const read = () => reader({ env: 'sk_live_secret' }).read.variables('env');
    expect(read).toThrow('"env" is "sk_…"');
    expect(read).not.toThrow('secret');
  });

  it('names a missing input and where to look for it', () => {
    const missing = () => reader({}).read.required('service');
    expect(missing).toThrow(InputError);
    expect(missing).toThrow('The input "service" is missing.');
  });

  it.each([
    [
      'choice',
      () => reader({ target: 'prod' }).read.choice('target', ['preview', 'production'], 'preview'),
      '"target" is "prod"',
    ],
    ['boolean', () => reader({ 'dry-run': 'yes' }).read.boolean('dry-run', false), '"dry-run" is "yes"'],
    [
      'duration',
      () => reader({ 'build-timeout': '10' }).read.duration('build-timeout', 1),
      '"build-timeout" is "10"',
    ],
    [
      'integer',
      () => reader({ consecutive: '0' }).read.integer('consecutive', { min: 1, max: 9, fallback: 3 }),
      '"consecutive" is "0"',
    ],
  ])('never turns a bad %s into a default', (_, work, message) => {
    expect(work).toThrow(message);
  });

  it.each([
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['250ms', 250],
    ['1.5m', 90_000],
  ])('reads the duration %s', (text, ms) => {
    expect(reader({ wait: text }).read.duration('wait', 0)).toBe(ms);
  });

  it('refuses to send a token over plain http to another machine', () => {
    expect(() =>
      reader({ 'vercel-api-url': 'http://api.vercel.com' }).read.url('vercel-api-url', ''),
    ).toThrow('"vercel-api-url"');
    expect(reader({ 'vercel-api-url': 'http://127.0.0.1:4000/' }).read.url('vercel-api-url', '')).toBe(
      'http://127.0.0.1:4000',
    );
    expect(() => reader({ u: 'http://127.0.0.1.evil.example' }).read.url('u', '')).toThrow('"u"');
  });

  it('says line and column of a broken YAML and of a field that does not fit', () => {
    const schema = z.array(z.strictObject({ name: z.string(), level: z.enum(['block', 'warn']) }));
    expect(() => reader({ gates: 'a: [1' }).read.yaml('gates', schema, parseYaml)).toThrow(
      /line 1, column \d+/,
    );
    expect(() =>
      reader({ gates: '- name: lint\n  level: stop\n' }).read.yaml('gates', schema, parseYaml),
    ).toThrow(/line 2, column 10: 0\.level/);
  });

  it('reads lists one entry a line, without comments', () => {
    expect(reader({ targets: 'a=1\n\n # no\n  b=2 ' }).read.list('targets')).toEqual(['a=1', 'b=2']);
  });
});
