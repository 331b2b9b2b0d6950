import { readFileSync } from 'node:fs';
import { InputError } from '../errors/errors.js';

/** The pull request a run belongs to, as the event tells it. */
export interface PullRequest {
  number: number;
  /** The commit that was pushed; `GITHUB_SHA` is GitHub's own merge commit then. */
  headSha: string;
  headRef: string;
  /** Whether it comes from another repository: such runs get no secrets and a token that only reads. */
  fromFork: boolean;
}

/** The run an action works in, as GitHub's variables tell it. */
export interface RunContext {
  /** `owner/name`. */
  repository: string;
  /** Whether the event says that not everybody may read it and its issues; a schedule's event says nothing of it. */
  isPrivate: boolean;
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
  /** Branch that a pull request goes to; '' for other events. */
  baseRef: string;
  /** Commit that a pushed branch was at before; '' for other events, zeros for a new branch. */
  before: string;
  /** Undefined unless the event is about a pull request. */
  pullRequest: PullRequest | undefined;
  /** The commit that is shipped: the pull request's head, else `sha`. */
  commit: string;
  /** The branch it is on: the pull request's head branch, else `refName`. */
  branch: string;
}

/** Reads the context from a process environment; see "Default environment variables" in GitHub's docs. Absent ones are ''. */
export function readContext(env: NodeJS.ProcessEnv): RunContext {
  const get = (name: string): string => env[name] ?? '';
  const event = readEvent(get('GITHUB_EVENT_PATH'));
  const pullRequest = pullRequestOf(event, get('GITHUB_REPOSITORY'));
  return {
    repository: get('GITHUB_REPOSITORY'),
    isPrivate: isPrivate(event.repository),
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
    baseRef: get('GITHUB_BASE_REF'),
    before: typeof event.before === 'string' ? event.before : '',
    pullRequest,
    commit: pullRequest?.headSha || get('GITHUB_SHA'),
    branch: pullRequest?.headRef || get('GITHUB_REF_NAME'),
  };
}

/** The event is GitHub's own file, but a rehearsal or a shell may have none: then nothing is known of it. */
function readEvent(path: string): Record<string, unknown> {
  try {
    const event: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof event === 'object' && event !== null ? { ...event } : {};
  } catch {
    return {};
  }
}

function isPrivate(repository: unknown): boolean {
  return typeof repository === 'object' && repository !== null && Reflect.get(repository, 'private') === true;
}

function pullRequestOf(event: Record<string, unknown>, repository: string): PullRequest | undefined {
  const { number, head } = (event.pull_request ?? {}) as Partial<PullRequestEvent>;
  if (typeof number !== 'number' || !head) return undefined;
  return { number, headSha: head.sha, headRef: head.ref, fromFork: head.repo?.full_name !== repository };
}

/** The part of a `pull_request` event that is read; a deleted fork has no `repo`. */
interface PullRequestEvent {
  number: number;
  head: { sha: string; ref: string; repo: { full_name: string } | null };
}

/**
 * The context of a run that ships another commit than the one it was started for, as a promotion does; undefined for a run
 * that ships its own. Throws InputError for what is no whole commit: half of one would be written into records.
 */
export function shipping(context: RunContext, commit: string | undefined): RunContext {
  if (commit === undefined) return context;
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) {
    throw new InputError(`The input "release-commit" is "${commit}", which is no whole commit.`, {
      fix: 'Give all 40 (or 64) hexadecimal digits, as `git rev-parse` or the output "commit" of auto-rollback tells them.',
    });
  }
  return { ...context, sha: commit, commit };
}

/** The page of this run, for links in messages and records. */
export function runUrl(context: RunContext): string {
  return `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}/attempts/${context.runAttempt}`;
}
