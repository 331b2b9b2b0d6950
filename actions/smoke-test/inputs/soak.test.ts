import { describe, expect, it } from '@jest/globals';
import { InputReader } from '../../../src/action/inputs.js';
import { readSoakInputs } from './soak.js';

function read(given: Record<string, string>, targets = ['api']) {
  const source = { raw: (name: string) => given[name] ?? '', mask: () => {}, workspace: '/' };
  return readSoakInputs(new InputReader(source), targets);
}

describe('soak inputs', () => {
  it('are none without soak, and limits that nothing would be held against are refused', () => {
    expect(read({})).toBeUndefined();
    expect(() => read({ thresholds: 'p(95)<500' })).toThrow('"thresholds" is given without "soak"');
    expect(() => read({ 'baseline-url': 'https://old.example' })).toThrow(
      '"baseline-url" is given without "soak"',
    );
  });

  it("have Argo's defaults", () => {
    expect(read({ soak: '10m' })).toMatchObject({
      durationMs: 600_000,
      intervalMs: 5_000,
      concurrency: 1,
      limits: { failureLimit: 0, inconclusiveLimit: 0, consecutiveErrorLimit: 4 },
      comparison: { minSamples: 50, margin: 0.2 },
      baselines: {},
    });
  });

  it('read thresholds, and name the column of what is none', () => {
    expect(read({ soak: '1m', thresholds: 'p(95)<500\nrate<0.01' })?.thresholds).toHaveLength(2);
    expect(() => read({ soak: '1m', thresholds: 'p(95)<500ms' })).toThrow('column 10');
  });

  it('know whose previous deployment a baseline is', () => {
    expect(read({ soak: '1m', 'baseline-url': 'https://old.example/' })?.baselines).toEqual({
      api: 'https://old.example',
    });
    const both = ['web', 'api'];
    const lines = 'web=https://old-web.example\napi=https://old-api.example?x=1';
    expect(() => read({ soak: '1m', 'baseline-url': lines }, both)).toThrow('no http:// or https:// address');
    expect(read({ soak: '1m', 'baseline-url': 'web=https://old.example' }, both)?.baselines).toEqual({
      web: 'https://old.example',
    });
    expect(() => read({ soak: '1m', 'baseline-url': 'https://old.example' }, both)).toThrow(
      'whose previous deployment',
    );
    expect(() => read({ soak: '1m', 'baseline-url': 'db=https://old.example' }, both)).toThrow('"db"');
  });

  it('refuse a soak of one request and one that no job lives to see the end of', () => {
    expect(() => read({ soak: '5s' })).toThrow('"soak-interval"');
    expect(() => read({ soak: '7h' })).toThrow('6 hours');
  });
});
