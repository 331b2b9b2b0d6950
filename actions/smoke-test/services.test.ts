import { describe, expect, it } from '@jest/globals';
import { InputReader } from '../../src/action/inputs.js';
import type { Http } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { readRailwayInputs } from './inputs/railway.js';
import { servicesOf } from './services.js';

const answers: Record<string, unknown> = {
  projectToken: { projectToken: { projectId: 'p', environmentId: 'e' } },
  deploymentLogs: { deploymentLogs: [{ timestamp: '2026-01-01T00:00:00Z', message: 'connected to broker' }] },
  httpLogs: { httpLogs: [{ timestamp: new Date().toISOString(), httpStatus: 500, totalDuration: 12 }] },
  deployment: { deployment: { environmentId: 'e', serviceId: 's' } },
  metrics: { metrics: [{ values: [{ ts: 1, value: 0.25 }] }] },
};

function services(given: Record<string, string>, targets = ['web', 'api']) {
  const source = { raw: (name: string) => given[name] ?? '', mask: () => {}, workspace: '/' };
  const http: Http = {
    request: async ({ json }) => {
      const { operationName } = json as { operationName: string };
      const text = JSON.stringify({ data: answers[operationName] });
      return { status: 200, headers: {}, text, json: () => JSON.parse(text) };
    },
  };
  const { signal } = new AbortController();
  const railway = readRailwayInputs(new InputReader(source), targets);
  return servicesOf(railway, { http, log: new RecordingLogger(), clock: systemClock, signal });
}

describe("logs and numbers of Railway for the suite's checks", () => {
  it('come from the deployment behind the target', async () => {
    const { logs, metrics } = services({ 'railway-token': 'tok', 'railway-deployment': 'api=d1' });
    expect(await logs?.read('api', undefined)).toEqual([
      { at: Date.parse('2026-01-01'), text: 'connected to broker' },
    ]);
    expect(await metrics?.read('api', 'error-rate', 60_000)).toBe(1);
    expect(await metrics?.read('api', 'p95-ms', 60_000)).toBe(12);
    expect(await metrics?.read('api', 'cpu', 60_000)).toBe(0.25);
    expect(await logs?.read('web', undefined)).toBeUndefined();
    expect(await metrics?.read('web', 'cpu', 60_000)).toBeUndefined();
  });

  it('are nothing without a token, and never those of another target by mistake', () => {
    expect(services({ 'railway-deployment': 'api=d1' })).toEqual({});
    const token = { 'railway-token': 'tok' };
    expect(() => services({ ...token, 'railway-deployment': 'd1' })).toThrow('which target');
    expect(() => services({ ...token, 'railway-deployment': 'db=d1' })).toThrow('"db"');
    expect(() => services({ ...token, 'railway-deployment': 'api=' })).toThrow(
      'no deployment for the target "api"',
    );
    expect(services({ ...token, 'railway-deployment': 'd1' }, ['api']).logs).toBeDefined();
  });
});
