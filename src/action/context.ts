/** The run an action works in, as GitHub's variables tell it. */
export interface RunContext {
  /** `owner/name`. */
  repository: string;
  sha: string;
  ref: string;
  refName: string;
  eventName: string;
  runId: string;
  runAttempt: string;
  job: string;
  workflow: string;
  actor: string;
  serverUrl: string;
  apiUrl: string;
  workspace: string;
  temp: string;
}

/** Reads the context from a process environment; see "Default environment variables" in GitHub's docs. Absent ones are ''. */
export function readContext(env: NodeJS.ProcessEnv): RunContext {
  const get = (name: string): string => env[name] ?? '';
  return {
    repository: get('GITHUB_REPOSITORY'),
    sha: get('GITHUB_SHA'),
    ref: get('GITHUB_REF'),
    refName: get('GITHUB_REF_NAME'),
    eventName: get('GITHUB_EVENT_NAME'),
    runId: get('GITHUB_RUN_ID'),
    runAttempt: get('GITHUB_RUN_ATTEMPT') || '1',
    job: get('GITHUB_JOB'),
    workflow: get('GITHUB_WORKFLOW'),
    actor: get('GITHUB_ACTOR'),
    serverUrl: get('GITHUB_SERVER_URL') || 'https://github.com',
    apiUrl: get('GITHUB_API_URL') || 'https://api.github.com',
    workspace: get('GITHUB_WORKSPACE') || process.cwd(),
    temp: get('RUNNER_TEMP') || '/tmp',
  };
}

/** The page of this run, for links in messages and records. */
export function runUrl(context: RunContext): string {
  return `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}/attempts/${context.runAttempt}`;
}
