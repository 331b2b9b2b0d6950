import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestApi, type TestApi } from '../../rehearsal/platforms/vercel/test-api.js';
import { readContext } from '../../src/action/context.js';
import { InputReader } from '../../src/action/inputs.js';
import { createHttp } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';

const workspace = mkdtempSync(join(tmpdir(), 'smoke-vercel-'));
let api: TestApi;
beforeAll(async () => {
  const checks = [{ id: 'chk_1', name: 'Smoke test', blocks: 'deployment-alias' as const }];
  api = await openTestApi({ projects: [{ id: 'prj_1', name: 'site', checks }] });
});
afterAll(async () => {
  await api.close();
  rmSync(workspace, { recursive: true, force: true });
});

const ready = ({ readyState }: Record<string, unknown>) => readyState === 'READY';

/** A deployment that is built and waits for its check, staged or about to take the domains. */
async function built(page: string, staged: boolean): Promise<{ id: string; url: string }> {
  const { id, url } = await api.create(page, { autoAssignCustomDomains: !staged });
  await api.until(id, ready);
  return { id, url: `http://${url}` };
}

/** Checks that a deployment's page holds "good", told to Vercel. */
async function smoke({ id, url }: { id: string; url: string }, more: Record<string, string> = {}) {
  const given: Record<string, string> = {
    url,
    checks: 'checks: [{ name: home, path: /, expect: { body-contains: good } }]',
    retries: '0',
    'vercel-check': 'Smoke test',
    'vercel-deployment': id,
    'vercel-token': 'secret',
    team: 'acme',
    'vercel-api-url': api.vercel.apiUrl,
    ...more,
  };
  const read = new InputReader({ raw: (name) => given[name] ?? '', mask: () => {}, workspace });
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const cleanUps: (() => Promise<unknown>)[] = [];
  const deps = {
    ...{ clock: systemClock, log, signal, env: {}, mask: () => {}, know: () => {} },
    context: readContext({ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: workspace, GITHUB_RUN_ID: '7' }),
    http: createHttp({ log, clock: systemClock, signal, userAgent: 'test' }),
    onCancel: (_: string, work: () => Promise<unknown>) => {
      cleanUps.push(work);
      return () => void cleanUps.splice(cleanUps.indexOf(work), 1);
    },
  };
  const result = await main(parseInputs(read), deps);
  return { result, log, cleanUps };
}

const runsOf = async (id: string) => (await api.call('GET', `/v2/deployments/${id}/check-runs`)).json.runs;
const promote = (id: string) => api.call('POST', `/v10/projects/prj_1/promote/${id}`, {});

describe('a check of the deployment on Vercel', () => {
  it('lets a staged deployment be promoted once the smoke test passed, and not before', async () => {
    const staged = await built('good', true);
    expect((await promote(staged.id)).status).toBe(409);
    expect((await smoke(staged)).result.verdict).toBe('pass');
    expect(await runsOf(staged.id)).toEqual([
      expect.objectContaining({ status: 'completed', conclusion: 'succeeded' }),
    ]);
    expect((await promote(staged.id)).status).toBe(201);
    await api.jobDone();
    expect(await api.live()).toBe('good');
  });

  it('keeps a bad deployment off the domains, which Vercel would have given it by itself', async () => {
    const bad = await built('bad', false);
    expect((await smoke(bad)).result.verdict).toBe('fail');
    const [run] = (await runsOf(bad.id)) as Record<string, unknown>[];
    expect(run).toMatchObject({ conclusion: 'failed', conclusionText: expect.stringContaining('fail: ') });
    expect((await promote(bad.id)).status).toBe(409);
    expect(await api.live()).not.toBe('bad');
  });

  it('is run anew for a deployment whose run has ended', async () => {
    const staged = await built('bad', true);
    await smoke(staged);
    await smoke(staged);
    expect(await runsOf(staged.id)).toHaveLength(2);
  });

  it('ends as failed when the work breaks, and is ended by a cancellation', async () => {
    const staged = await built('good', true);
    const broken = smoke(staged, { checks: 'checks: [{ name: a, path: "/{{gone}}" }]' });
    await expect(broken).rejects.toThrow('no check captures');
    expect(await runsOf(staged.id)).toEqual([expect.objectContaining({ conclusion: 'failed' })]);
  });

  it('that the project has not is told before anything is checked, with those it has', async () => {
    const staged = await built('good', true);
    const run = smoke(staged, { 'vercel-check': 'Smoke' });
    // A run of the other check is open: only the name decides.
    await expect(run).rejects.toThrow('the project on Vercel has no such check; it has: "Smoke test"');
    await expect(smoke(staged, { 'vercel-deployment': '' })).rejects.toThrow('"vercel-deployment" is empty');
  });
});
