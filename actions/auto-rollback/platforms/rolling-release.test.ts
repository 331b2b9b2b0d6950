import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVercelPlatform, type VercelPlatform } from '../../../rehearsal/platforms/vercel/index.js';
import { readContext } from '../../../src/action/context.js';
import { createHttp } from '../../../src/http/client.js';
import type { VercelComponent } from '../../../src/release/component.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { RecordingLogger } from '../../../src/runtime/log.js';
import { until } from '../../../test/auto-rollback/world.js';
import { vercelPlatform } from './vercel.js';

let vercel: VercelPlatform;
let directory = '';

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'rolling-'));
  vercel = await startVercelPlatform({
    token: 'tok-5ecret',
    owner: { kind: 'team', id: 'team_1', slug: 'acme' },
    projects: [
      {
        id: 'prj_site',
        name: 'site',
        rollingRelease: { stages: [{ targetPercentage: 50 }, { targetPercentage: 100 }] },
      },
    ],
    workDirectory: directory,
    timings: { queuedMs: 1, buildingMs: 1, aliasMs: 1, promoteMs: 5 },
  });
});
afterEach(async () => {
  await vercel.close();
  rmSync(directory, { recursive: true, force: true });
});

async function create(text: string): Promise<string> {
  const response = await fetch(`${vercel.apiUrl}/v13/deployments?teamId=team_1`, {
    method: 'POST',
    headers: { authorization: 'Bearer tok-5ecret', 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ name: 'site', target: 'production' },
      files: [{ file: 'index.html', data: text, encoding: 'utf-8' }],
    }),
  });
  const { id } = (await response.json()) as { id: string };
  await until(() => vercel.deployments('site').some((one) => one.id === id && one.readyState === 'READY'));
  await until(() =>
    vercel.deployments('site').some((one) => one.id === id && one.readySubstate !== undefined),
  );
  return id;
}

function platform() {
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  return vercelPlatform(
    { apiUrl: vercel.apiUrl, token: 'tok-5ecret', timeoutMs: 5_000 },
    { http, log, signal, clock: systemClock, context: readContext({ GITHUB_RUN_ID: '1' }) },
  );
}

describe('a bad release that rolls out in stages', () => {
  it.each([
    ['is stopped, and all traffic is back', undefined],
    ['is stopped once when the answer is lost', { kind: 'reset-after' } as const],
  ])('%s', async (_, fault) => {
    const previous = await create('good');
    await until(() => vercel.productionDeployment('site') === previous);
    const deployment = await create('bad');
    await until(() => vercel.deployments('site').at(-1)?.readySubstate === 'ROLLING');
    const component: VercelComponent = {
      ...{ kind: 'vercel', name: 'frontend', project: 'prj_site', team: 'team_1', url: null },
      ...{ deployment, previous },
    };
    const { look, rollback } = platform();
    expect((await look(component)).live).toBe(deployment);
    if (fault) vercel.faults.add({ operation: 'requestRollback', fault });
    const sent = () => vercel.requests.filter(({ operation }) => operation === 'requestRollback').length;
    const before = sent();
    const back = { deployment: previous, commit: undefined };
    expect(await rollback(component, back, 'bad')).toEqual({ live: previous, by: 'rollback' });
    expect(sent() - before).toBe(1);
    expect((await look(component)).live).toBe(previous);
    const pages = [1, 2, 3, 4].map(async () => (await fetch(vercel.productionUrl('site'))).text());
    expect(await Promise.all(pages)).toEqual(['good', 'good', 'good', 'good']);
  });
});
