import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { TestRun } from './test-run.js';

const test = new TestRun(startRailwayPlatform);
const names = Array.from({ length: 50 }, (_, index) => `service-${index + 1}`);

beforeAll(() => test.open(names.map((name) => ({ id: `id-${name}`, name }))));
afterAll(() => test.close());

describe('fifty services in one step', () => {
  it('cost at most six requests each beside the looks, which are made for all of them together', async () => {
    const before = test.railway.requests.length;
    // No process runs behind these: what is counted is what is asked.
    for (const name of names) {
      const statuses = ['BUILDING', 'DEPLOYING', 'SUCCESS'];
      test.railway.scriptNextDeployment(name, { kind: 'statuses', statuses, stepMs: 50, stay: true });
    }
    const services = names.map((name) => test.request(name));
    const { result } = await test.deploy({ services, maxParallel: 50 });
    expect(result.services.every(({ outcome }) => outcome === 'live')).toBe(true);
    const asked = test.railway.requests.slice(before).map(({ operation }) => operation);
    const looks = asked.filter((operation) => operation === 'deployment').length;
    expect(asked.length - looks).toBeLessThanOrEqual(names.length * 6);
    // Variables read and set, and the upload for each, and a handful for all of them.
    expect(asked.length - looks).toBeLessThanOrEqual(names.length * 3 + 10);
    expect(looks).toBeLessThan(names.length);
    expect(uploadsOf(asked)).toBe(names.length);
  });
});

function uploadsOf(asked: readonly string[]): number {
  return asked.filter((operation) => operation === 'upload').length;
}
