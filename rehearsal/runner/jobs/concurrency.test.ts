import { describe, expect, it } from '@jest/globals';
import { TestProject } from '../test-project.js';
import { joinGroup } from './concurrency.js';

const alone = { cancelInProgress: false, queue: false };

describe('concurrency groups', () => {
  it('let one run, keep one waiting, and drop the one that waited before', async () => {
    const first = await joinGroup('G1', alone, () => undefined);
    const second = joinGroup('g1', alone, () => undefined);
    const third = joinGroup('G1', alone, () => undefined);
    expect(await second).toBeUndefined();
    first?.leave();
    expect(await third).toBeDefined();
    (await third)?.leave();
  });

  it('keep all who wait when a queue is asked for', async () => {
    const rules = { cancelInProgress: false, queue: true };
    const first = await joinGroup('G2', rules, () => undefined);
    const second = joinGroup('G2', rules, () => undefined);
    const third = joinGroup('G2', rules, () => undefined);
    first?.leave();
    (await second)?.leave();
    (await third)?.leave();
    expect([await second, await third].every((place) => place !== undefined)).toBe(true);
  });

  it('cancel the run in progress when the newer one says so', async () => {
    const workflow = `
on: push
concurrency: { group: 'deploy-\${{ github.ref }}', cancel-in-progress: true }
jobs: { j: { runs-on: ubuntu-latest, steps: [{ run: 'echo ready; exec sleep \${{ github.run_id }}' }] } }
`;
    const project = new TestProject({ '.github/workflows/ci.yml': workflow });
    const ready = deferred();
    const older = project.run({
      runId: 60,
      workDirectory: `${project.root}/older`,
      onEvent: (event) => event.type === 'log' && event.line === 'ready' && ready.resolve(),
    });
    await ready.promise;
    const newer = project.run({ runId: 0, workDirectory: `${project.root}/newer` });
    const ends = (await Promise.all([older, newer])).map((result) => result.conclusion);
    project.remove();
    expect(ends).toEqual(['cancelled', 'success']);
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
