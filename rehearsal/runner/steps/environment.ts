import { delimiter } from 'node:path';
import type { CommandFiles } from '../commands/file-commands.js';
import type { Json } from '../expressions/values.js';
import { githubContext, runnerContext } from '../jobs/contexts.js';
import { TRACKING_VARIABLE } from '../process/orphans.js';
import type { Frame } from './frame.js';

/** Keys of the `github` context that processes get as GITHUB_<KEY>. Source: actions/runner GitHubContext. */
const EXPORTED = new Set([
  ...[
    'action_path',
    'action_ref',
    'action_repository',
    'action',
    'actor',
    'actor_id',
    'api_url',
    'artifacts',
  ],
  ...[
    'artifacts_list',
    'base_ref',
    'env',
    'event_name',
    'event_path',
    'graphql_url',
    'head_ref',
    'job',
    'output',
  ],
  ...[
    'path',
    'ref_name',
    'ref_protected',
    'ref_type',
    'ref',
    'repository',
    'repository_id',
    'repository_owner',
  ],
  ...[
    'repository_owner_id',
    'retention_days',
    'run_attempt',
    'run_id',
    'run_number',
    'server_url',
    'sha',
    'state',
  ],
  ...['step_summary', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace'],
]);

/** What goes into a process's environment besides the job's own. */
export interface EnvironmentParts {
  /** Evaluated `env` of the step. */
  stepEnv: Record<string, string>;
  /** Keys of the `github` context of this step: action, action_path, … */
  github: Record<string, Json>;
  files: CommandFiles;
  inputs?: Record<string, string>;
  state?: Record<string, string>;
}

/** Builds the environment of a step's process, in the hosted runner's order: later entries win. */
export function processEnvironment(frame: Frame, parts: EnvironmentParts): Record<string, string> {
  const { job } = frame;
  const worker = workerEnvironment(frame);
  const env: Record<string, string> = { ...job.env, ...frame.env, ...parts.stepEnv };
  const basePath = job.env.PATH ?? { ...frame.env, ...parts.stepEnv }.PATH ?? worker.PATH ?? '';
  for (const [key, value] of Object.entries(parts.state ?? {})) env[`STATE_${key}`] = value;
  for (const [name, value] of Object.entries(parts.inputs ?? {})) env[inputVariable(name)] = value;
  env.PATH = [...[...job.pathEntries].reverse(), basePath].filter((part) => part !== '').join(delimiter);
  Object.assign(env, githubVariables(frame, parts), runnerVariables(frame));
  const ci = env.CI === undefined && worker.CI === undefined ? { CI: 'true' } : {};
  return { ...worker, ...env, ...ci, GITHUB_ACTIONS: 'true' };
}

/** The variable a JavaScript action reads an input from; only blanks are replaced. */
function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** PATH as a process of this job would see it, for looking up commands. */
export function searchPath(frame: Frame, stepEnv: Record<string, string>): string {
  const base = frame.job.env.PATH ?? stepEnv.PATH ?? workerEnvironment(frame).PATH ?? '';
  return [...[...frame.job.pathEntries].reverse(), base].join(delimiter);
}

function workerEnvironment(frame: Frame): Record<string, string> {
  const { run, folders, trackingId } = frame.job.plan;
  return {
    PATH: machinePath(),
    HOME: folders.home,
    LANG: 'C.UTF-8',
    ...run.request.env,
    [TRACKING_VARIABLE]: trackingId,
  };
}

/** The machine's PATH without what npm puts before it while it runs a script. */
export function machinePath(): string {
  const parts = (process.env.PATH ?? '').split(delimiter);
  return parts.filter((part) => !/node_modules\/(\.bin|.*node-gyp-bin)$/.test(part)).join(delimiter);
}

function githubVariables(frame: Frame, parts: EnvironmentParts): Record<string, string> {
  const { files } = parts;
  const context: Record<string, Json> = {
    ...githubContext(frame.job),
    ...frame.github,
    ...parts.github,
    env: files.env,
    output: files.output,
    path: files.path,
    state: files.state,
    step_summary: files.summary,
  };
  const variables: Record<string, string> = {};
  for (const [key, value] of Object.entries(context)) {
    if (!EXPORTED.has(key) || (typeof value !== 'string' && typeof value !== 'boolean')) continue;
    variables[`GITHUB_${key.toUpperCase()}`] = String(value);
  }
  return variables;
}

function runnerVariables(frame: Frame): Record<string, string> {
  const entries = Object.entries(runnerContext(frame.job));
  return Object.fromEntries(entries.map(([key, value]) => [`RUNNER_${key.toUpperCase()}`, String(value)]));
}
