import type { EventScript } from '../example/index.js';
import { account } from './account.js';
import type { World } from './world.js';

/** An event as a runner is told of it. */
export interface StartedBy {
  name: string;
  sha: string;
  /** Full ref. */
  ref: string;
  payload: Record<string, unknown>;
}

/** The branch that a release is committed on before its event comes. */
export function branchOf(event: EventScript): string {
  if (event.name === 'pull_request' || event.name === 'merge_group') return event.head;
  return event.branch ?? 'main';
}

/**
 * Makes what an event is about (tags, the pull request, its merge commit) and tells it as GitHub does. `before` is where
 * the branch was before the release was committed.
 */
export async function bringAbout(
  world: World,
  event: EventScript,
  {
    sha,
    before,
    workflow,
    title,
  }: { sha: string; before: string | undefined; workflow: string; title: string },
): Promise<StartedBy> {
  const branch = branchOf(event);
  const ref = `refs/heads/${branch}`;
  const common = commonOf(world);
  switch (event.name) {
    case 'pull_request':
      return pullRequest(world, event, { sha, before, title });
    case 'merge_group':
      return mergeGroup(world, event, sha, title);
    case 'push': {
      const tag = event.tag === undefined ? undefined : await setTag(world, event.tag, sha);
      return { name: 'push', sha, ref: tag ?? ref, payload: pushed(world, tag ?? ref, sha, before, title) };
    }
    case 'release': {
      const tag = await setTag(world, event.tag, sha);
      return { name: 'release', sha, ref: tag, payload: { ...released(world, event, branch), ...common } };
    }
    case 'workflow_dispatch': {
      const started = event.tag === undefined ? ref : await setTag(world, event.tag, sha);
      const payload = { inputs: event.inputs, ref: started, workflow, ...common };
      return { name: event.name, sha, ref: started, payload };
    }
    case 'schedule':
      return { name: 'schedule', sha, ref, payload: { schedule: event.cron, workflow, ...common } };
  }
}

async function setTag(world: World, tag: string, sha: string): Promise<string> {
  const ref = `refs/tags/${tag}`;
  // A tag that is there stays where it is: a production release ships what its tag names.
  if (!(await world.repository.head(ref))) await world.repository.setRef(ref, sha);
  return ref;
}

const person = { login: 'rehearsal', id: 1, type: 'User' };

function commonOf({ names, github }: World): Record<string, unknown> {
  const fullName = `${account.owner}/${names.repository}`;
  return {
    repository: {
      id: 1,
      name: names.repository,
      full_name: fullName,
      private: true,
      fork: false,
      default_branch: 'main',
      html_url: `${github.serverUrl}/${fullName}`,
      url: `${github.apiUrl}/repos/${fullName}`,
      owner: { login: account.owner, id: 1, type: 'Organization' },
    },
    sender: person,
  };
}

const nowhere = '0'.repeat(40);

function pushed(
  world: World,
  ref: string,
  sha: string,
  before: string | undefined,
  message: string,
): Record<string, unknown> {
  const author = { name: 'Rehearsal', email: 'rehearsal@example.invalid', username: person.login };
  const timestamp = new Date().toISOString();
  const commit = { id: sha, message, timestamp, author, committer: author, distinct: true };
  const isTag = ref.startsWith('refs/tags/');
  const from = isTag ? nowhere : (before ?? nowhere);
  return {
    ref,
    before: from,
    after: sha,
    created: from === nowhere,
    deleted: false,
    forced: false,
    base_ref: null,
    commits: isTag ? [] : [commit],
    head_commit: commit,
    pusher: { name: person.login, email: author.email },
    ...commonOf(world),
  };
}

function released(
  { github, names }: World,
  event: Extract<EventScript, { name: 'release' }>,
  branch: string,
): Record<string, unknown> {
  const page = `${github.serverUrl}/${account.owner}/${names.repository}/releases/tag/${event.tag}`;
  return {
    action: event.action,
    release: {
      id: 1,
      tag_name: event.tag,
      target_commitish: branch,
      name: event.tag,
      body: '',
      draft: false,
      prerelease: event.prerelease,
      html_url: page,
      author: person,
    },
  };
}

async function pullRequest(
  world: World,
  event: Extract<EventScript, { name: 'pull_request' }>,
  { sha, before, title }: { sha: string; before: string | undefined; title: string },
): Promise<StartedBy> {
  const { repository, github } = world;
  const base = (await repository.head(`refs/heads/${event.base}`)) ?? sha;
  const number = pullNumber(world, event.head, title);
  const merged = event.action === 'closed' && event.merged;
  const mergeCommit = await repository.merge(base, sha, `Merge ${event.head} into ${event.base}`);
  await repository.setRef(`refs/pull/${number}/head`, sha);
  await repository.setRef(`refs/pull/${number}/merge`, mergeCommit);
  if (merged) await repository.setRef(`refs/heads/${event.base}`, mergeCommit);
  if (event.action === 'closed') closePull(world, number);
  const common = commonOf(world);
  const place = (ref: string, at: string) => ({
    ...{ label: `${account.owner}:${ref}`, ref, sha: at, user: person, repo: common.repository },
  });
  const pull = {
    ...{ number, title, body: null, draft: false, merged, user: person },
    state: event.action === 'closed' ? 'closed' : 'open',
    html_url: `${github.serverUrl}/${account.owner}/${world.names.repository}/pull/${number}`,
    merge_commit_sha: mergeCommit,
    labels: event.labels.map((name) => ({ name })),
    author_association: 'MEMBER',
    head: place(event.head, sha),
    base: place(event.base, base),
  };
  const moved = event.action === 'synchronize' ? { before: before ?? nowhere, after: sha } : {};
  const label = event.action === 'labeled' ? { label: { name: event.labels[0] ?? '' } } : {};
  return {
    name: 'pull_request',
    sha: mergeCommit,
    // GitHub's documentation of `github.ref`: the merge branch, or the base once it was merged.
    ref: merged ? `refs/heads/${event.base}` : `refs/pull/${number}/merge`,
    payload: { action: event.action, number, pull_request: pull, ...moved, ...label, ...common },
  };
}

/** What GitHub's merge queue asks checks for: the base with the pull request merged into it, on a branch of the queue. */
async function mergeGroup(
  world: World,
  event: Extract<EventScript, { name: 'merge_group' }>,
  sha: string,
  title: string,
): Promise<StartedBy> {
  const { repository } = world;
  const base = (await repository.head(`refs/heads/${event.base}`)) ?? sha;
  const number = pullNumber(world, event.head, title);
  const merged = await repository.merge(base, sha, `Merge pull request #${number} from ${event.head}`);
  const ref = `refs/heads/gh-readonly-queue/${event.base}/pr-${number}-${base}`;
  await repository.setRef(ref, merged);
  const group = {
    ...{ head_sha: merged, head_ref: ref, base_sha: base, base_ref: `refs/heads/${event.base}` },
    head_commit: { id: merged, message: `Merge pull request #${number} from ${event.head}` },
  };
  const payload = { action: 'checks_requested', merge_group: group, ...commonOf(world) };
  return { name: 'merge_group', sha: merged, ref, payload };
}

function closePull({ github }: World, number: number): void {
  const issue = github.issues().find((one) => one.number === number);
  if (issue) issue.state = 'closed';
}

function pullNumber({ pulls, github }: World, head: string, title: string): number {
  const number = pulls.get(head) ?? github.openPullRequest(title);
  pulls.set(head, number);
  return number;
}
