import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { createHttp } from '../http/client.js';
import { deliveryFigures } from '../release/delivery.js';
import { systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { GitHubClient } from './client.js';
import { readDeliveryHistory } from './delivery-history.js';
import { commentOnIssue, openIssueOnce } from './issues.js';
import { writeRelease, writeRollback } from './releases.js';

let directory = '';
let github: GitHubPlatform;
let client: GitHubClient;
const commits: string[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'delivery-'));
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  for (const message of ['one', 'two', 'three', 'four']) {
    git('commit', '--quiet', '--allow-empty', '-m', message);
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
  const token = github.issueToken({ deployments: 'write', contents: 'read', issues: 'write' });
  client = new GitHubClient({ http, apiUrl: github.apiUrl, token, repository: 'acme/notes' });
});
afterAll(async () => {
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

const runUrl = 'https://github.com/acme/notes/actions/runs/1';
const end = (release: string, state: 'verified' | 'rolled-back' | 'not-verified', commit = '') =>
  writeRelease(client, {
    ...{ environment: 'production', state, reason: 'x', runUrl },
    record: { schema: 1, release, commit, components: [] },
  });

describe('how a team delivers', () => {
  it('is read from its release records: ends, rollbacks, and the commits between verified releases', async () => {
    await end('1.1', 'verified', commits[0]);
    await end('2.1', 'rolled-back', commits[1]);
    const record = { schema: 1, from: '2.1', to: '1.1', reason: 'bad', run: runUrl, restored: {} } as const;
    await writeRollback(client, { environment: 'production', ref: commits[0] ?? '', record });
    await end('3.1', 'not-verified', commits[2]);
    await end('4.1', 'verified', commits[3]);
    const { releases, rollbacks } = await readDeliveryHistory(client, 'production', Date.now() - 60_000);
    expect(releases.map(({ release, end: how, commitTimes }) => [release, how, commitTimes.length])).toEqual([
      ['1.1', 'verified', 0],
      ['2.1', 'rolled-back', 0],
      ['3.1', 'kept', 0],
      ['4.1', 'verified', 3],
    ]);
    expect(rollbacks).toMatchObject([{ from: '2.1', to: '1.1' }]);
    const window = { from: Date.now() - 7 * 86_400_000, to: Date.now() + 1_000 };
    expect(deliveryFigures(releases, rollbacks, window)).toMatchObject({
      verified: 2,
      failed: 1,
      unrecovered: 0,
    });
  });

  it('leaves out what is older than asked for', async () => {
    const { releases } = await readDeliveryHistory(client, 'production', Date.now() + 60_000);
    expect(releases).toEqual([]);
  });
});

describe('an incident', () => {
  const issue = {
    key: 'incident production 2.1',
    title: 'Bad release',
    body: 'It was bad.',
    label: 'incident',
  };

  it('is one issue for one release, however often it is told', async () => {
    const first = await openIssueOnce(client, issue);
    const second = await openIssueOnce(client, issue);
    expect([first.isNew, second.isNew, second.issue.number]).toEqual([true, false, first.issue.number]);
    await commentOnIssue(client, first.issue.number, 'Again');
    expect(github.comments()).toHaveLength(1);
  });

  it('is opened once although the answer was lost', async () => {
    github.faults.add({ operation: 'createIssue', fault: { kind: 'reset-after' } });
    await openIssueOnce(client, { ...issue, key: 'incident production 3.1' });
    expect(github.issues().filter(({ body }) => body?.includes('3.1'))).toHaveLength(1);
  });
});
