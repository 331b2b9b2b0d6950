import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlatformError } from '../../src/errors/errors.js';
import type { Component, DatabaseComponent, VercelComponent } from '../../src/release/component.js';
import { type Conclusion, conclude, inputsOf, runOf } from '../../test/auto-rollback/conclude.js';
import { openWorld, type World } from '../../test/auto-rollback/world.js';
import { connect } from './connect.js';
import { main } from './main.js';
import { report } from './outputs.js';

let world: World;
let environment = '';

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const release = () => world.github.deployments().findLast((one) => one.environment === environment);
const requests = () => world.railway.requests.length + world.vercel.requests.length;

/** A verified frontend and a bad one after it, in an environment of their own. */
async function badFrontend(name: string): Promise<VercelComponent> {
  environment = name;
  await conclude(world, { run: 1, components: [await world.shipFrontend('f1')], environment });
  return world.shipFrontend('f2');
}

const takeBack = (components: readonly Component[], more: Partial<Conclusion> = {}) =>
  conclude(world, { run: 2, components, ended: 'failure', environment, ...more });

describe('a release that stays', () => {
  const component: VercelComponent = {
    ...{ kind: 'vercel', name: 'frontend', project: 'prj_site', deployment: 'dpl_2', previous: 'dpl_1' },
    url: 'https://notes.example.com',
  };

  it.each<[string, Partial<Conclusion>, string, string, RegExp]>([
    ['passed', {}, 'verified', 'success', /^verified: all jobs passed/],
    [
      'could not be told',
      { ended: 'failure', told: { verdict: 'inconclusive' } },
      ...(['kept', 'error', /^not verified: the job smoke failed/] as const),
    ],
    ['was cancelled', { ended: 'cancelled' }, 'kept', 'error', /^not verified: smoke was cancelled/],
    ['only records', { ended: 'failure', inputs: { mode: 'record' } }, 'kept', 'error', /^not verified/],
  ])('because it %s asks no platform, and its record says so', async (name, more, outcome, state, said) => {
    environment = `stays ${name}`;
    const before = requests();
    const { result, told } = await conclude(world, { run: 2, components: [component], environment, ...more });
    expect(requests()).toBe(before);
    expect([result.outcome, told.failure]).toEqual([outcome, undefined]);
    expect(told.annotations).toHaveLength(outcome === 'kept' ? 1 : 0);
    expect(release()).toMatchObject({
      task: 'release',
      payload: { release: '2.1', components: [component] },
    });
    expect(release()?.statuses.at(-1)).toMatchObject({
      ...{ state, description: expect.stringMatching(said), environmentUrl: component.url },
    });
  });

  it('is recorded also when its address is none that GitHub takes', async () => {
    environment = 'address';
    const components = [{ ...component, url: 'notes.example.com' }];
    const { result } = await conclude(world, { run: 2, components, environment });
    expect(result).toMatchObject({ notes: [], stored: { release: expect.any(Number) } });
  });
});

describe('a release that cannot go back', () => {
  it('because it is the first is red, stays live and is recorded as failed', async () => {
    const first = await openWorld();
    try {
      environment = 'first';
      const components = [await first.shipFrontend('f1')];
      const began = Date.now();
      const { result, told } = await conclude(first, { run: 1, components, ended: 'failure', environment });
      expect(result.outcome).toBe('no-target');
      expect(told.failure?.fix).toContain('the bad release is still live');
      expect(first.changesSince(began)).toEqual([]);
      expect(first.github.deployments().at(-1)?.statuses.at(-1)).toMatchObject({
        ...{ state: 'failure', description: expect.stringMatching(/^failed: no-target/) },
      });
    } finally {
      await first.close();
    }
  });

  it('because its migration cannot be undone is blocked before anything is touched', async () => {
    const frontend = await badFrontend('impossible');
    const database: DatabaseComponent = {
      ...{ kind: 'database', name: 'main', tool: 'drizzle', from: '1', to: '2', backup: null },
      rollback: 'impossible',
    };
    const began = Date.now();
    const { result, told } = await takeBack([frontend, database]);
    expect(result.outcome).toBe('blocked');
    expect(told.failure?.message).toContain('the migrations from 1 to 2 are "impossible"');
    expect(world.changesSince(began)).toEqual([]);
    expect((await world.served()).frontend).toBe('f2');
    expect(release()?.statuses.at(-1)?.description).toMatch(/^failed: blocked/);
  });

  it('because its token is missing says which input, and changes and records nothing', async () => {
    const frontend = await badFrontend('token');
    const before = world.github.deployments().length;
    const began = Date.now();
    await expect(takeBack([frontend], { inputs: { 'vercel-token': '' } })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('the input "vercel-token" is missing'),
      fix: expect.stringContaining('the release is as it was'),
    });
    expect(world.changesSince(began)).toEqual([]);
    expect(world.github.deployments()).toHaveLength(before);
  });
});

describe('a dry run', () => {
  it('tells the plan and changes and records nothing, anywhere', async () => {
    const frontend = await badFrontend('dry');
    const before = world.github.deployments().length;
    const began = Date.now();
    const { result, told } = await takeBack([frontend], { inputs: { 'dry-run': 'true' } });
    expect([result.outcome, told.failure]).toEqual(['planned', undefined]);
    expect(JSON.parse(told.outputs.plan ?? '')).toMatchObject([
      { action: 'rollback', component: { name: 'frontend' }, to: frontend.previous },
    ]);
    expect(told.summary).toContain('planned');
    expect(world.changesSince(began)).toEqual([]);
    expect(world.github.deployments()).toHaveLength(before);
  });

  it('of a good release does not pretend that it was recorded', async () => {
    const { result } = await conclude(world, {
      ...{ run: 1, components: [], environment: 'dry', inputs: { 'dry-run': 'true' } },
    });
    expect(result).toMatchObject({ stored: {}, notes: ['Dry run: nothing was recorded.'] });
  });
});

describe('the proof of a rollback', () => {
  const prove = async (name: string, suite: string) => {
    const frontend = await badFrontend(name);
    const config = join(world.directory, `${name}.yml`);
    writeFileSync(config, suite);
    return takeBack([frontend], { inputs: { config, 'proof-timeout': '2s' } });
  };
  const check = (target: string, text: string) =>
    `checks: [{ name: page, target: ${target}, path: /, retries: 0, expect: { body-contains: ${text} } }]`;

  it('holds when the suite passes on what is live again', async () => {
    const { result, told } = await prove('proved', check('frontend', 'f1'));
    expect(result).toMatchObject({ outcome: 'rolled-back', proof: { verdict: 'pass' } });
    expect(result.notes).toEqual([expect.stringContaining('leaves new production deployments staged')]);
    expect(told.failure).toBeUndefined();
  });

  it('is red when the earlier version does not pass either, with the check that fails', async () => {
    const { result, told } = await prove('disproved', check('frontend', 'f9'));
    expect(result).toMatchObject({ outcome: 'failed', proof: { verdict: 'fail' } });
    expect(told.failure?.message).toContain('"page" on frontend');
    expect(told.summary).toContain('| page | frontend | fail |');
    expect(release()).toMatchObject({ task: 'rollback' });
  });

  it('expects the commit that it went back to', async () => {
    const rule = `version: [{ target: frontend, path: /, text: '(\\S+)' }]\n`;
    const { result } = await prove('version', `${rule}${check('frontend', 'f1')}`);
    expect(result).toMatchObject({
      outcome: 'failed',
      proof: { version: [{ expected: world.commits[0], seen: [expect.stringContaining('f1')] }] },
    });
  });

  it("is the platforms' word where the suite speaks only of what this run did not ship", async () => {
    const { result } = await prove('of others', check('backend', 'b1'));
    expect(result).toMatchObject({ outcome: 'rolled-back', stored: { rollback: expect.any(Number) } });
    expect(result.notes.join(' ')).toMatch(/Nothing was checked.*the proof is the platforms' word/);
  });

  it('that cannot be read is red, not green without a proof, and what is live is recorded', async () => {
    const { result, told } = await prove('cannot be read', 'checks: [');
    const said = /The proof could not be made: .*not valid YAML/;
    expect(result).toMatchObject({ outcome: 'failed', unproved: expect.stringMatching(said) });
    expect(told.failure?.message).toMatch(/back by what the platforms say, but that is not proved: /);
    expect(told.failure?.message).toMatch(said);
    expect(told.failure?.fix).toContain('Look yourself whether what is live now works');
    expect(told.summary).toContain('but that is not proved');
    expect((await world.served()).frontend).toBe('f1');
    expect(release()).toMatchObject({
      task: 'rollback',
      payload: { restored: { 'vercel/frontend': world.vercel.productionDeployment('site') } },
    });
    // The next bad release still finds where to go.
    const next = await takeBack([await world.shipFrontend('f3')], { run: 3 });
    expect([next.result.outcome, next.result.backTo?.release]).toEqual(['rolled-back', '1.1']);
  });

  it.each(['inconclusive', 'error'] as const)('that ends as "%s" is red likewise', async (verdict) => {
    const frontend = await badFrontend(verdict);
    const conclusion = { run: 2, components: [frontend], ended: 'failure' as const, environment };
    const inputs = inputsOf(world, conclusion);
    const page = {
      ...{ name: 'page', kind: 'http', target: 'frontend', level: 'block' as const, tags: [], url: '' },
      ...{ verdict, reason: 'HTTP 000', durationMs: 0, attempts: 1, curl: '' },
    };
    const prove = async () => ({ verdict, reason: 'page: HTTP 000', version: [], checks: [page] });
    const deps = { ...connect(inputs, runOf(world, { run: 2 }).run), prove };
    const result = await main(inputs, deps);
    expect(result).toMatchObject({ outcome: 'failed', unproved: 'page: HTTP 000', proof: { verdict } });
    expect(result).toMatchObject({ backTo: { release: '1.1' }, stored: { rollback: expect.any(Number) } });
    expect(report(result).summary).toContain('| page | frontend |');
  });

  it('that cannot find an address is red likewise', async () => {
    environment = 'no address';
    await conclude(world, { run: 1, components: [await world.shipBackend('b1')], environment });
    const backend = await world.shipBackend('b2');
    const config = join(world.directory, 'proved.yml');
    const conclusion = { ...{ run: 2, components: [backend], ended: 'failure' as const, environment } };
    const inputs = inputsOf(world, { ...conclusion, inputs: { config } });
    const deps = connect(inputs, runOf(world, { run: 2 }).run);
    const { railway } = deps.platforms;
    if (!railway) throw new Error('no token');
    const publicUrl = () => Promise.reject(new PlatformError('Railway is away.', { code: 'unreachable' }));
    const platforms = { ...deps.platforms, railway: { ...railway, publicUrl } };
    const result = await main(inputs, { ...deps, platforms });
    expect(result).toMatchObject({ outcome: 'failed', stored: { rollback: expect.any(Number) } });
    expect(result.unproved).toContain('The address of backend could not be read');
  });
});
