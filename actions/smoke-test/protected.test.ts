import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestApi, type TestApi } from '../../rehearsal/platforms/vercel/test-api.js';
import { check } from '../../src/checks/misbehaving/run.js';
import type { SuiteDeps } from '../../src/checks/run-settings.js';

let api: TestApi;
let url = '';
beforeAll(async () => {
  const trusts = (token: string) => token === 'of-the-repository';
  const protection = { bypassSecrets: ['opens-it'], trusts };
  api = await openTestApi({ projects: [{ id: 'prj_1', name: 'site', protection }] });
  url = `http://${String((await api.ship('hello')).url)}`;
});
afterAll(() => api.close());

/** The verdict at a protected deployment of the local Vercel, marked as Vercel's or not. */
async function verdictOf(bypass: NonNullable<SuiteDeps['bypass']>, vercelTargets = ['web']) {
  const checks = [{ name: 'home', path: '/', expect: { 'body-contains': 'hello' } }];
  const result = await check({ checks }, url, {
    run: { vercelTargets },
    deps: { bypass, workspace: tmpdir() },
  });
  return [result.verdict, result.reason];
}

describe('a deployment behind Vercel’s login', () => {
  it('is opened by the project’s secret or by an id token it trusts', async () => {
    expect((await verdictOf({ secret: 'opens-it' }))[0]).toBe('pass');
    expect((await verdictOf({ mint: async () => 'of-the-repository' }))[0]).toBe('pass');
  });

  it('is an error with the steps to take, without a key, with a wrong one, or when it is not known to be Vercel’s', async () => {
    const steps = ['error', expect.stringContaining('Protection Bypass for Automation')];
    expect(await verdictOf({})).toEqual(steps);
    expect(await verdictOf({ secret: 'wrong-one' })).toEqual(steps);
    expect(await verdictOf({ secret: 'opens-it' }, [])).toEqual(steps);
  });
});
