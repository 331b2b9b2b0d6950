import type { Needed, RepositoryRoutes } from './access.js';
import {
  type Body,
  invalid,
  notFound,
  optionalText,
  paged,
  readBody,
  requiredText,
  textList,
  timestamp,
} from './answers.js';
import type { Addresses } from './deployment-routes.js';

// A token with either permission may comment: a pull request is an issue here.
const read: Needed = { names: ['issues', 'pull-requests'], level: 'read' };
const write: Needed = { names: ['issues', 'pull-requests'], level: 'write' };
/** GitHub refuses longer texts, counted in characters. */
const longestBody = 65_536;

export interface StoredIssue {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  labels: string[];
  pullRequest: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface StoredComment {
  id: number;
  issue: number;
  body: string;
  /** Who wrote it; undefined for the app whose token the job has. */
  author: CommentAuthor | undefined;
  createdAt: number;
  updatedAt: number;
}

/** Somebody other than the job's own app. */
export interface CommentAuthor {
  login: string;
  type: 'User' | 'Bot';
}

/** The issues and comments of one repository; pull requests count as issues. */
export class IssueStore {
  readonly issues: StoredIssue[] = [];
  readonly comments: StoredComment[] = [];
  #lastComment = 3_000_000;

  open(title: string, body: string | null, labels: string[], pullRequest: boolean): StoredIssue {
    const at = Date.now();
    const number = this.issues.length + 1;
    const issue: StoredIssue = {
      number,
      title,
      body,
      state: 'open',
      stateReason: null,
      labels,
      pullRequest,
      createdAt: at,
      updatedAt: at,
    };
    this.issues.push(issue);
    return issue;
  }

  /** Throws 404 when there is none with this number. */
  issue(number: string | undefined): StoredIssue {
    const issue = this.issues.find((one) => String(one.number) === number);
    if (!issue) throw notFound();
    return issue;
  }

  addComment(issue: StoredIssue, body: string, author?: CommentAuthor): StoredComment {
    this.#lastComment += 1;
    const at = Date.now();
    const times = { createdAt: at, updatedAt: at };
    const comment = { id: this.#lastComment, issue: issue.number, body, author, ...times };
    this.comments.push(comment);
    return comment;
  }

  /** Throws 404 when there is none with this id. */
  comment(id: string | undefined): StoredComment {
    const comment = this.comments.find((one) => String(one.id) === id);
    if (!comment) throw notFound();
    return comment;
  }

  removeComment(id: string | undefined): void {
    this.comments.splice(this.comments.indexOf(this.comment(id)), 1);
  }
}

/** Issues: create, get, list, update; comments: create, get, list, update, delete. */
export function addIssueRoutes(routes: RepositoryRoutes, store: IssueStore, at: Addresses): void {
  routes.add('POST', '/issues', 'createIssue', write, (request) => {
    const sent = readBody(request);
    const title = requiredText(sent, 'title');
    const issue = store.open(
      title,
      checkedBody(sent, 'Issue') ?? null,
      textList(sent, 'labels') ?? [],
      false,
    );
    return { status: 201, body: issueBody(issue, store, at) };
  });
  routes.add('GET', '/issues', 'listIssues', read, (request) => {
    const state = request.query.get('state') ?? 'open';
    const labels = (request.query.get('labels') ?? '').split(',').filter((label) => label !== '');
    const found = store.issues
      .filter((issue) => state === 'all' || issue.state === state)
      .filter((issue) => labels.every((label) => issue.labels.includes(label)))
      .toReversed();
    return paged(
      request,
      at.serverUrl,
      found.map((issue) => issueBody(issue, store, at)),
    );
  });
  routes.add('GET', '/issues/:number', 'getIssue', read, (request) => ({
    status: 200,
    body: issueBody(store.issue(request.params.number), store, at),
  }));
  routes.add('PATCH', '/issues/:number', 'updateIssue', write, (request) => {
    const issue = store.issue(request.params.number);
    updateIssue(issue, readBody(request));
    return { status: 200, body: issueBody(issue, store, at) };
  });
  addCommentRoutes(routes, store, at);
}

function addCommentRoutes(routes: RepositoryRoutes, store: IssueStore, at: Addresses): void {
  const requiredBody = (sent: Body) => {
    const body = checkedBody(sent, 'IssueComment');
    if (body === undefined || body.trim() === '') {
      throw invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' });
    }
    return body;
  };
  routes.add('GET', '/issues/:number/comments', 'listComments', read, (request) => {
    const { number } = store.issue(request.params.number);
    const found = store.comments.filter(({ issue }) => issue === number);
    return paged(
      request,
      at.serverUrl,
      found.map((comment) => commentBody(comment, at)),
    );
  });
  routes.add('POST', '/issues/:number/comments', 'createComment', write, (request) => {
    const issue = store.issue(request.params.number);
    return { status: 201, body: commentBody(store.addComment(issue, requiredBody(readBody(request))), at) };
  });
  routes.add('GET', '/issues/comments/:id', 'getComment', read, (request) => ({
    status: 200,
    body: commentBody(store.comment(request.params.id), at),
  }));
  routes.add('PATCH', '/issues/comments/:id', 'updateComment', write, (request) => {
    const comment = store.comment(request.params.id);
    comment.body = requiredBody(readBody(request));
    comment.updatedAt = Date.now();
    return { status: 200, body: commentBody(comment, at) };
  });
  routes.add('DELETE', '/issues/comments/:id', 'deleteComment', write, (request) => {
    store.removeComment(request.params.id);
    return { status: 204 };
  });
}

function updateIssue(issue: StoredIssue, sent: Body): void {
  const state = optionalText(sent, 'state');
  if (state !== undefined && state !== 'open' && state !== 'closed') {
    throw invalid({ resource: 'Issue', code: 'invalid', field: 'state' });
  }
  issue.title = optionalText(sent, 'title') ?? issue.title;
  issue.body = checkedBody(sent, 'Issue') ?? issue.body;
  issue.labels = textList(sent, 'labels') ?? issue.labels;
  if (state !== undefined && state !== issue.state) {
    issue.state = state;
    const reason = state === 'closed' ? 'completed' : 'reopened';
    issue.stateReason = optionalText(sent, 'state_reason') ?? reason;
  }
  issue.updatedAt = Date.now();
}

function checkedBody(sent: Body, resource: string): string | undefined {
  const body = optionalText(sent, 'body');
  if (body !== undefined && [...body].length > longestBody) {
    const message = `body is too long (maximum is ${longestBody} characters)`;
    throw invalid({ resource, code: 'custom', field: 'body', message });
  }
  return body;
}

function issueBody(issue: StoredIssue, store: IssueStore, at: Addresses): Body {
  const url = `${at.repositoryUrl}/issues/${issue.number}`;
  return {
    url,
    id: 4_000_000 + issue.number,
    node_id: `I_${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    labels: issue.labels.map((name) => ({ name, color: 'ededed', default: false, description: null })),
    user: at.creator,
    assignees: [],
    locked: false,
    comments: store.comments.filter((comment) => comment.issue === issue.number).length,
    comments_url: `${url}/comments`,
    repository_url: at.repositoryUrl,
    html_url: `${at.serverUrl}/issues/${issue.number}`,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: issue.state === 'closed' ? timestamp(issue.updatedAt) : null,
    ...(issue.pullRequest ? { pull_request: { url: `${at.repositoryUrl}/pulls/${issue.number}` } } : {}),
  };
}

function commentBody(comment: StoredComment, at: Addresses): Body {
  return {
    url: `${at.repositoryUrl}/issues/comments/${comment.id}`,
    html_url: `${at.serverUrl}/issues/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${at.repositoryUrl}/issues/${comment.issue}`,
    id: comment.id,
    node_id: `IC_${comment.id}`,
    user: comment.author ? { ...at.creator, ...comment.author } : at.creator,
    author_association: 'NONE',
    body: comment.body,
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
  };
}
