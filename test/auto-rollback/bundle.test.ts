import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Component } from '../../src/release/component.js';
import { type BundleRequest, type BundleRun, runBundle } from '../run-bundle.js';
import { needsOf } from './conclude.js';
import { openWorld, tokens, until, type World } from './world.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Runs the bundle as run 2 on a release that failed. */
function takeBack(
  components: readonly Component[],
  inputs: Record<string, string> = {},
  onStart: BundleRequest['onStart'] = () => {},
): Promise<BundleRun> {
  return runBundle('auto-rollback', {
    inputs: {
      records: needsOf({ run: 2, components, ended: 'failure', environment: 'production' }),
      'github-token': world.githubToken,
      'railway-token': tokens.railway,
      'railway-api-url': world.railway.apiUrl,
      'vercel-token': tokens.vercel,
      'vercel-api-url': world.vercel.apiUrl,
      ...inputs,
    },
    env: {
      GITHUB_API_URL: world.github.apiUrl,
      GITHUB_SHA: world.commits[1] ?? '',
      GITHUB_RUN_ID: '2',
    },
    onStart,
  });
}

/** Lines that the runner takes as commands: `::name::` at the beginning, `##[name]` anywhere. */
const commandsIn = (stdout: string) =>
  stdout.split(/\r\n?|\n/).filter((line) => /^\s*::|##\[/.test(line) && !/^::(debug|add-mask)::/.test(line));

describe('auto-rollback, run as the runner runs it', () => {
  it('takes a release back on both platforms, records it and ends green', async () => {
    await world.shipBackend('b1');
    await world.shipFrontend('f1');
    const bad = [await world.shipBackend('b2'), await world.shipFrontend('f2')];
    const run = await takeBack(bad);
    expect([run.code, run.outputs.outcome]).toEqual([0, 'rolled-back']);
    expect(run.stdout).toContain('2. frontend (vercel): roll back to');
    expect(run.summary).toContain('### The release was bad and was taken back');
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    const written = world.github.deployments().map(({ task, statuses }) => [task, statuses.at(-1)?.state]);
    expect(written).toEqual([
      ['release', 'failure'],
      ['rollback', 'success'],
    ]);
  });

  it('stopped by the runner half way says and records what went back and what did not', async () => {
    await world.shipBackend('b1');
    await world.shipFrontend('f1');
    const bad = [await world.shipBackend('b2'), await world.shipFrontend('f2')];
    world.vercel.scriptNextAliasRequest({ end: 'pending' });
    const sent = world.vercel.requests.length;
    const isAsked = () =>
      world.vercel.requests.slice(sent).some(({ operation }) => operation === 'requestRollback');
    const run = await takeBack(bad, {}, (kill) => void until(isAsked).then(() => kill('SIGTERM')));
    expect([run.code, run.outputs.outcome]).toEqual([1, 'failed']);
    expect(run.stdout).toContain('Back already: backend.');
    expect(run.stdout).toContain('::error::The run was cancelled.');
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f2' });
    expect(world.github.deployments().slice(-2)).toMatchObject([
      { task: 'release', statuses: [{ state: 'failure', description: expect.stringMatching(/^failed/) }] },
      { task: 'rollback', payload: { restored: { 'railway/backend': expect.any(String) } } },
    ]);
  });

  it('lacking the token of a platform says which input in one message, and nothing is changed', async () => {
    const bad = [await world.shipFrontend('f3')];
    const before = world.github.deployments().length;
    const began = Date.now();
    const run = await takeBack(bad, { 'vercel-token': '' });
    expect(run.code).toBe(1);
    expect(commandsIn(run.stdout)).toEqual([
      expect.stringMatching(/^::error::.*the input "vercel-token" is missing.*What to do: /),
    ]);
    expect(world.changesSince(began)).toEqual([]);
    expect(world.github.deployments()).toHaveLength(before);
  });

  it.each([
    ['no JSON', '<img src=x>'],
    ['another context', '{"job":{"status":"success"}}'],
    [
      'a record of another form',
      '{"web":{"result":"success","outputs":{"record":"{\\"kind\\":\\"fly\\"}"}}}',
    ],
  ])('does not guess when its records are %s', async (_, records) => {
    const run = await takeBack([], { records });
    expect(run.code).toBe(1);
    expect(commandsIn(run.stdout)).toEqual([
      expect.stringMatching(/^::error::The input "records" cannot be read: .*toJSON\(needs\)/),
    ]);
    expect(run.stdout).not.toMatch(/\n\s+at /);
    expect(run.summary).not.toContain('<img');
  });

  it('prints a hostile reason as text: it commands neither the runner nor the summary', async () => {
    const reason =
      'bad\n::error::pwned\r::stop-commands::x ##[add-mask]o | <img src=x> **loud** [link](x) `code` @all';
    const run = await takeBack([], { reason, mode: 'record' });
    expect([run.code, run.outputs.reason]).toEqual([0, reason]);
    const [warning, ...more] = commandsIn(run.stdout);
    expect(warning).toMatch(/^::warning::The release stays.*%0A::error::pwned%0D::stop/);
    expect(more).toEqual([]);
    const line = run.summary.split('\n').find((text) => text.includes('pwned')) ?? '';
    expect(line).toContain('\\| &lt;img src=x&gt; \\*\\*loud\\*\\* \\[link\\](x) \\`code\\` @\u200ball');
    const status = world.github.deployments().at(-1)?.statuses.at(-1);
    expect(status?.description).toMatch(/^not verified: bad ::error::pwned ::stop-commands::x/);
  });
});
