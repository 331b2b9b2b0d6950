import { arch, platform } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import type { Json } from '../expressions/values.js';
import type { RunRequest } from '../request.js';
import type { JobState } from './job-state.js';

/** The `github` context of a run, without what only a running job knows. */
export function runGithubContext(request: RunRequest, workflowName: string): Record<string, Json> {
  const { repository, github } = request;
  const fullName = `${repository.owner}/${repository.name}`;
  const workflow = pathInRepository(request.workflow);
  return {
    ref: request.ref,
    sha: request.sha,
    repository: fullName,
    repository_owner: repository.owner,
    repository_id: '1',
    repository_owner_id: '1',
    repositoryUrl: `git://github.com/${fullName}.git`,
    run_id: String(request.runId),
    run_number: String(request.runNumber),
    run_attempt: String(request.runAttempt),
    retention_days: '90',
    actor: request.actor,
    actor_id: '1',
    triggering_actor: request.actor,
    workflow: workflowName,
    workflow_ref: `${fullName}/${workflow}@${request.ref}`,
    workflow_sha: request.sha,
    event_name: request.event.name,
    event: request.event.payload as Json,
    ...pullRequestKeys(request),
    server_url: github.serverUrl,
    api_url: github.apiUrl,
    graphql_url: github.graphqlUrl,
    ref_name: request.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: request.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    secret_source: 'Actions',
  };
}

/** A workflow that is tried from a file on disk counts as one of the repository. */
function pathInRepository(file: string): string {
  return isAbsolute(file) ? `.github/workflows/${basename(file)}` : file;
}

function pullRequestKeys(request: RunRequest): Record<string, Json> {
  const pull = request.event.payload.pull_request as
    | { head?: { ref?: string }; base?: { ref?: string } }
    | undefined;
  const named = request.event.name.startsWith('pull_request') ? pull : undefined;
  return { head_ref: named?.head?.ref ?? '', base_ref: named?.base?.ref ?? '' };
}

/** The `github` context inside a job. */
export function githubContext(job: JobState): Record<string, Json> {
  const { run, folders, token, job: definition } = job.plan;
  return {
    ...runGithubContext(run.request, run.workflowName),
    token,
    job: definition.id,
    workspace: folders.workspace,
    event_path: join(folders.temp, '_github_workflow', 'event.json'),
  };
}

/** The `job` context. */
export function jobContext(job: JobState): Json {
  const { run, workflow } = job.plan;
  const { repository, sha, ref } = run.request;
  const fullName = `${repository.owner}/${repository.name}`;
  return {
    status: job.status,
    ...(Object.keys(job.services).length > 0 ? { services: job.services } : {}),
    workflow_repository: fullName,
    workflow_sha: sha,
    workflow_file_path: pathInRepository(workflow.file),
    workflow_ref: `${fullName}/${pathInRepository(workflow.file)}@${ref}`,
  };
}

/** The `runner` context. */
export function runnerContext(job: JobState): Record<string, Json> {
  const { folders, secrets, contexts } = job.plan;
  const vars = (contexts.vars ?? {}) as Record<string, Json>;
  const debug = secrets.ACTIONS_STEP_DEBUG ?? vars.ACTIONS_STEP_DEBUG;
  const systems: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
  const machines: Record<string, string> = { x64: 'X64', arm64: 'ARM64', ia32: 'X86', arm: 'ARM' };
  return {
    os: systems[platform()] ?? 'Linux',
    arch: machines[arch()] ?? 'X64',
    name: 'rehearsal',
    environment: 'self-hosted',
    tool_cache: folders.toolCache,
    temp: folders.temp,
    workspace: join(folders.workspace, '..'),
    ...(debug === 'true' ? { debug: '1' } : {}),
  };
}

/** Whether the job shows `debug` messages. */
export function isDebug(job: JobState): boolean {
  return runnerContext(job).debug === '1';
}
