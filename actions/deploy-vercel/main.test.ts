import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import { startVercelPlatform, type VercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import { promote, rollbackTo } from '../../src/vercel/change-production.js';
import { main } from './main.js';
import { report } from './outputs.js';
import { setUp, token } from './test-run.js';

const team = { kind: 'team', id: 'team_1', slug: 'acme' } as const;
let directory: string;
let vercel: VercelPlatform;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'deploy-vercel-'));
  mkdirSync(join(directory, 'site'));
  writeFileSync(join(directory, 'site', 'index.html'), '<p>one');
  writeFileSync(join(directory, 'site', 'app.js'), 'console.log(1)');
  vercel = await startVercelPlatform({
    token,
    owner: team,
    projects: [
      { id: 'prj_1', name: 'site' },
      { id: 'prj_2', name: 'mono', rootDirectory: 'apps/web' },
    ],
    workDirectory: join(directory, 'work'),
    timings: { queuedMs: 10, buildingMs: 20, aliasMs: 10, promoteMs: 10 },
  });
});

afterEach(async () => {
  await vercel.close();
  rmSync(directory, { recursive: true, force: true });
});

const here = () => ({ apiUrl: vercel.apiUrl, workspace: directory });

async function deploy(given: Record<string, string> = {}) {
  const { inputs, deps, told } = setUp(here(), given);
  const result = await main(inputs, deps);
  return { result, told, ...report(result) };
}

const count = (operation: string) =>
  vercel.requests.filter((request) => request.operation === operation).length;

describe('deploying a directory', () => {
  it('gives a preview an address that answers and leaves production alone', async () => {
    const first = await deploy({ target: 'production' });
    const { result, outputs, failure } = await deploy();
    expect(failure).toBeUndefined();
    const previous = first.result.deploymentId;
    expect(result).toMatchObject({ outcome: 'ready', previous });
    expect(await (await fetch(`${outputs.url}/index.html`)).text()).toBe('<p>one');
    expect(JSON.parse(outputs.record ?? '')).toEqual({
      kind: 'vercel',
      target: 'preview',
      name: 'site',
      project: 'prj_1',
      team: 'team_1',
      deployment: result.deploymentId,
      previous,
      url: outputs.url,
    });
    expect(vercel.productionDeployment('site')).toBe(previous);
  });

  it('says that Vercel makes the first preview of a project its production', async () => {
    const { result, told } = await deploy();
    expect(result).toMatchObject({ outcome: 'live', previous: undefined });
    expect(result.component?.previous).toBeNull();
    expect(told.log.lines.join('\n')).toContain('although another target was asked for');
  });

  it('puts production on the new deployment and knows what it served before', async () => {
    const first = await deploy({ target: 'production' });
    const second = await deploy({ target: 'production', name: 'frontend' });
    expect(second.result).toMatchObject({ outcome: 'live', previous: first.result.deploymentId });
    expect(vercel.productionDeployment('site')).toBe(second.result.deploymentId);
    expect(second.outputs.url).toBe(vercel.productionUrl('site'));
    expect(second.outputs['deployment-url']).not.toBe(second.outputs.url);
    expect(JSON.parse(second.outputs.record ?? '')).toMatchObject({ name: 'frontend' });
  });

  it('tells Vercel the commit, the project and its own mark, and no author', async () => {
    await deploy();
    const { body } = vercel.requests.filter(({ operation }) => operation === 'createDeployment').at(-1) ?? {};
    expect(body).toMatchObject({
      name: 'site',
      project: 'prj_1',
      meta: {
        githubCommitSha: 'abc1234',
        githubRepo: 'site',
        deployActionsRun: expect.stringMatching(/^7\.1\./),
      },
      gitMetadata: { commitSha: 'abc1234' },
    });
    expect(JSON.stringify(body)).not.toContain('uthor');
  });

  it('keeps the token out of logs, addresses and outputs', async () => {
    const { told, outputs, summary } = await deploy({ target: 'production' });
    const said = [told.log.lines, outputs, summary, told.known, vercel.requests.map(({ url }) => url)];
    expect(JSON.stringify(said)).not.toContain(token);
  });
});

describe('staging and promoting', () => {
  it('stages without touching production, then promotes, and promoting again is a success that sends nothing', async () => {
    const first = await deploy({ target: 'production' });
    const staged = await deploy({ target: 'staged' });
    expect(staged.result.outcome).toBe('staged');
    expect(vercel.productionDeployment('site')).toBe(first.result.deploymentId);

    const id = staged.result.deploymentId;
    const promoted = await deploy({ target: 'production', 'deployment-id': id });
    expect(promoted.result).toMatchObject({
      outcome: 'live',
      previous: first.result.deploymentId,
      deploymentId: id,
    });
    expect(promoted.outputs.url).toBe(vercel.productionUrl('site'));
    expect(vercel.productionDeployment('site')).toBe(id);
    const again = await deploy({ target: 'production', 'deployment-id': id });
    expect(again.result.outcome).toBe('live');
    expect(count('requestPromote')).toBe(1);
  });

  it('promotes once when the answer to the promotion gets lost', async () => {
    const staged = await deploy({ target: 'staged' });
    vercel.faults.add({ operation: 'requestPromote', fault: { kind: 'reset-after' } });
    const { result } = await deploy({ target: 'production', 'deployment-id': staged.result.deploymentId });
    expect(result.outcome).toBe('live');
    expect(count('requestPromote')).toBe(1);
  });

  it('does not promote a preview, which would be built anew', async () => {
    await deploy({ target: 'production' });
    const { result } = await deploy();
    await expect(deploy({ target: 'production', 'deployment-id': result.deploymentId })).rejects.toThrow(
      'not for production',
    );
  });

  it('says so when the domains could not be moved', async () => {
    const staged = await deploy({ target: 'staged' });
    vercel.scriptNextAliasRequest({ end: 'failed' });
    await expect(
      deploy({ target: 'production', 'deployment-id': staged.result.deploymentId }),
    ).rejects.toThrow(/failed\. These domains did not move: 127\.0\.0\.1/);
  });
});

describe('rolling back', () => {
  it('holds production at what was rolled back to until the workflow says otherwise, and then promotes although Vercel would stage', async () => {
    const first = await deploy({ target: 'production' });
    await deploy({ target: 'production' });
    const { deps, client } = setUp(here(), {});
    const back = await rollbackTo(
      { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'smoke test failed' },
      deps,
    );
    expect(back.deploymentId).toBe(first.result.deploymentId);
    expect(vercel.productionDeployment('site')).toBe(first.result.deploymentId);
    expect(await client.liveDeploymentId('prj_1')).toBe(first.result.deploymentId);
    expect((await client.project('prj_1')).autoAssignCustomDomains).toBe(false);

    const before = count('createDeployment');
    await expect(deploy({ target: 'production' })).rejects.toThrow('is held there');
    expect(count('createDeployment')).toBe(before);

    const third = await deploy({ target: 'production', 'allow-over-rollback': 'true' });
    expect(third.result).toMatchObject({ outcome: 'live', previous: first.result.deploymentId });
    expect(third.result.notes.join()).toContain('what a rollback leaves behind');
    expect(vercel.productionDeployment('site')).toBe(third.result.deploymentId);
    expect((await client.project('prj_1')).autoAssignCustomDomains).toBe(true);
  });

  it('sends a rollback once although its answer gets lost', async () => {
    const first = await deploy({ target: 'production' });
    await deploy({ target: 'production' });
    vercel.faults.add({ operation: 'requestRollback', fault: { kind: 'reset-after' } });
    await rollbackTo(
      { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'r' },
      setUp(here(), {}).deps,
    );
    expect(vercel.productionDeployment('site')).toBe(first.result.deploymentId);
    expect(count('requestRollback')).toBe(1);
  });

  it.each<Fault>([{ kind: 'reset' }, { kind: 'status', status: 500 }, { kind: 'status', status: 503 }])(
    'sends a rollback again that did not happen because it met %j',
    async (fault) => {
      const first = await deploy({ target: 'production' });
      await deploy({ target: 'production' });
      vercel.faults.add({ operation: 'requestRollback', fault });
      await rollbackTo(
        { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'r' },
        setUp(here(), {}).deps,
      );
      expect(vercel.productionDeployment('site')).toBe(first.result.deploymentId);
      expect(count('requestRollback')).toBe(2);
    },
  );

  it('does not send a lost rollback again over what somebody else has asked for since', async () => {
    const first = await deploy({ target: 'production' });
    await deploy({ target: 'production' });
    const staged = await deploy({ target: 'staged', 'allow-over-rollback': 'true' });
    vercel.faults.add({ operation: 'requestRollback', fault: { kind: 'reset' } });
    const change = { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'r' };
    const { deps } = setUp(here(), {});
    const lost = expect(rollbackTo(change, deps)).rejects.toThrow('asked for once');
    while (count('requestRollback') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await promote({ projectId: 'prj_1', deploymentId: staged.result.deploymentId }, deps);
    await lost;
    expect(vercel.productionDeployment('site')).toBe(staged.result.deploymentId);
  });

  it('says that a rollback did not happen when it is lost every time', async () => {
    const first = await deploy({ target: 'production' });
    const second = await deploy({ target: 'production' });
    vercel.faults.add({ operation: 'requestRollback', times: 9, fault: { kind: 'status', status: 503 } });
    const rollback = rollbackTo(
      { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'r' },
      setUp(here(), {}).deps,
    );
    await expect(rollback).rejects.toMatchObject({
      ambiguous: true,
      message: expect.stringMatching(/asked for 3 times.*no trace/),
    });
    expect(vercel.productionDeployment('site')).toBe(second.result.deploymentId);
  });
});
