import type { Faults } from '../http/faults.js';
import { PlatformServer, type RecordedRequest } from '../http/server.js';
import { RepositoryRoutes, Tokens } from './access.js';
import { actionsBot, notFound } from './answers.js';
import { addChangeRoutes, ChangeStore } from './change-routes.js';
import { addCheckRunRoutes, CheckRunStore } from './check-runs.js';
import { type Addresses, addDeploymentRoutes } from './deployment-routes.js';
import { DeploymentStore, type StoredDeployment } from './deployments.js';
import { Git } from './git.js';
import {
  addIssueRoutes,
  type CommentAuthor,
  IssueStore,
  type StoredComment,
  type StoredIssue,
} from './issues.js';
import { addRepositoryRoutes } from './repository-routes.js';

export interface GitHubPlatformOptions {
  repository: { owner: string; name: string; defaultBranch: string };
  /** A work tree or a bare repository; it is only read. */
  gitDirectory: string;
}

/** A GitHub with one repository on the loopback interface. */
export interface GitHubPlatform {
  /** REST base as on a GitHub Enterprise Server: it has a path (`/api/v3`), which a client must keep. */
  apiUrl: string;
  serverUrl: string;
  graphqlUrl: string;
  requests: RecordedRequest[];
  faults: Faults;
  /** A token that may do just this (`{ deployments: 'write', contents: 'read' }`); `write` implies read. */
  issueToken(permissions: Record<string, string>): string;
  /** Every deployment with its statuses, oldest first. */
  deployments(): StoredDeployment[];
  issues(): StoredIssue[];
  comments(): StoredComment[];
  /** Every check run in its REST form, with its annotations. */
  checkRuns(): Record<string, unknown>[];
  /** Opens a pull request that can be commented on, and returns its number. */
  openPullRequest(title: string): number;
  /** Writes a comment as a person, or as the job's own app when nobody is named. */
  addComment(issue: number, body: string, author?: CommentAuthor): void;
  /** Commit statuses, branches, commits and pull requests that were made through the API. */
  changes: ChangeStore;
  close(): Promise<void>;
}

/**
 * Starts a GitHub that keeps deployments, issues and check runs in memory and answers about commits from a real git
 * directory, in the shapes of REST api version 2022-11-28. GraphQL is not served.
 */
export async function startGitHubPlatform(options: GitHubPlatformOptions): Promise<GitHubPlatform> {
  const { repository } = options;
  const server = new PlatformServer(() => notFound().answer);
  const serverUrl = await server.start();
  const apiUrl = `${serverUrl}/api/v3`;
  const repositoryUrl = `${apiUrl}/repos/${repository.owner}/${repository.name}`;
  const at: Addresses = { serverUrl, repositoryUrl, creator: actionsBot(serverUrl) };
  const tokens = new Tokens();
  const routes = new RepositoryRoutes(server, tokens, repository);
  const git = new Git(options.gitDirectory);
  const checkRuns = new CheckRunStore();
  const issues = new IssueStore();
  const deployments = new DeploymentStore(git, repository.defaultBranch, (sha) => checkRuns.contextsOf(sha));
  addDeploymentRoutes(routes, deployments, at);
  addIssueRoutes(routes, issues, at);
  // Before the repository's routes: `/commits/.+` would take `/commits/:ref/check-runs` as well.
  addCheckRunRoutes(routes, checkRuns, git, at);
  addRepositoryRoutes(routes, repository, git, at);
  const changes = new ChangeStore();
  const numberOf = (title: string) => issues.open(title, null, [], true).number;
  addChangeRoutes(routes, changes, { git, at, numberOf });
  return {
    apiUrl,
    serverUrl,
    graphqlUrl: `${serverUrl}/api/graphql`,
    requests: server.requests,
    faults: server.faults,
    issueToken: (permissions) => tokens.issue(permissions),
    deployments: () => deployments.all,
    issues: () => issues.issues,
    comments: () => issues.comments,
    checkRuns: () => checkRuns.all,
    openPullRequest: (title) => issues.open(title, null, [], true).number,
    addComment: (issue, body, author) => void issues.addComment(issues.issue(String(issue)), body, author),
    changes,
    close: () => server.close(),
  };
}
