import { createHash } from 'node:crypto';
import type { Needed, RepositoryRoutes } from './access.js';
import {
  type Body,
  invalid,
  paged,
  readBody,
  refusal,
  requiredText,
  textList,
  timestamp,
} from './answers.js';
import type { Addresses } from './deployment-routes.js';
import type { Git } from './git.js';

/** A status somebody set on a commit. */
export interface StoredCommitStatus {
  sha: string;
  state: string;
  context: string;
  description: string;
  url: string;
}

/** A branch that was made through the API; git itself is never written. */
export interface StoredBranch {
  name: string;
  sha: string;
}

/** A pull request that was opened through the API. */
export interface StoredPull {
  number: number;
  title: string;
  body: string;
  head: string;
  base: string;
}

/** What was changed through the API, beside the repository that is only read. */
export class ChangeStore {
  readonly statuses: StoredCommitStatus[] = [];
  readonly branches: StoredBranch[] = [];
  readonly pulls: StoredPull[] = [];
  /** Commits that were written through the API: their trees and parents, by sha. */
  readonly commits = new Map<string, { tree: string; parents: string[]; message: string }>();
}

const states = ['error', 'failure', 'pending', 'success'];

/** Commit statuses; commits, branches and pull requests as far as a revert needs them. */
export function addChangeRoutes(
  routes: RepositoryRoutes,
  store: ChangeStore,
  { git, at, numberOf }: { git: Git; at: Addresses; numberOf(title: string): number },
): void {
  addStatusRoute(routes, store, git);
  addCommitRoutes(routes, store, git, at);
  const pullsRead: Needed = { names: ['pull-requests'], level: 'read' };
  routes.add('GET', '/pulls', 'listPulls', pullsRead, (request) =>
    paged(
      request,
      at.serverUrl,
      store.pulls.map((pull) => pullBody(pull, at)),
    ),
  );
  routes.add('POST', '/pulls', 'createPull', { names: ['pull-requests'], level: 'write' }, (request) => {
    const sent = readBody(request);
    const head = requiredText(sent, 'head');
    if (!store.branches.some(({ name }) => name === head))
      throw invalid({ resource: 'PullRequest', code: 'invalid', field: 'head' });
    const title = requiredText(sent, 'title');
    const pull = {
      number: numberOf(title),
      title,
      body: String(sent.body ?? ''),
      head,
      base: requiredText(sent, 'base'),
    };
    store.pulls.push(pull);
    return { status: 201, body: pullBody(pull, at) };
  });
}

function addStatusRoute(routes: RepositoryRoutes, store: ChangeStore, git: Git): void {
  const write: Needed = { names: ['statuses'], level: 'write' };
  routes.add('POST', '/statuses/:sha', 'createCommitStatus', write, async (request) => {
    const sha = await git.commit(request.params.sha ?? '');
    if (!sha) throw refusal(422, `No commit found for SHA: ${request.params.sha}`);
    const sent = readBody(request);
    const state = requiredText(sent, 'state');
    if (!states.includes(state)) throw invalid({ resource: 'Status', code: 'custom', field: 'state' });
    const status = {
      ...{ sha, state, context: String(sent.context ?? 'default') },
      ...{ description: String(sent.description ?? ''), url: String(sent.target_url ?? '') },
    };
    if (status.description.length > 140)
      throw invalid({ resource: 'Status', code: 'custom', field: 'description' });
    store.statuses.push(status);
    return { status: 201, body: { ...status, created_at: timestamp(Date.now()) } };
  });
}

function addCommitRoutes(routes: RepositoryRoutes, store: ChangeStore, git: Git, at: Addresses): void {
  const write: Needed = { names: ['contents'], level: 'write' };
  routes.add('POST', '/git/commits', 'createCommit', write, async (request) => {
    const sent = readBody(request);
    const tree = requiredText(sent, 'tree');
    if ((await git.text('cat-file', '-t', tree)) !== 'tree') throw refusal(422, 'Tree SHA does not exist');
    const message = requiredText(sent, 'message');
    const parents = textList(sent, 'parents') ?? [];
    const sha = createHash('sha1')
      .update(JSON.stringify([tree, parents, message]))
      .digest('hex');
    store.commits.set(sha, { tree, parents, message });
    return {
      status: 201,
      body: { sha, url: `${at.repositoryUrl}/git/commits/${sha}`, tree: { sha: tree }, message },
    };
  });
  routes.add('POST', '/git/refs', 'createRef', write, (request) => {
    const sent = readBody(request);
    const name = requiredText(sent, 'ref').replace(/^refs\/heads\//, '');
    if (store.branches.some((branch) => branch.name === name)) throw refusal(422, 'Reference already exists');
    const sha = requiredText(sent, 'sha');
    store.branches.push({ name, sha });
    return { status: 201, body: { ref: `refs/heads/${name}`, object: { type: 'commit', sha } } };
  });
}

function pullBody({ number, title, body, head, base }: StoredPull, at: Addresses): Body {
  return {
    ...{ number, title, body, state: 'open' },
    url: `${at.repositoryUrl}/pulls/${number}`,
    html_url: `${at.serverUrl}/pull/${number}`,
    head: { ref: head },
    base: { ref: base },
  };
}
