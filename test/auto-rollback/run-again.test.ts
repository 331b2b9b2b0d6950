import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseComponent, VercelComponent } from '../../src/release/component.js';
import { conclude } from './conclude.js';
import { openWorld, tokens, until, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Ships a frontend as so many verified releases, runs 1, 2, …; returns their components. */
async function verified(environment: string, runs: readonly number[]): Promise<VercelComponent[]> {
  const shipped: VercelComponent[] = [];
  for (const run of runs) {
    const component = await world.shipFrontend(`${environment} ${run}`);
    await conclude(world, { run, components: [component], environment });
    shipped.push(component);
  }
  return shipped;
}

/** A rollback to the release before, by a run of its own. */
const byHand = (environment: string, attempt: number) =>
  conclude(world, {
    ...{ run: 9, attempt, components: [], environment },
    inputs: { records: '', command: 'rollback', to: 'previous' },
  });

describe('an old run that is run again once newer releases are live', () => {
  it('takes nothing from a verified release: its checks asked a newer one, and a rollback would go past it', async () => {
    const environment = 'old checks';
    const [, second] = await verified(environment, [1, 2, 3]);
    const components = second ? [second] : [];
    const again = await conclude(world, { run: 2, attempt: 2, components, ended: 'failure', environment });
    expect(again.result.outcome).toBe('superseded');
    const { result } = await byHand(environment, 1);
    expect([result.outcome, result.backTo?.release]).toEqual(['rolled-back', '2.1']);
  });

  it('goes back from what is live now, and not to where it went then, over all that was shipped since', async () => {
    const environment = 'old way back';
    await verified(environment, [1, 2]);
    expect((await byHand(environment, 1)).result.backTo?.release).toBe('1.1');
    const [third] = await verified(environment, [3, 4]);
    const { result } = await byHand(environment, 2);
    expect([result.outcome, result.release, result.backTo?.release]).toEqual(['rolled-back', '4.1', '3.1']);
    expect(world.vercel.productionDeployment('site')).toBe(third?.deployment);
  });

  it('records no rollback of a slow release that a newer, verified one has replaced: nobody took it back', async () => {
    const environment = 'slow checks';
    await verified(environment, [1]);
    const slow = await world.shipFrontend(`${environment} 2`);
    const [newer] = await verified(environment, [3]);
    const { result } = await conclude(world, {
      ...{ run: 2, components: [slow], ended: 'failure', environment },
    });
    expect(result.outcome).toBe('superseded');
    const records = world.github.deployments().filter((one) => one.environment === environment);
    expect(records.filter(({ task }) => task === 'rollback')).toEqual([]);
    expect(world.vercel.productionDeployment('site')).toBe(newer?.deployment);
  });
});

describe('an old run that fails late', () => {
  it('does not take a promotion of a newer release that is under way for its own way back', async () => {
    const environment = 'promotion under way';
    const slow = await openWorld({ delays: { railwayMs: 1, vercelMs: 400 } });
    try {
      const put = async (way: string, id: string) =>
        fetch(`${slow.vercel.apiUrl}/${way}/${id}?teamId=team_1`, {
          ...{ method: 'POST', body: '{}' },
          headers: { authorization: `Bearer ${tokens.vercel}`, 'content-type': 'application/json' },
        });
      const [first, second] = [await slow.shipFrontend('f1'), await slow.shipFrontend('f2')];
      await conclude(slow, { run: 1, components: [first], environment });
      const third = await slow.shipFrontend('f3');
      await conclude(slow, { run: 3, components: [third], environment });
      await put('v1/projects/prj_site/rollback', second.deployment);
      await until(() => slow.vercel.productionDeployment('site') === second.deployment);
      await put('v10/projects/prj_site/promote', third.deployment);
      const bad = { run: 2, components: [second], ended: 'failure', environment } as const;
      const { result } = await conclude(slow, bad);
      expect(result.outcome).toBe('superseded');
      expect(slow.github.deployments().filter(({ task }) => task === 'rollback')).toEqual([]);
    } finally {
      await slow.close();
    }
  });

  it('counts a newer release of the same program as the earlier one as no way back that came through', async () => {
    const environment = 'same program';
    await conclude(world, { run: 1, components: [await world.shipBackend('same')], environment });
    const second = await world.shipBackend('another');
    await conclude(world, { run: 3, components: [await world.shipBackend('same')], environment });
    const { result } = await conclude(world, { run: 2, components: [second], ended: 'failure', environment });
    expect(result.outcome).toBe('superseded');
  });
});

describe('failed jobs that are run again and pass, on the release before', () => {
  it('verify nothing also where the first attempt could not record that it took the release back', async () => {
    const environment = 'no record';
    const both = async (text: string) => [await world.shipBackend(text), await world.shipFrontend(text)];
    await conclude(world, { run: 1, components: await both('first'), environment });
    const components = await both('second');
    world.github.faults.add({
      operation: 'createDeployment',
      times: 50,
      fault: { kind: 'status', status: 503 },
    });
    try {
      const bad = { run: 2, components, environment } as const;
      const { result } = await conclude(world, { ...bad, ended: 'failure' });
      expect([result.outcome, result.stored]).toEqual(['rolled-back', {}]);
      world.github.faults.clear();
      const again = await conclude(world, { ...bad, attempt: 2 });
      expect(again.result.outcome).toBe('superseded');
    } finally {
      world.github.faults.clear();
    }
  });

  it('verify nothing also once a newer release is live: a later rollback would go to the bad one', async () => {
    const environment = 'newer since';
    await verified(environment, [1]);
    const components = [await world.shipFrontend(`${environment} 2`)];
    await conclude(world, { run: 2, components, ended: 'failure', environment });
    const [third] = await verified(environment, [3]);
    const again = await conclude(world, { run: 2, attempt: 2, components, environment });
    expect([again.result.outcome, again.result.release]).toEqual(['superseded', '2.1']);
    const fourth = [await world.shipFrontend(`${environment} 4`)];
    const next = await conclude(world, { run: 4, components: fourth, ended: 'failure', environment });
    expect([next.result.outcome, next.result.backTo?.release]).toEqual(['rolled-back', '3.1']);
    expect(world.vercel.productionDeployment('site')).toBe(third?.deployment);
  });
});

describe('jobs that are run again and pass on a newer release, which is live by then', () => {
  it('verify nothing where the first attempt recorded nothing: a later rollback would go to what nobody saw work', async () => {
    const environment = 'nothing recorded';
    await verified(environment, [1]);
    const components = [await world.shipFrontend(`${environment} 2`)];
    const [third] = await verified(environment, [3]);
    const { result, told } = await conclude(world, { run: 2, attempt: 2, components, environment });
    expect([result.outcome, told.failure]).toEqual(['kept', undefined]);
    expect(result.reason).toContain('release 3.1 is live of frontend');
    const fourth = [await world.shipFrontend(`${environment} 4`)];
    const next = await conclude(world, { run: 4, components: fourth, ended: 'failure', environment });
    expect([next.result.outcome, next.result.backTo?.release]).toEqual(['rolled-back', '3.1']);
    expect(world.vercel.productionDeployment('site')).toBe(third?.deployment);
  });

  it('leave a release that was kept as it is: its one record, and no failure in the figures', async () => {
    const environment = 'kept before';
    await verified(environment, [1]);
    const kept = { run: 2, components: [await world.shipFrontend(`${environment} 2`)], environment } as const;
    await conclude(world, { ...kept, ended: 'cancelled' });
    await verified(environment, [3]);
    const { result } = await conclude(world, { ...kept, attempt: 2 });
    expect([result.outcome, result.release]).toEqual(['kept', '2.1']);
    const report = { command: 'report', records: '' };
    const figures = await conclude(world, { run: 9, components: [], environment, inputs: report });
    expect(figures.result.delivery).toMatchObject({ releases: 3, verified: 2, failed: 0 });
  });

  it('verify nothing of a run that failed before: its failure stays one', async () => {
    const environment = 'failed before';
    await verified(environment, [1]);
    const bad = { run: 2, components: [await world.shipFrontend(`${environment} 2`)], environment } as const;
    await verified(environment, [3]);
    expect((await conclude(world, { ...bad, ended: 'failure' })).result.outcome).toBe('superseded');
    const { result } = await conclude(world, { ...bad, attempt: 2 });
    expect([result.outcome, result.release]).toEqual(['kept', '2.1']);
    const report = { command: 'report', records: '' };
    const figures = await conclude(world, { run: 9, components: [], environment, inputs: report });
    expect(figures.result.delivery).toMatchObject({ releases: 3, verified: 2, failed: 1 });
  });
});

describe('failed jobs that pass, while a platform gives no answer', () => {
  it('verify nothing that an earlier attempt has taken back', async () => {
    const environment = 'no answer';
    await verified(environment, [1]);
    const bad = { run: 2, components: [await world.shipFrontend(`${environment} 2`)], environment } as const;
    await conclude(world, { ...bad, ended: 'failure' });
    const fault = { kind: 'status', status: 503 } as const;
    for (const operation of ['getProject', 'getDeployment'])
      world.vercel.faults.add({ operation, times: 60, fault });
    try {
      const { result } = await conclude(world, { ...bad, attempt: 2 });
      expect([result.outcome, result.release]).toEqual(['superseded', '2.1']);
    } finally {
      world.vercel.faults.clear();
    }
  });
});

describe('a release that is kept, and concluded again', () => {
  const recordsOf = (environment: string) =>
    world.github.deployments().filter((one) => one.environment === environment);

  it('keeps its name and its one record, and is verified by a later attempt all the same', async () => {
    const environment = 'kept again';
    const kept = { run: 1, components: [await world.shipFrontend(`${environment} 1`)], environment } as const;
    await conclude(world, { ...kept, ended: 'cancelled' });
    const again = await conclude(world, { ...kept, attempt: 2, ended: 'cancelled' });
    expect([again.result.outcome, again.result.release]).toEqual(['kept', '1.1']);
    expect(recordsOf(environment)).toHaveLength(1);
    const { result } = await conclude(world, { ...kept, attempt: 3 });
    expect([result.outcome, result.release]).toEqual(['verified', '1.3']);
    const bad = { run: 2, components: [await world.shipFrontend(`${environment} 2`)], environment } as const;
    const next = await conclude(world, { ...bad, ended: 'failure' });
    expect([next.result.outcome, next.result.backTo?.release]).toEqual(['rolled-back', '1.3']);
  });

  it('stays verified where an earlier attempt has verified it: what could not be told says nothing against it', async () => {
    const environment = 'verified, then kept';
    const components = await verified(environment, [1]);
    const again = { run: 1, attempt: 2, components, ended: 'cancelled', environment } as const;
    const { result } = await conclude(world, again);
    expect([result.outcome, result.release]).toEqual(['kept', '1.1']);
    expect(recordsOf(environment)).toHaveLength(1);
    const bad = { run: 2, components: [await world.shipFrontend(`${environment} 2`)], environment } as const;
    const next = await conclude(world, { ...bad, ended: 'failure' });
    expect([next.result.outcome, next.result.backTo?.release]).toEqual(['rolled-back', '1.1']);
  });
});

describe('a release that was verified and is concluded again', () => {
  it('keeps its name and its one record, so that it is counted once', async () => {
    const environment = 'verified again';
    const components = await verified(environment, [1]);
    const { result } = await conclude(world, { run: 1, attempt: 2, components, environment });
    expect([result.outcome, result.release]).toEqual(['verified', '1.1']);
    expect(world.github.deployments().filter((one) => one.environment === environment)).toHaveLength(1);
  });

  it('does so also where it is migrations alone, which no platform serves', async () => {
    const environment = 'migrations again';
    const database: DatabaseComponent = {
      ...{ kind: 'database', name: 'main', tool: 'sql', from: '1.sql', to: '2.sql' },
      ...{ rollback: 'safe', backup: null },
    };
    await conclude(world, { run: 1, components: [database], environment });
    const { result } = await conclude(world, { run: 1, attempt: 2, components: [database], environment });
    expect([result.outcome, result.release]).toEqual(['verified', '1.1']);
    expect(world.github.deployments().filter((one) => one.environment === environment)).toHaveLength(1);
  });
});
