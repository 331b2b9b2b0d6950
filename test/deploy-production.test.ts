import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runWorkflow } from '../rehearsal/runner/index.js';

const root = mkdtempSync(join(tmpdir(), 'production-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A repository that holds the reference workflow and nothing it could deploy. */
function repository(): { directory: string; sha: string } {
  const directory = join(root, 'repository');
  mkdirSync(join(directory, '.github/workflows'), { recursive: true });
  cpSync('workflows/deploy-production.yml', join(directory, '.github/workflows/deploy-production.yml'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
      cwd: directory,
    })
      .toString()
      .trim();
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=x');
  return { directory, sha: git('rev-parse', 'HEAD') };
}

describe('deploy-production.yml', () => {
  it('deploys nothing that is not on main, and says which ref it was started on', async () => {
    const { directory, sha } = repository();
    const nowhere = 'http://127.0.0.1:9';
    const run = await runWorkflow({
      workflow: '.github/workflows/deploy-production.yml',
      repository: { owner: 'acme', name: 'notes', gitDirectory: directory, defaultBranch: 'main' },
      sha,
      ref: 'refs/heads/not-reviewed',
      event: { name: 'workflow_dispatch', payload: { ref: 'refs/heads/not-reviewed', inputs: {} } },
      secrets: {},
      vars: {},
      actionsCheckout: process.cwd(),
      workDirectory: join(root, 'run'),
      node: process.execPath,
      github: {
        apiUrl: nowhere,
        serverUrl: nowhere,
        graphqlUrl: nowhere,
        issueToken: () => 'token-of-no-use',
      },
      actor: 'somebody',
      runId: 1,
      runNumber: 1,
      runAttempt: 1,
    });
    const results = Object.fromEntries(run.jobs.map((job) => [job.id, job.conclusion]));
    expect(results).toEqual({ 'refuse-other-refs': 'failure', release: 'skipped' });
    const said = run.jobs.flatMap((job) =>
      job.steps.flatMap((step) => step.annotations.map(({ message }) => message)),
    );
    expect(said.join('\n')).toContain('this run was started on refs/heads/not-reviewed');
  });
});
