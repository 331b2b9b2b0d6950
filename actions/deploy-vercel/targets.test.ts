import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';
import { main } from './main.js';
import { setUp } from './test-run.js';

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld([
    { id: 'prj_1', name: 'site', environments: [{ id: 'env_1', slug: 'qa' }] },
    { id: 'prj_2', name: 'plain' },
  ]);
});
afterEach(() => world.close());

describe('an environment of its own', () => {
  it.each(['qa', 'env_1'])('is deployed to by %s, and production keeps what it serves', async (target) => {
    const live = await world.deploy({ target: 'production' });
    const { result, outputs, summary } = await world.deploy({ target });
    expect(result).toMatchObject({ outcome: 'ready', target: 'qa' });
    expect(outputs.target).toBe('qa');
    expect(summary).toContain('### site is ready in qa\n');
    const { body } = world.vercel.requests.filter((one) => one.operation === 'createDeployment').at(-1) ?? {};
    expect(body).toMatchObject({ customEnvironmentSlugOrId: 'env_1' });
    expect(body).not.toHaveProperty('target');
    expect(world.vercel.productionDeployment('site')).toBe(live.result.deploymentId);
  });

  it('that is misspelt is refused before anything is sent, with those there are', async () => {
    await expect(world.deploy({ target: 'prdouction' })).rejects.toMatchObject({
      message: expect.stringContaining('"prdouction"'),
      fix: expect.stringContaining('environments of the project "site" are qa'),
    });
    await expect(world.deploy({ project: 'plain', target: 'staging' })).rejects.toMatchObject({
      fix: expect.stringContaining('no environments of its own'),
    });
    expect(world.count('createDeployment')).toBe(0);
  });
});

describe('aliases of a preview', () => {
  const onPullRequest = (given: Record<string, string>) => {
    const { inputs, deps } = setUp(world.here, given);
    const pullRequest = { number: 7, headSha: 'abc1234567', headRef: 'Feature/Ä & B', fromFork: false };
    const context = { ...deps.context, pullRequest, branch: pullRequest.headRef, commit: 'abc1234567' };
    return main(inputs, { ...deps, context });
  };

  it('lead to it once it is ready, and are the address people get', async () => {
    await world.deploy({ target: 'production' });
    const result = await onPullRequest({
      aliases: '{project}-pr-{number}\n{branch}-{sha}.vercel.app\n# a comment',
    });
    expect(result.outcome).toBe('ready');
    expect(result.aliasUrls).toEqual([
      'http://site-pr-7.vercel.app',
      'http://feature-a-b-abc1234.vercel.app',
    ]);
    expect(result.url).toBe(result.aliasUrls[0]);
    const served = world.vercel.aliasUrl('site-pr-7.vercel.app') ?? '';
    expect(await (await fetch(`${served}/index.html`)).text()).toBe('<p>one');
  });

  it('move on with the next push, and stay with the newer deployment when an older run ends later', async () => {
    await world.deploy({ target: 'production' });
    world.vercel.scriptNextDeployment({ timings: { buildingMs: 400 } });
    const slow = world.deploy({ aliases: 'web' });
    await new Promise<void>((resolve) => {
      const look = () => (world.count('createDeployment') >= 3 ? resolve() : setTimeout(look, 5));
      look();
    });
    const quick = await world.deploy({ aliases: 'web' });
    expect(quick.result.aliasUrls).toHaveLength(1);
    const late = await slow;
    expect(late.failure).toBeUndefined();
    expect(late.result.aliasUrls).toEqual([]);
    expect(late.result.notes.join()).toContain(`web.vercel.app stays with ${quick.result.deploymentId}`);
  });

  it('are no success while one belongs to somebody else, and the others are tried all the same', async () => {
    await world.deploy({ target: 'production' });
    world.vercel.reserveAlias('taken.vercel.app');
    const { result, failure, outputs } = await world.deploy({ aliases: 'taken\nfree' });
    expect(result.outcome).toBe('not-assigned');
    expect(failure).toMatchObject({
      message: expect.stringContaining('already in use'),
      fix: expect.stringContaining('Choose another name'),
    });
    expect(outputs).toMatchObject({ 'error-code': 'alias_in_use', state: 'not-assigned' });
    expect(JSON.parse(outputs['alias-urls'] ?? '')).toEqual(['http://free.vercel.app']);
    expect(outputs['deployment-url']).toMatch(/^http:/);
  });

  it("that are production's domain or another project's are refused, and nobody loses a site", async () => {
    await world.deploy({ target: 'production' });
    const before = world.count('createDeployment');
    await expect(world.deploy({ aliases: '{project}' })).rejects.toThrow("a domain of site's production");
    expect(world.count('createDeployment')).toBe(before);
    await world.deploy({ project: 'plain', aliases: 'mine' });
    const { failure } = await world.deploy({ aliases: 'mine' });
    expect(failure?.message).toContain('leads to another project of this account');
  });

  it('that need a pull request are left out on a push, and that is said', async () => {
    await world.deploy({ target: 'production' });
    const { result, failure } = await world.deploy({ aliases: '{project}-pr-{number}' });
    expect(failure).toBeUndefined();
    expect(result.notes.join()).toContain('this run belongs to no pull request');
    expect(world.count('assignAlias')).toBe(0);
  });

  it.each([
    [{ aliases: '{nubmer}' }, '{nubmer}'],
    [{ aliases: 'https://x.vercel.app' }, 'https://x.vercel.app'],
    [{ aliases: 'a', target: 'production' }, '"target" is "production"'],
  ])('that are wrong are refused at once: %j', (given, said) => {
    expect(() => setUp(world.here, given)).toThrow(said);
  });
});

describe('a run that changes nothing', () => {
  it('of a dry run checks token, project and target and lists what would be sent', async () => {
    const { result, outputs, summary, told, failure } = await world.deploy({
      'dry-run': 'true',
      target: 'qa',
      'create-protection-bypass': 'true',
    });
    expect(failure).toBeUndefined();
    expect(result.listed.map(({ path }) => path).sort()).toEqual(['app.js', 'index.html']);
    expect(outputs).toMatchObject({ state: 'dry-run', files: '2', bytes: '20', 'project-id': 'prj_1' });
    expect([outputs['deployment-id'], outputs.record]).toEqual(['', '']);
    expect(summary).toContain('index.html');
    expect(told.log.lines.join('\n')).toContain('index.html');
    expect(new Set(world.vercel.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    await expect(world.deploy({ 'dry-run': 'true', 'vercel-token': 'wrong' })).rejects.toThrow('403');
    await expect(world.deploy({ 'dry-run': 'true', team: 'nope' })).rejects.toMatchObject({
      fix: expect.stringContaining('the team "nope"'),
    });
  });

  it('without a token on a fork ends green as told, and asks nothing of Vercel', async () => {
    const given = { 'vercel-token': '', 'on-missing-credentials': 'skip' };
    const { inputs, deps } = setUp(world.here, given);
    const pullRequest = { number: 7, headSha: 'abc', headRef: 'x', fromFork: true };
    const result = await main(inputs, { ...deps, context: { ...deps.context, pullRequest } });
    expect(result).toMatchObject({ outcome: 'skipped', failure: undefined });
    expect(result.notes.join()).toContain('fork');
    expect(world.vercel.requests).toEqual([]);
  });

  it('does not hide a secret that got lost on a branch of the repository', async () => {
    const lost = world.deploy({ 'vercel-token': '', 'on-missing-credentials': 'skip' });
    await expect(lost).rejects.toThrow('"vercel-token" is empty');
    expect(() => setUp(world.here, { 'vercel-token': '' })).toThrow('"vercel-token" is missing');
  });

  it.each([
    [{ target: 'qa env' }, 'slug or id'],
    [{ rolling: 'approve', target: 'production' }, '"deployment-id"'],
    [{ rolling: 'complete' }, 'target: production'],
    [{ 'on-missing-credentials': 'ignore' }, 'fail or skip'],
    [{ 'dry-run': 'yes' }, 'true or false'],
    [{ 'build-timeout': '10' }, 'with its unit'],
  ])('for a bad value says what is allowed before it asks Vercel: %j', (given, said) => {
    let fix = '';
    try {
      setUp(world.here, given);
    } catch (error) {
      fix = (error as { fix: string }).fix;
    }
    expect(fix).toContain(said);
    expect(world.vercel.requests).toEqual([]);
  });
});

describe('a pull request that is closed', () => {
  const runFor = (number: number | undefined, given: Record<string, string>) => {
    const { inputs, deps } = setUp(world.here, given);
    const pullRequest =
      number === undefined
        ? undefined
        : { number, headSha: 'abc1234567', headRef: `branch-${number}`, fromFork: false };
    const context = { ...deps.context, pullRequest, branch: `branch-${number}`, commit: 'abc1234567' };
    return main(inputs, { ...deps, context });
  };

  it('leaves none of its previews and addresses behind, and takes nothing of others', async () => {
    const live = await world.deploy({ target: 'production' });
    await runFor(7, { aliases: '{project}-pr-{number}' });
    await runFor(7, { aliases: '{project}-pr-{number}' });
    const other = await runFor(8, {});
    const planned = await runFor(7, { 'delete-previews': 'true', 'dry-run': 'true' });
    expect(planned).toMatchObject({ outcome: 'dry-run', notes: [expect.stringContaining('Would delete 2')] });
    expect(world.count('deleteDeployment')).toBe(0);
    const removed = await runFor(7, { 'delete-previews': 'true' });
    expect(removed).toMatchObject({
      outcome: 'removed',
      notes: [expect.stringContaining('Deleted 2 previews')],
    });
    expect(world.vercel.deployments('site').map(({ id }) => id)).toEqual(
      expect.arrayContaining([live.result.deploymentId, other.deploymentId]),
    );
    expect(world.vercel.deployments('site')).toHaveLength(2);
    expect(world.vercel.aliasUrl('site-pr-7.vercel.app')).toBeUndefined();
    expect((await runFor(7, { 'delete-previews': 'true' })).notes[0]).toContain('Deleted 0 previews');
  });

  it('is what previews are deleted for: a run of no pull request deletes nothing', async () => {
    await expect(runFor(undefined, { 'delete-previews': 'true' })).rejects.toThrow(
      'belongs to no pull request',
    );
  });
});
