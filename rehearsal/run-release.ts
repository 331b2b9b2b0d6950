import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerEvent, RunResult } from './runner/events.js';
import { runWorkflow } from './runner/index.js';
import { system, type World } from './stage/world.js';

/** What one run of the workflow needs besides the world it works on. */
export interface ReleaseRun {
  world: World;
  /** Name of the workflow file below `.github/workflows`. */
  workflow: string;
  event: 'push' | 'workflow_dispatch';
  branch: string;
  sha: string;
  number: number;
  root: string;
  node: string;
  npm: Record<string, string>;
  signal: AbortSignal;
  onEvent(event: RunnerEvent): void;
}

/** Runs the workflow for one commit, with the secrets and variables a team would have set once. */
export async function runRelease(run: ReleaseRun): Promise<RunResult> {
  const { world } = run;
  const ref = `refs/heads/${run.branch}`;
  const workDirectory = join(world.directory, `run-${run.number}`);
  await mkdir(workDirectory, { recursive: true });
  return runWorkflow({
    workflow: `.github/workflows/${run.workflow}`,
    repository: {
      owner: system.owner,
      name: system.repository,
      gitDirectory: world.repository.directory,
      defaultBranch: 'main',
    },
    sha: run.sha,
    ref,
    event: { name: run.event, payload: payload(run, ref) },
    ...settingsOf(world),
    actionsCheckout: run.root,
    workDirectory,
    node: run.node,
    github: world.github,
    actor: 'rehearsal',
    runId: 1_000 + run.number,
    runNumber: run.number,
    runAttempt: 1,
    env: run.npm,
    signal: run.signal,
    onEvent: run.onEvent,
  });
}

/** What a team sets once under "Secrets and variables"; the two API addresses are what a rehearsal sets besides. */
function settingsOf(world: World): { secrets: Record<string, string>; vars: Record<string, string> } {
  return {
    secrets: {
      VERCEL_TOKEN: system.vercel.token,
      RAILWAY_TOKEN: system.railway.token,
      DATABASE_URL: world.databaseUrl,
    },
    vars: {
      VERCEL_PROJECT: system.vercel.project.name,
      VERCEL_TEAM: system.vercel.team.slug,
      VERCEL_API_URL: world.vercel.apiUrl,
      RAILWAY_SERVICE: system.railway.service.name,
      RAILWAY_API_URL: world.railway.apiUrl,
      API_URL: world.urls.backend,
    },
  };
}

function payload(run: ReleaseRun, ref: string): Record<string, unknown> {
  const repository = {
    name: system.repository,
    full_name: `${system.owner}/${system.repository}`,
    default_branch: 'main',
    owner: { login: system.owner },
  };
  if (run.event === 'workflow_dispatch') return { ref, repository, inputs: {} };
  return {
    ref,
    after: run.sha,
    repository,
    head_commit: { id: run.sha, message: `Release ${run.number}` },
    pusher: { name: 'rehearsal' },
  };
}
