import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startVercelPlatform, type VercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import { type BundleRun, runBundle } from '../run-bundle.js';

const token = 'tok-4242-secret';
let directory: string;
let vercel: VercelPlatform;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'deploy-vercel-bundle-'));
  mkdirSync(join(directory, 'web'));
  writeFileSync(join(directory, 'web', 'index.html'), '<p>one');
  vercel = await startVercelPlatform({
    token,
    owner: { kind: 'team', id: 'team_1', slug: 'acme' },
    projects: [{ id: 'prj_1', name: 'web', protection: {} }],
    workDirectory: join(directory, 'work'),
    timings: { queuedMs: 5, buildingMs: 10, aliasMs: 5, promoteMs: 10 },
  });
});
afterAll(async () => {
  await vercel.close();
  rmSync(directory, { recursive: true, force: true });
});

const step = (inputs: Record<string, string>, env: Record<string, string> = {}): Promise<BundleRun> =>
  runBundle('deploy-vercel', {
    workspace: directory,
    inputs: {
      'vercel-token': token,
      'vercel-api-url': vercel.apiUrl,
      project: 'web',
      team: 'acme',
      'working-directory': 'web',
      'github-deployment': 'false',
      comment: 'never',
      ...inputs,
    },
    env,
  });

/** The variables of a run for pull request 7. */
function pullRequest(fromFork: boolean): Record<string, string> {
  const event = join(directory, 'event.json');
  const head = {
    sha: 'feedbeef1234',
    ref: 'feature/x',
    repo: { full_name: fromFork ? 'me/web' : 'acme/web' },
  };
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head } }));
  return { GITHUB_EVENT_PATH: event, GITHUB_REPOSITORY: 'acme/web', GITHUB_EVENT_NAME: 'pull_request' };
}

describe('as the runner runs it', () => {
  it('goes live, and a preview of a pull request gets its address, its head commit and a masked secret', async () => {
    const live = await step({ target: 'production' });
    expect(live.outputs).toMatchObject({ state: 'live', url: vercel.productionUrl('web') });
    const preview = await step(
      { aliases: '{project}-pr-{number}', 'create-protection-bypass': 'true' },
      pullRequest(false),
    );
    expect(preview.code).toBe(0);
    expect(preview.outputs).toMatchObject({ state: 'ready', url: 'http://web-pr-7.vercel.app' });
    expect(vercel.deployments('web').at(-1)?.meta).toMatchObject({ githubCommitSha: 'feedbeef1234' });
    const secret = preview.outputs['protection-bypass'] ?? '';
    expect(secret).not.toBe('');
    const said = preview.stdout.replace(`::add-mask::${secret}`, '').replace(`::add-mask::${token}`, '');
    for (const hidden of [secret, token]) {
      expect(said).not.toContain(hidden);
      expect(preview.summary).not.toContain(hidden);
      expect(preview.outputs.result).not.toContain(hidden);
    }
  });

  it('ends green on a fork as told, and red on a push whose secret got lost', async () => {
    const given = { 'vercel-token': '', 'on-missing-credentials': 'skip' };
    const skipped = await step(given, pullRequest(true));
    expect([skipped.code, skipped.outputs.state]).toEqual([0, 'skipped']);
    const lost = await step(given);
    expect([lost.code, lost.outputs.state]).toEqual([1, 'failed']);
    expect(lost.stdout).toContain('::error::The input "vercel-token" is empty.');
  });

  it('names the cause of a failed build beside the run and in the summary', async () => {
    vercel.scriptNextDeployment({
      ...{ end: 'ERROR', errorMessage: 'Command "npm run build" exited with 1' },
      buildLog: ['npm error Missing script: "build"'],
    });
    const { code, stdout, summary, outputs } = await step({});
    expect([code, outputs.state, outputs['error-code']]).toEqual([1, 'failed', 'BUILD_FAILED']);
    expect(stdout).toMatch(/::error::.*Missing script.*What to do: The app has no build script/);
    expect(stdout).toContain('::group::Build log');
    expect(summary).toContain('**Cause:** The app has no build script');
  });
});
