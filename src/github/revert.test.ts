import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { createHttp } from '../http/client.js';
import { systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { GitHubClient } from './client.js';
import { setCommitStatus } from './commit-status.js';
import { openRevert } from './revert.js';

let directory = '';
let github: GitHubPlatform;
let client: GitHubClient;
const commits: string[] = [];
const git = (...args: string[]) => {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' }).trim();
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'revert-'));
  git('init', '--quiet', '--initial-branch=main');
  for (const text of ['good', 'bad']) {
    writeFileSync(join(directory, 'file'), text);
    git('add', '-A');
    git('commit', '--quiet', '-m', text);
    commits.push(git('rev-parse', 'HEAD'));
  }
  const repository = { owner: 'acme', name: 'notes', defaultBranch: 'main' };
  github = await startGitHubPlatform({ repository, gitDirectory: directory });
  const log = new RecordingLogger();
  const http = createHttp({
    log,
    clock: systemClock,
    signal: new AbortController().signal,
    userAgent: 'test',
  });
  const token = github.issueToken({ contents: 'write', 'pull-requests': 'write', statuses: 'write' });
  client = new GitHubClient({ http, apiUrl: github.apiUrl, token, repository: 'acme/notes' });
});
afterAll(async () => {
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('a revert', () => {
  const wanted = () => ({
    branch: 'main',
    bad: commits[1] ?? '',
    good: commits[0] ?? '',
    title: 'Revert',
    body: 'Bad.',
  });

  it('brings the content of the good commit back on top of the bad one, in one pull request however often it is asked for', async () => {
    const first = await openRevert(client, wanted());
    const second = await openRevert(client, wanted());
    expect(second).toBe(first);
    expect(github.changes.pulls).toHaveLength(1);
    const [branch] = github.changes.branches;
    const commit = github.changes.commits.get(branch?.sha ?? '');
    expect(commit).toMatchObject({ tree: git('rev-parse', `${commits[0]}^{tree}`), parents: [commits[1]] });
  });

  it('is not opened when the branch has moved on: it would take back what others did', async () => {
    git('commit', '--quiet', '--allow-empty', '-m', 'somebody else');
    expect(await openRevert(client, wanted())).toBeUndefined();
  });
});

it('a commit says what became of its release, in one line', async () => {
  const status = { state: 'failure', context: 'release / production', url: 'https://github.com' } as const;
  await setCommitStatus(client, commits[1] ?? '', {
    ...status,
    description: `rolled\nback ${'x'.repeat(300)}`,
  });
  expect(github.changes.statuses[0]).toMatchObject({ state: 'failure', context: 'release / production' });
});
