import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { createHttp } from '../http/client.js';
import type { ComponentNews } from '../release/presence.js';
import { systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { GitHubClient } from './client.js';
import { createPresence, type PresenceOptions } from './presence.js';

let directory = '';
let github: GitHubPlatform;
let commit = '';
const run = 'https://github.com/acme/notes/actions/runs/7/attempts/1';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'presence-'));
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('commit', '--quiet', '--allow-empty', '-m', 'Begin');
  commit = git('rev-parse', 'HEAD');
  const repository = { owner: 'acme', name: 'notes', defaultBranch: 'main' };
  github = await startGitHubPlatform({ repository, gitDirectory: directory });
});
afterEach(() => github.faults.clear());
afterAll(async () => {
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

function show(options: Partial<PresenceOptions>, permissions: Record<string, string> = everything) {
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const token = github.issueToken(permissions);
  const client = new GitHubClient({ http, apiUrl: github.apiUrl, token, repository: 'acme/notes' });
  const shown = { environment: 'preview', commit, branch: 'topic', runUrl: run, deployments: true };
  const presence = createPresence(
    { ...shown, pullRequest: undefined, ...options },
    { client, clock: systemClock, log },
  );
  return { presence, log };
}
const everything = { deployments: 'write', 'pull-requests': 'write' };
const web: ComponentNews = { component: 'web', platform: 'Vercel', state: 'queued' };
const statesOf = (environment: string) =>
  github
    .deployments()
    .filter((deployment) => deployment.environment === environment)
    .map(({ statuses }) => statuses.map(({ state }) => state));
const commentsOf = (issue: number) => github.comments().filter((comment) => comment.issue === issue);

describe('a deployment on GitHub', () => {
  it('is inactive once it was taken away with its pull request: nobody is sent to an address that is gone', async () => {
    const opened = show({ environment: 'gone' }).presence;
    opened.tell({ ...web, state: 'ready', url: 'https://web-pr-7.example.com' });
    await opened.settled();
    const closed = show({ environment: 'gone' }).presence;
    closed.tell({ ...web, state: 'removed' });
    await closed.settled();
    expect(statesOf('gone – web').map((states) => states.at(-1))).toEqual(['inactive']);
  });

  it('follows the component from the queue to its address', async () => {
    const { presence } = show({ environment: 'one' });
    presence.tell(web);
    await presence.settled();
    presence.tell({ ...web, state: 'building', page: 'https://vercel.com/acme/web/abc' });
    await presence.settled();
    presence.tell({ ...web, state: 'ready', url: 'https://web-abc.vercel.app' });
    await presence.settled();
    expect(statesOf('one – web')).toEqual([['queued', 'in_progress', 'success']]);
    const deployment = github.deployments().find(({ environment }) => environment === 'one – web');
    expect(deployment).toMatchObject({ task: 'deploy:web', sha: commit, transient: true });
    expect(deployment?.statuses.at(-1)?.environmentUrl).toBe('https://web-abc.vercel.app');
  });

  it('does not call the newest preview of a branch and the one before it both live', async () => {
    for (const state of ['ready', 'ready'] as const) {
      const { presence } = show({ environment: 'two', runUrl: `${run}/${Math.random()}` });
      presence.tell({ ...web, state });
      await presence.settled();
    }
    expect(statesOf('two – web')).toEqual([['success', 'inactive'], ['success']]);
  });

  it('leaves the previews of other branches alone', async () => {
    for (const branch of ['left', 'right']) {
      const { presence } = show({ environment: 'three', branch, runUrl: `${run}/${branch}` });
      presence.tell({ ...web, state: 'ready' });
      await presence.settled();
    }
    expect(statesOf('three – web')).toEqual([['success'], ['success']]);
  });

  it('of production is set inactive by the next one that is live, and not by one that failed', async () => {
    for (const state of ['live', 'failed', 'live'] as const) {
      const { presence } = show({ environment: 'production', runUrl: `${run}/${Math.random()}` });
      presence.tell({ ...web, state });
      await presence.settled();
    }
    expect(statesOf('production – web')).toEqual([['success', 'inactive'], ['failure'], ['success']]);
  });

  it('is made once although the answer to its creation was lost', async () => {
    github.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' }, times: 1 });
    const { presence } = show({ environment: 'four' });
    presence.tell({ ...web, state: 'ready' });
    await presence.settled();
    expect(statesOf('four – web')).toEqual([['success']]);
  });

  it('does not stay in progress for ever when the run is cancelled', async () => {
    const { presence } = show({ environment: 'five' });
    presence.tell({ ...web, state: 'building' });
    presence.tell({ ...web, component: 'docs', state: 'ready' });
    await presence.settled();
    await presence.cancelled();
    expect(statesOf('five – web')).toEqual([['in_progress', 'error']]);
    expect(statesOf('five – docs')).toEqual([['success']]);
  });

  it('that may not be written fails no deployment, and says once which permission is missing', async () => {
    const { presence, log } = show({ environment: 'six' }, { contents: 'read' });
    presence.tell(web);
    await presence.settled();
    presence.tell({ ...web, state: 'ready' });
    await presence.settled();
    expect(log.lines.filter((line) => line.startsWith('The deployment goes on'))).toEqual([
      expect.stringMatching(/deployments: write/),
    ]);
  });
});

describe('the comment on the pull request', () => {
  it('is one for all components, updated in place', async () => {
    const issue = github.openPullRequest('One comment');
    for (const component of ['web', 'docs', 'api']) {
      const { presence } = show({ pullRequest: issue, deployments: false });
      presence.tell({ ...web, component });
      await presence.settled();
      presence.tell({ ...web, component, state: 'ready', url: `https://${component}.vercel.app` });
      await presence.settled();
    }
    const comments = commentsOf(issue);
    expect(comments).toHaveLength(1);
    const lines = (comments[0]?.body ?? '').split('\n').filter((line) => line.startsWith('| **'));
    expect(lines.map((line) => line.split('|').slice(1, 4).join('|').trim())).toEqual([
      '**api** (Vercel) | ✅ Ready | [api.vercel.app](https://api.vercel.app)',
      '**docs** (Vercel) | ✅ Ready | [docs.vercel.app](https://docs.vercel.app)',
      '**web** (Vercel) | ✅ Ready | [web.vercel.app](https://web.vercel.app)',
    ]);
  });

  it('loses no component when jobs write it at the same moment', async () => {
    const issue = github.openPullRequest('At once');
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map(async (component) => {
        const { presence } = show({ pullRequest: issue, deployments: false });
        presence.tell({ ...web, component, state: 'ready' });
        await presence.settled();
      }),
    );
    const comments = commentsOf(issue);
    expect(comments).toHaveLength(1);
    for (const name of names) expect(comments[0]?.body).toContain(`**${name}** (Vercel)`);
  });

  it('is found behind a hundred others', async () => {
    const issue = github.openPullRequest('Busy');
    const first = show({ pullRequest: issue, deployments: false });
    for (let count = 0; count < 105; count += 1) github.addComment(issue, `comment ${count}`);
    first.presence.tell(web);
    await first.presence.settled();
    const second = show({ pullRequest: issue, deployments: false });
    second.presence.tell({ ...web, state: 'ready' });
    await second.presence.settled();
    expect(commentsOf(issue).filter(({ body }) => body.includes('### Deployments'))).toHaveLength(1);
  });

  it('cannot be broken by what a platform or a branch says', async () => {
    const issue = github.openPullRequest('Hostile');
    const { presence } = show({ pullRequest: issue, deployments: false });
    presence.tell({
      ...web,
      component: 'web|x',
      state: 'failed',
      detail: '<img src=x> @everyone | ![a](b) -->',
      page: 'javascript:alert(1)',
    });
    await presence.settled();
    const body = commentsOf(issue)[0]?.body ?? '';
    expect(body).not.toMatch(/<img|@everyone|javascript:/);
    expect(body).toContain('**web\\|x**');
  });

  it('of somebody else that bears our marker is not taken for ours', async () => {
    const issue = github.openPullRequest('Marker');
    github.addComment(issue, '<!-- deploy-actions:deployments -->\nmine', { login: 'mallory', type: 'User' });
    const { presence } = show({ pullRequest: issue, deployments: false });
    presence.tell({ ...web, state: 'ready' });
    await presence.settled();
    expect(commentsOf(issue).map(({ body }) => body.includes('✅ Ready'))).toEqual([false, true]);
  });
});
