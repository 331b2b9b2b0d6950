import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { RunnerEvent, RunResult } from './runner/events.js';
import { runWorkflow } from './runner/index.js';
import { account } from './stage/account.js';
import type { StartedBy } from './stage/events.js';
import { protectedEnvironments } from './stage/protection.js';
import { railwayRegistry } from './stage/registry.js';
import { localServices } from './stage/services.js';
import { settingsOf } from './stage/settings.js';
import type { World } from './stage/world.js';

/** What one run of a workflow needs besides the world it works on. */
export interface ReleaseRun {
  world: World;
  /** Path of the workflow in the repository. */
  workflow: string;
  startedBy: StartedBy;
  /** What the reviewers of protected environments do; they approve when it is absent. */
  review?: 'approve' | 'reject' | 'wait' | undefined;
  number: number;
  root: string;
  node: string;
  npm: Record<string, string>;
  signal: AbortSignal;
  onEvent(event: RunnerEvent): void;
}

/** Runs the workflow for one event, with the secrets and variables a team would have set once. */
export async function runRelease(run: ReleaseRun): Promise<RunResult> {
  const { world, startedBy } = run;
  const workDirectory = join(world.directory, `run-${run.number}`);
  await mkdir(workDirectory, { recursive: true });
  return runWorkflow({
    workflow: run.workflow,
    repository: {
      owner: account.owner,
      name: world.names.repository,
      gitDirectory: world.repository.directory,
      defaultBranch: 'main',
    },
    sha: startedBy.sha,
    ref: startedBy.ref,
    event: { name: startedBy.name, payload: startedBy.payload },
    ...settingsOf(world),
    environments: protectedEnvironments(world, run.review),
    actionsCheckout: run.root,
    workDirectory,
    node: run.node,
    github: world.github,
    actor: 'rehearsal',
    runId: 1_000 + run.number,
    runNumber: run.number,
    runAttempt: 1,
    services: localServices(workDirectory),
    images: railwayRegistry(world.railway),
    artifacts: world.artifacts,
    // Also for gates that are not handed the variable: no audit is to ask the network.
    env: { ...run.npm, OSV_API_URL: world.osv.apiUrl, ...pathWith(world.tools) },
    signal: run.signal,
    onEvent: run.onEvent,
  });
}

function pathWith(tools: readonly string[]): Record<string, string> {
  return tools.length === 0 ? {} : { PATH: [...tools, process.env.PATH ?? ''].join(delimiter) };
}
