import { describe, expect, it } from '@jest/globals';
import type { Component } from '../../../src/release/component.js';
import { type Clock, systemClock } from '../../../src/runtime/clock.js';
import { RecordingLogger } from '../../../src/runtime/log.js';
import { emptyResult, type Result } from '../result.js';
import { gatherEvidence } from './evidence.js';

const components: Component[] = [
  {
    ...{ kind: 'railway', name: 'backend', project: 'prj', environment: 'env', service: 'svc' },
    ...{ deployment: 'd2', previous: 'd1', url: null },
  },
  {
    ...{ kind: 'vercel', name: 'frontend', project: 'prj_1' },
    ...{ deployment: 'dpl_2', previous: 'dpl_1', url: 'https://site-2.vercel.app' },
  },
];
const result: Result = {
  ...emptyResult({ command: 'conclude', environment: 'production' }, { release: '7.1', commit: 'c' }),
  ...{ outcome: 'rolled-back', reason: 'bad', durationMs: 0, components },
};
const quick: Clock = { now: systemClock.now, sleep: (ms, signal) => systemClock.sleep(ms / 1_000, signal) };

describe('the evidence of an incident', () => {
  it('does not keep the incident from being told while a platform gives no answer', async () => {
    const silent = { request: () => new Promise<never>(() => {}) };
    const access = {
      ...{ records: undefined, logs: true, hide: [] },
      vercel: { apiUrl: 'https://vercel.test', token: 'tok' },
      railway: { apiUrl: 'https://railway.test', token: 'tok' },
    };
    const { signal } = new AbortController();
    const run = { http: silent, log: new RecordingLogger(), clock: quick, signal };
    const evidence = await gatherEvidence(result, access, run);
    expect(evidence.notes).toEqual(['The log of backend could not be read: it was not told within 20.0 s.']);
    expect(evidence.pages.map(({ url }) => url)).toEqual([
      expect.stringContaining('railway.com/project/prj/service/svc'),
      'https://site-2.vercel.app/',
    ]);
  });

  it('shows no secret in the name or the target of a failing check either', async () => {
    const check = {
      ...{ name: 'GET /notes?token=hunter22', target: 'https://ada:hunter33@site.test', verdict: 'fail' },
      ...{ reason: 'HTTP 500 with hunter44', level: 'block' },
    };
    const outputs = { result: JSON.stringify({ checks: [check] }) };
    const records = JSON.stringify({
      smoke: { result: 'failure', outputs },
      more: { result: 'failure', outputs: { 'failed-checks': 'hunter44 is let in' } },
    });
    const access = {
      ...{ records, logs: false, hide: ['hunter44'] },
      vercel: { apiUrl: 'https://vercel.test', token: undefined },
      railway: { apiUrl: 'https://railway.test', token: undefined },
    };
    const http = { request: () => Promise.reject(new TypeError('not asked')) };
    const { signal } = new AbortController();
    const run = { http, log: new RecordingLogger(), clock: quick, signal };
    const { checks } = await gatherEvidence(result, access, run);
    expect(checks).toEqual([
      { name: 'GET /notes?token=***', target: 'https://ada:***@site.test', why: 'HTTP 500 with ***' },
      { name: '*** is let in', target: '', why: '' },
    ]);
  });
});
