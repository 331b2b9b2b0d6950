import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runWorkflow } from '../rehearsal/runner/index.js';

const root = mkdtempSync(join(tmpdir(), 'production-'));
let started: ReturnType<typeof repository> | undefined;
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

/** Starts it on a branch with what was ticked; tells how each job ended and what the annotations say. */
async function start(branch: string, inputs: Record<string, string>) {
  started ??= repository();
  const { directory, sha } = started;
  const ref = `refs/heads/${branch}`;
  const nowhere = 'http://127.0.0.1:9';
  const run = await runWorkflow({
    workflow: '.github/workflows/deploy-production.yml',
    repository: { owner: 'acme', name: 'notes', gitDirectory: directory, defaultBranch: 'main' },
    sha,
    ref,
    event: { name: 'workflow_dispatch', payload: { ref, inputs } },
    secrets: {},
    vars: {},
    actionsCheckout: process.cwd(),
    workDirectory: mkdtempSync(join(root, 'run-')),
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
  const said = run.jobs.flatMap((job) =>
    job.steps.flatMap((step) => step.annotations.map(({ message }) => message)),
  );
  return { results, said: said.join('\n') };
}

const nothing = { 'refuse-other-refs': 'failure', release: 'skipped', 'roll-back': 'skipped' };
const ticked = { 'staging-checked': 'true', 'migrations-read': 'true', 'somebody-watches': 'true' };

describe('deploy-production.yml', () => {
  it('deploys nothing that is not on main, and says which ref it was started on', async () => {
    const { results, said } = await start('not-reviewed', ticked);
    expect(results).toEqual(nothing);
    expect(said).toContain('this run was started on refs/heads/not-reviewed');
  });

  it.each(Object.keys(ticked))('deploys nothing as long as %s is not ticked', async (left) => {
    const { results, said } = await start('main', { ...ticked, [left]: 'false' });
    expect(results).toEqual(nothing);
    expect(said).toContain('The checklist is not done');
  });
});
