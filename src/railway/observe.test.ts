import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { readLogLines, readTraffic, readUsage } from './observe.js';
import * as documents from './observe-documents.js';
import { type Answer, projectTokenAccepted, scriptedRailway } from './scripted-railway.js';

function railway(script: Record<string, (asked: { variables: Record<string, unknown> }) => Answer>) {
  const { deps, asked } = scriptedRailway({ projectToken: projectTokenAccepted, ...script });
  return { client: deps.client, asked };
}

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000).toISOString();
const since = 1_700_000_000_000;

describe('what Railway tells of a running deployment', () => {
  it('gives log lines in order, from a moment on', async () => {
    const { client, asked } = railway({
      deploymentLogs: () => ({
        data: {
          deploymentLogs: [
            { timestamp: at(2), message: 'second', severity: 'info' },
            { timestamp: at(1), message: 'first', severity: null },
          ],
        },
      }),
    });
    expect(await readLogLines(client, 'd1', since)).toEqual([
      { at: since + 1_000, text: 'first' },
      { at: since + 2_000, text: 'second' },
    ]);
    expect(asked.at(-1)?.variables).toMatchObject({ deploymentId: 'd1', startDate: at(0) });
  });

  it('computes error rate, p95 and count of the requests of a period', async () => {
    const request = (seconds: number, httpStatus: number, totalDuration: number) => ({
      timestamp: at(seconds),
      httpStatus,
      totalDuration,
    });
    const old = request(-60, 500, 9_000);
    const recent = Array.from({ length: 20 }, (_, i) => request(i, i === 3 ? 502 : 200, (i + 1) * 10));
    const { client } = railway({ httpLogs: () => ({ data: { httpLogs: [old, ...recent] } }) });
    expect(await readTraffic(client, 'd1', 'error-rate', since)).toBe(0.05);
    expect(await readTraffic(client, 'd1', 'p95-ms', since)).toBe(190);
    expect(await readTraffic(client, 'd1', 'requests', since)).toBe(20);
    expect(await readTraffic(client, 'd1', 'error-rate', since + 3_600_000)).toBeUndefined();
  });

  it('gives the newest sample of what the service uses', async () => {
    const { client, asked } = railway({
      deployment: () => ({ data: { deployment: { environmentId: 'e', serviceId: 's' } } }),
      metrics: () => ({
        data: {
          metrics: [
            {
              values: [
                { ts: 20, value: 0.7 },
                { ts: 10, value: 0.1 },
              ],
            },
          ],
        },
      }),
    });
    expect(await readUsage(client, 'd1', 'cpu', since)).toBe(0.7);
    expect(asked.at(-1)?.variables).toMatchObject({
      environmentId: 'e',
      serviceId: 's',
      measurements: ['CPU_USAGE'],
    });
    const none = railway({
      deployment: () => ({ data: { deployment: { environmentId: 'e', serviceId: null } } }),
      metrics: () => ({ data: { metrics: [] } }),
    });
    expect(await readUsage(none.client, 'd1', 'memory-gb', since)).toBeUndefined();
  });

  // Railway's schema is a third party's file and does not travel with this repository; give its path in RAILWAY_SCHEMA.
  const full =
    process.env.RAILWAY_SCHEMA ?? join(process.cwd(), '..', 'shared', 'data', 'railway-schema.graphql');
  const withSchema = existsSync(full) ? it : it.skip;
  withSchema("asks only what Railway's full public schema has", () => {
    const schema = buildSchema(readFileSync(full, 'utf8'), { assumeValid: true });
    const faults = Object.values(documents).flatMap(({ text }) =>
      validate(schema, parse(text)).map(({ message }) => message),
    );
    expect(faults).toEqual([]);
  });
});
