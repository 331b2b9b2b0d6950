import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type RailwayPlatformOptions,
  startRailwayPlatform,
} from '../../rehearsal/platforms/railway/index.js';
import { main } from './main.js';
import { TestRun } from './test-run.js';

type Options = Omit<RailwayPlatformOptions, 'plan'>;
const test = new TestRun((options: Options) => startRailwayPlatform({ ...options, plan: { name: 'trial' } }));
beforeAll(() =>
  test.open([
    { id: 'svc-api', name: 'api', trigger: { repository: 'acme/shop', branch: 'main' } },
    { id: 'svc-web', name: 'web' },
    { id: 'svc-db', name: 'db', healthcheckPath: '/health' },
  ]),
);
afterAll(() => test.close());

describe('what the action warns of', () => {
  it('is said once for all services it holds for, before anything is deployed', async () => {
    const services = ['api', 'web', 'db'].map((name) => test.request(name));
    const { inputs, deps, log } = test.setUp({ services, dryRun: true });
    await main(inputs, deps);
    const said = log.lines.filter((line) => /^(warning|notice): /.test(line));
    const about = (words: string) => said.filter((line) => line.includes(words));
    expect(about('has no health check')).toEqual([
      expect.stringMatching(/"api" .* The same holds for web\.$/),
    ]);
    expect(about('by itself on every push (acme/shop, branch main)')).toHaveLength(1);
    expect(about('on the trial plan')).toEqual([expect.not.stringContaining('The same holds')]);
    expect(test.railway.deployments('api')).toEqual([]);
  });

  it('takes one request for all of them', async () => {
    const services = ['api', 'web', 'db'].map((name) => test.request(name));
    const { inputs, deps } = test.setUp({ services, dryRun: true });
    const before = test.railway.requests.length;
    await main(inputs, deps);
    const asked = test.railway.requests
      .slice(before)
      .filter(({ body }) => JSON.stringify(body).includes('auto0'));
    expect(asked).toHaveLength(1);
  });
});
