import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { TestRun } from './test-run.js';

const test = new TestRun(startRailwayPlatform);

beforeAll(() =>
  test.open([
    {
      ...{ id: 'svc-api', name: 'api', volumeMountPath: '/app/data' },
      ...{ healthcheckPath: '/health', healthcheckTimeout: 1 },
    },
    {
      ...{ id: 'svc-slow', name: 'slow', volumeMountPath: '/app/data' },
      ...{ healthcheckPath: '/health', healthcheckTimeout: 3 },
    },
  ]),
);
afterAll(() => test.close());

const sick = (service: string) => ({
  services: [
    test.request(service, { source: { kind: 'upload' as const, directory: test.program('sick', 500) } }),
  ],
});

describe('a deployment on a volume that fails', () => {
  it('ends only when the version that was stopped for it answers again, and says so where it saw it stopped', async () => {
    const before = (await test.deploy()).only.deploymentId;
    const { only, report: told } = await test.deploy(sick('api'));
    expect((await fetch(`${only.url}/`)).status).toBe(200);
    expect(only.live?.id).toBe(before);
    // A quick machine has it back before the first look; then it serves, and that is said.
    const seen = only.live?.stoppedForIt;
    expect([undefined, 'is back']).toContain(seen);
    expect(told.failure?.message).toContain(seen ? `${before} had been stopped for it` : 'still serves');
  });

  it('says that nothing serves when that version does not come back in time', async () => {
    const first = await test.deploy({ services: [test.request('slow')] });
    const before = first.only.deploymentId ?? '';
    const { only, report: told } = await test.deploy({ ...sick('slow'), healthTimeoutMs: 500 });
    expect(only.live).toEqual({ id: before, stoppedForIt: 'is still down' });
    expect(told.failure?.message).toContain('NOTHING SERVES');
    expect(told.failure?.fix).toContain(`bring ${before} back`);
  });
});
