import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.js';
import type { Inputs } from './inputs.js';
import { readRecords } from './records.js';

const record = JSON.stringify({
  kind: 'vercel',
  name: 'frontend',
  project: 'prj',
  deployment: 'd',
  previous: null,
  url: null,
});
const needs = (jobs: Record<string, { result: string; outputs?: Record<string, string> }>) =>
  JSON.stringify(jobs);
const verdict = (jobs: Parameters<typeof needs>[0]) => readRecords(needs(jobs)).jobs;

describe('the records of a run', () => {
  it('finds components in every output called record', () => {
    const text = needs({
      gates: { result: 'success' },
      web: { result: 'success', outputs: { record } },
      more: { result: 'success', outputs: { 'admin-record': record.replace('frontend', 'admin') } },
    });
    expect(readRecords(text).components.map((component) => component.name)).toEqual(['frontend', 'admin']);
  });

  it('finds all components of a step that deployed several', () => {
    const list = `[${record}, ${record.replace('frontend', 'admin')}]`;
    const text = needs({ both: { result: 'success', outputs: { record: list } } });
    expect(readRecords(text).components.map((component) => component.name)).toEqual(['frontend', 'admin']);
  });

  it('passes when all jobs passed, also when one was not needed', () => {
    expect(verdict({ a: { result: 'success' }, b: { result: 'skipped' } })).toMatchObject({
      verdict: 'pass',
    });
  });

  it('fails with the reason the failing job gave', () => {
    expect(
      verdict({
        a: { result: 'failure', outputs: { reason: 'GET / answered 500' } },
        b: { result: 'skipped' },
      }),
    ).toEqual({ verdict: 'fail', reason: 'a: GET / answered 500' });
  });

  it('never takes a release back because the checks could not be made', () => {
    expect(
      verdict({ smoke: { result: 'failure', outputs: { verdict: 'error', reason: 'DNS' } } }),
    ).toMatchObject({ verdict: 'inconclusive' });
  });

  it('but does when another job failed for real beside it', () => {
    const jobs = {
      smoke: { result: 'failure', outputs: { verdict: 'inconclusive' } },
      promote: { result: 'failure' },
    };
    expect(verdict(jobs)).toEqual({ verdict: 'fail', reason: 'the job promote failed' });
  });

  it('tells a cancelled run from a failed one', () => {
    expect(verdict({ a: { result: 'success' }, b: { result: 'cancelled' } })).toMatchObject({
      verdict: 'cancelled',
    });
  });

  it('takes a step that was never reached as one that did nothing', () => {
    expect(
      readRecords('{"a":{"result":"failure","outputs":{"record":null}},"b":{"result":"","outputs":{}}}')
        .components,
    ).toEqual([]);
  });

  it.each([
    ['not JSON', '{', 'it is not JSON'],
    ['another context', '"x"', 'neither the "needs" context'],
    [
      'a record of another form',
      needs({ web: { result: 'success', outputs: { record: '{"kind":"fly"}' } } }),
      'the output "record" of the job "web"',
    ],
  ])('says what is wrong with %s', (_, text, message) => {
    expect(() => readRecords(text)).toThrow(message);
  });
});

describe('the decision', () => {
  const inputs = {
    verdict: 'auto',
    reason: undefined,
    onInconclusive: 'keep',
    onCancelled: 'keep',
    mode: 'conclude',
  } as Inputs;
  it.each([
    ['pass', 'verify'],
    ['fail', 'rollback'],
    ['inconclusive', 'keep'],
    ['cancelled', 'keep'],
  ] as const)('on %s is to %s', (jobs, act) => {
    expect(decide(inputs, { verdict: jobs, reason: 'r' }).act).toBe(act);
  });

  it('takes nothing back when it only records', () => {
    expect(decide({ ...inputs, mode: 'record' }, { verdict: 'fail', reason: 'r' }).act).toBe('keep');
  });

  it('takes an inconclusive release back only when asked to', () => {
    expect(
      decide({ ...inputs, onInconclusive: 'rollback' }, { verdict: 'inconclusive', reason: 'r' }).act,
    ).toBe('rollback');
  });
});
