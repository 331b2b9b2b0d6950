import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conclude } from '../../test/auto-rollback/conclude.js';
import { openWorld, type World } from '../../test/auto-rollback/world.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const stored = (environment: string, task: string) =>
  world.github.deployments().filter((one) => one.environment === environment && one.task === task);
/** A run that was told nothing but the environment. */
const ask = (
  environment: string,
  command: string,
  inputs: Record<string, string> = {},
  of: { run?: number; attempt?: number } = {},
) =>
  conclude(world, {
    run: 4,
    ...of,
    components: [],
    environment,
    inputs: { records: '', command, ...inputs },
  });
/** Ships and verifies a frontend as run 1, 2, …; returns their deployments. */
async function verifiedFrontends(environment: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let run = 1; run <= count; run += 1) {
    const component = await world.shipFrontend(`${environment} ${run}`);
    await conclude(world, { run, components: [component], environment });
    ids.push(component.deployment);
  }
  return ids;
}

describe('a rollback that a person asks for', () => {
  it('needs the environment alone: the records tell what is live and what was verified before', async () => {
    const environment = 'by hand';
    const good = [await world.shipBackend('b1'), await world.shipFrontend('f1')];
    await conclude(world, { run: 1, components: good, environment });
    const second = [await world.shipBackend('b2'), await world.shipFrontend('f2')];
    await conclude(world, { run: 2, components: second, environment });
    const { result } = await ask(environment, 'rollback', { reason: 'customers cannot pay' });
    expect(result).toMatchObject({ outcome: 'rolled-back', release: '2.1', backTo: { release: '1.1' } });
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    // The bad release's own record says so: it does not count as a second failed release.
    expect(stored(environment, 'release')).toHaveLength(2);
    expect(stored(environment, 'release').at(-1)?.statuses.at(-1)).toMatchObject({
      ...{ state: 'failure', description: 'rolled back: customers cannot pay' },
    });
    const records = JSON.stringify(world.github.deployments());
    const again = await ask(environment, 'rollback', { reason: 'customers cannot pay' }, { attempt: 2 });
    expect(again.result).toMatchObject({
      outcome: 'rolled-back',
      release: '2.1',
      backTo: { release: '1.1' },
    });
    const other = await ask(environment, 'rollback', {}, { run: 3 });
    expect(other.result.outcome).toBe('nothing-to-do');
    expect(JSON.stringify(world.github.deployments())).toBe(records);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });

  it.each(['previous', '1.1'])(
    'that asks for "%s" stays where it went when its run is run again, and records nothing twice',
    async (to) => {
      const environment = `again ${to}`;
      const ids = await verifiedFrontends(environment, 3);
      const way = { to, reason: 'customers cannot pay' };
      const went = { previous: ids[1], '1.1': ids[0] }[to];
      const first = await ask(environment, 'rollback', way);
      const records = JSON.stringify(world.github.deployments());
      const again = await ask(environment, 'rollback', way, { attempt: 2 });
      expect([first, again].map(({ result }) => [result.outcome, result.release])).toEqual([
        ['rolled-back', '3.1'],
        ['rolled-back', '3.1'],
      ]);
      expect(world.vercel.productionDeployment('site')).toBe(went);
      expect(JSON.stringify(world.github.deployments())).toBe(records);
    },
  );

  it.each([
    ['a release', () => '1.1'],
    ['a commit', () => world.commits[0]?.slice(0, 9) ?? ''],
  ])('goes to %s by name, over a verified one in between', async (name, to) => {
    const environment = `to ${name}`;
    const [first] = await verifiedFrontends(environment, 3);
    const { result, told } = await ask(environment, 'rollback', { to: to() });
    expect(result).toMatchObject({ outcome: 'rolled-back', release: '3.1', backTo: { release: '1.1' } });
    expect(world.vercel.productionDeployment('site')).toBe(first);
    expect(told.failure).toBeUndefined();
    // What a person passed over is not gone back to by itself later.
    const bad = await world.shipFrontend(`${environment} bad`);
    const next = await conclude(world, { run: 4, components: [bad], ended: 'failure', environment });
    expect(next.result.backTo?.release).toBe('1.1');
  });

  it('goes one further back with "previous", also where production is pinned by a rollback', async () => {
    const environment = 'previous';
    const [first, second] = await verifiedFrontends(environment, 3);
    await ask(environment, 'rollback');
    expect(world.vercel.productionDeployment('site')).toBe(second);
    const { result } = await ask(environment, 'rollback', { to: 'previous' });
    expect(result).toMatchObject({ outcome: 'rolled-back', release: '2.1', backTo: { release: '1.1' } });
    expect(world.vercel.productionDeployment('site')).toBe(first);
  });

  it.each([
    ['9.9', /no release of .* is recorded by that name/, /previous.*newest verified ones are 1\.1/],
    ['2.1', /release 2\.1 is not verified/, /verified releases only/],
  ])('to %s is refused with what there is', async (to, message, fix) => {
    const environment = `refused ${to}`;
    await verifiedFrontends(environment, 1);
    const second = await world.shipFrontend('unverified');
    const kept = { components: [second], ended: 'cancelled' as const, environment };
    await conclude(world, { run: 2, ...kept });
    await expect(ask(environment, 'rollback', { to })).rejects.toMatchObject({
      ...{ name: 'InputError', message: expect.stringMatching(message), fix: expect.stringMatching(fix) },
    });
    expect(world.vercel.productionDeployment('site')).toBe(second.deployment);
  });

  it('where nothing tells what is live is loud and touches nothing', async () => {
    const began = Date.now();
    const { result, told } = await ask('never seen', 'rollback');
    expect(result.outcome).toBe('no-target');
    expect(told.failure?.message).toContain('Nothing tells what is live in never seen');
    expect(world.changesSince(began)).toEqual([]);
  });

  it('leaves alone what a pipeline shipped that died before it was concluded', async () => {
    const environment = 'died';
    await verifiedFrontends(environment, 2);
    const unknown = await world.shipFrontend('died');
    const { result } = await ask(environment, 'rollback');
    expect(result.outcome).toBe('superseded');
    expect(world.vercel.productionDeployment('site')).toBe(unknown.deployment);
  });
});

describe('the pre-flight', () => {
  it('is content with what is verified and kept, and says each thing that is not', async () => {
    const environment = 'check';
    await verifiedFrontends(environment, 1);
    const good = await ask(environment, 'check');
    expect([good.result.outcome, good.told.failure]).toEqual(['ready', undefined]);
    await world.shipFrontend('never verified');
    const unready = await ask(environment, 'check');
    expect(unready.result.outcome).toBe('unready');
    expect(unready.told.annotations?.[0]?.message).toContain('was never verified');
    expect(unready.told.summary).toContain('| component | live | verified |');
    const strict = await ask(environment, 'check', { 'on-unready': 'fail' });
    expect(strict.told.failure?.message).toContain('was never verified');
  });

  it('of an environment without a release says that a bad first one has nowhere to go', async () => {
    const { result } = await ask('empty', 'check');
    expect([result.outcome, result.reason]).toEqual(['unready', expect.stringContaining('first release')]);
  });

  it('stops no release over a token that it lacks: what could not be asked is a warning', async () => {
    const environment = 'no token';
    await verifiedFrontends(environment, 1);
    const { result, told } = await ask(environment, 'check', { 'vercel-token': '' });
    expect([result.outcome, told.failure]).toEqual(['unready', undefined]);
    expect(result.reason).toMatch(/could not be gone back to: .*vercel-token/);
  });
});

describe('a frozen environment', () => {
  it('is red before a deploy, is not rolled back by itself, but by a person, and can be thawed', async () => {
    const environment = 'freeze';
    await verifiedFrontends(environment, 1);
    const frozen = await ask(environment, 'freeze', { reason: 'Black Friday' });
    expect([frozen.result.outcome, frozen.told.failure]).toEqual(['frozen', undefined]);
    await ask(environment, 'freeze', { reason: 'again' });
    expect(stored(environment, 'freeze')).toHaveLength(1);
    const check = await ask(environment, 'check');
    expect(check.told.failure?.message).toContain('Black Friday');
    const bad = await world.shipFrontend('frozen bad');
    const began = Date.now();
    const left = await conclude(world, { run: 2, components: [bad], ended: 'failure', environment });
    expect(left.result.outcome).toBe('frozen');
    expect(left.told.failure?.fix).toContain('command: unfreeze');
    expect(world.changesSince(began)).toEqual([]);
    const byHand = await ask(environment, 'rollback');
    expect(byHand.result.outcome).toBe('rolled-back');
    expect((await ask(environment, 'unfreeze')).result.outcome).toBe('unfrozen');
    expect((await ask(environment, 'unfreeze')).result.reason).toContain('was not frozen');
    expect((await ask(environment, 'check')).result.outcome).toBe('ready');
  });
});

describe('a flapping release', () => {
  it('is not taken back once more when the budget is used up: the environment is frozen, with an incident', async () => {
    const environment = 'flapping';
    await verifiedFrontends(environment, 1);
    const inputs = { 'max-rollbacks': '1' };
    const bad = async (run: number) => {
      const components = [await world.shipFrontend(`flapping ${run}`)];
      return conclude(world, { run, components, ended: 'failure', environment, inputs });
    };
    expect((await bad(2)).result.outcome).toBe('rolled-back');
    const { result, told } = await bad(3);
    expect(result.outcome).toBe('frozen');
    expect(result.issueUrl).toMatch(/issues\/\d+/);
    expect(told.failure?.message).toContain('1 rollbacks in the last');
    expect((await world.served()).frontend).toBe('flapping 3');
    expect(stored(environment, 'freeze')).toMatchObject([{ payload: { by: 'auto-rollback' } }]);
  });
});

describe('a run that only asks', () => {
  it('prints the plan with the exact calls, ends green, and leaves it to the approved job', async () => {
    const environment = 'ask';
    const [first] = await verifiedFrontends(environment, 1);
    const components = [await world.shipFrontend('ask bad')];
    const before = world.github.deployments().length;
    const began = Date.now();
    const asked = { run: 2, components, ended: 'failure' as const, environment };
    const { result, told } = await conclude(world, { ...asked, inputs: { mode: 'ask' } });
    expect([result.outcome, told.failure]).toEqual(['planned', undefined]);
    expect(told.summary).toContain(`POST /v1/projects/prj\\_site/rollback/${first?.replaceAll('_', '\\_')}`);
    expect(world.changesSince(began)).toEqual([]);
    expect(world.github.deployments()).toHaveLength(before);
    const approved = await conclude(world, { ...asked, inputs: { mode: 'auto' } });
    expect(approved.result.outcome).toBe('rolled-back');
  });
});

describe('the delivery report', () => {
  it('is the summary, with the four measures and a chart', async () => {
    const environment = 'report';
    await verifiedFrontends(environment, 2);
    const { told, result } = await ask(environment, 'report', { 'report-days': '30' });
    expect(result.outcome).toBe('reported');
    expect(told.summary).toContain('### Delivery to report, the last 30 days');
    expect(told.summary).toContain('xychart-beta');
    expect(JSON.parse(told.outputs.result ?? '').delivery).toMatchObject({ verified: 2, failed: 0 });
  });
});

describe('an alert', () => {
  const subject = 'The nightly backup';
  const needs = (result: string, reason = '') =>
    JSON.stringify({
      backup: { result: 'success', outputs: {} },
      'restore-test': { result, outputs: { reason } },
    });
  const alert = (records: string) => ask('alerts', 'alert', { subject, records });
  const issues = () => world.github.issues().filter(({ title }) => title === subject);

  it('keeps one issue open for as long as it is not well, and the first run that passes closes it', async () => {
    const first = await alert(needs('failure', 'relation "notes" | is <b>gone</b>'));
    expect(first.result.outcome).toBe('alerted');
    expect(first.told.failure).toBeUndefined();
    await alert(needs('cancelled'));
    expect(issues()).toMatchObject([{ state: 'open', labels: ['alert'] }]);
    expect(issues()[0]?.body).toContain('| restore-test | failure |');
    expect(issues()[0]?.body).not.toContain('<b>');
    const well = await alert(needs('success'));
    expect(well.result).toMatchObject({
      outcome: 'recovered',
      issueUrl: expect.stringContaining('/issues/'),
    });
    expect(issues()).toMatchObject([{ state: 'closed' }]);
    expect((await alert(needs('success'))).result.outcome).toBe('well');
    // A later trouble is a new one: who closed the first has done with it.
    await alert(needs('failure'));
    expect(issues().map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('is not taken as well by jobs that were all skipped', async () => {
    await alert(needs('failure'));
    const skipped = { result: 'skipped', outputs: {} };
    const { result } = await alert(JSON.stringify({ backup: skipped, 'restore-test': skipped }));
    expect(result.outcome).toBe('unclear');
    const unsure = await ask('alerts', 'alert', {
      subject,
      records: needs('success'),
      verdict: 'inconclusive',
    });
    expect(unsure.result.outcome).toBe('unclear');
    expect(issues().at(-1)?.state).toBe('open');
  });

  it('without a subject or a verdict says what is missing', async () => {
    await expect(ask('alerts', 'alert', { records: needs('failure') })).rejects.toThrow(
      /needs the input "subject"/,
    );
    await expect(ask('alerts', 'alert', { subject })).rejects.toThrow(/knows no verdict/);
  });
});
