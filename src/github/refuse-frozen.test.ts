import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { createHttp } from '../http/client.js';
import { systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { GitHubClient } from './client.js';
import { freezeEnvironment, unfreezeEnvironment } from './freeze.js';
import { refuseFrozen } from './refuse-frozen.js';

let directory = '';
let github: GitHubPlatform;
let commit = '';
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'frozen-'));
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

function setUp(permissions: Record<string, string>) {
  const log = new RecordingLogger();
  const http = createHttp({
    log,
    clock: systemClock,
    signal: new AbortController().signal,
    userAgent: 'test',
  });
  const token = github.issueToken(permissions);
  const client = new GitHubClient({ http, apiUrl: github.apiUrl, token, repository: 'acme/notes' });
  const context = { apiUrl: github.apiUrl, repository: 'acme/notes' };
  return { token, client, log, run: { http, log, context } };
}

describe('an environment that somebody froze', () => {
  const run = 'https://github.com/acme/notes/actions/runs/7';

  it('takes no deployment until it is unfrozen, and says who froze it and why', async () => {
    const { token, client, run: asked } = setUp({ deployments: 'write' });
    await expect(refuseFrozen(token, 'production', asked)).resolves.toBeUndefined();
    const freeze = {
      environment: 'production',
      ref: commit,
      reason: 'three rollbacks in a day',
      by: 'ada',
      run,
    };
    await freezeEnvironment(client, freeze);
    await expect(refuseFrozen(token, 'production', asked)).rejects.toMatchObject({
      // Migrations are refused by the same words.
      message: expect.stringMatching(
        /"production" is frozen since .* by ada: three rollbacks in a day.*Nothing was changed/,
      ),
      fix: expect.stringContaining('command: unfreeze'),
    });
    await expect(refuseFrozen(token, 'staging', asked)).resolves.toBeUndefined();
    await unfreezeEnvironment(client, { environment: 'production', by: 'ada', run });
    await expect(refuseFrozen(token, 'production', asked)).resolves.toBeUndefined();
  });

  it('is not known to a token that may not read deployments: that is said, and nothing is refused', async () => {
    const { token, run: asked, log } = setUp({ contents: 'read' });
    await expect(refuseFrozen(token, 'production', asked)).resolves.toBeUndefined();
    expect(log.lines.join('\n')).toContain('is frozen could not be asked');
  });

  it('takes none either when GitHub stumbles over the question, or does not answer it at all', async () => {
    const { token, client, run: asked } = setUp({ deployments: 'write' });
    const freeze = { environment: 'stumbling', ref: commit, reason: 'too many', by: 'ada', run };
    await freezeEnvironment(client, freeze);
    const fault = { kind: 'status', status: 500 } as const;
    github.faults.add({ operation: 'listDeployments', fault });
    await expect(refuseFrozen(token, 'stumbling', asked)).rejects.toThrow('is frozen since');
    github.faults.add({ operation: 'listDeployments', times: 99, fault });
    await expect(refuseFrozen(token, 'stumbling', asked)).rejects.toThrow(
      /could not be asked.*Nothing was changed/,
    );
  });
});
