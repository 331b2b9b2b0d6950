import type { PlatformRequest } from '../http/server.js';
import type { Needed, RepositoryRoutes } from './access.js';
import { type Body, notFound, paged, refusal, timestamp } from './answers.js';
import { commitWithFiles, compare } from './commits.js';
import { contentsAt } from './contents.js';
import type { Addresses } from './deployment-routes.js';
import type { Git } from './git.js';

const contents: Needed = { names: ['contents'], level: 'read' };

/** The repository itself and what git knows of it: commits, comparisons, refs, files. */
export function addRepositoryRoutes(
  routes: RepositoryRoutes,
  repository: { owner: string; name: string; defaultBranch: string },
  git: Git,
  at: Addresses,
): void {
  routes.add('GET', '', 'getRepository', { names: ['metadata'], level: 'read' }, () => ({
    status: 200,
    body: repositoryBody(repository, at),
  }));
  routes.add('GET', '/compare/.+', 'compareCommits', contents, (request) => compared(request, git, at));
  routes.add('GET', '/commits/:sha/pulls', 'listPullRequestsOfCommit', pulls, (request) =>
    paged(request, at.serverUrl, []),
  );
  routes.add('GET', '/commits/.+', 'getCommit', contents, async (request) => {
    const ref = rest(request, 'commits');
    const sha = await git.commit(ref);
    if (!sha) throw refusal(422, `No commit found for SHA: ${ref}`);
    return { status: 200, body: await commitWithFiles(git, sha, at.repositoryUrl) };
  });
  routes.add('GET', '/git/ref/.+', 'getRef', contents, async (request) => ({
    status: 200,
    body: await refBody(git, rest(request, 'git/ref'), at.repositoryUrl),
  }));
  routes.add('GET', '/contents(?:/.*)?', 'getContents', contents, async (request) => {
    const ref = request.query.get('ref') ?? repository.defaultBranch;
    const sha = await git.commit(ref);
    if (!sha) throw notFound(`No commit found for the ref ${ref}`);
    const raw = (request.headers.accept ?? '').includes('raw');
    return contentsAt(git, sha, rest(request, 'contents'), at.repositoryUrl, raw);
  });
  addRunRoute(routes, repository, git, at);
}

const pulls: Needed = { names: ['pull-requests', 'contents'], level: 'read' };

function addRunRoute(
  routes: RepositoryRoutes,
  repository: { defaultBranch: string },
  git: Git,
  at: Addresses,
): void {
  routes.add(
    'GET',
    '/actions/runs/:run',
    'getRun',
    { names: ['actions'], level: 'read' },
    async (request) => {
      const id = Number(request.params.run);
      if (!Number.isInteger(id)) throw notFound();
      const now = timestamp(Date.now());
      const body = {
        id,
        name: 'rehearsal',
        status: 'in_progress',
        conclusion: null,
        run_attempt: 1,
        event: 'push',
        head_branch: repository.defaultBranch,
        head_sha: (await git.commit(repository.defaultBranch)) ?? null,
        url: `${at.repositoryUrl}/actions/runs/${id}`,
        html_url: `${at.serverUrl}/actions/runs/${id}`,
        created_at: now,
        updated_at: now,
        run_started_at: now,
      };
      return { status: 200, body };
    },
  );
}

/** What follows `/repos/:owner/:repo/<prefix>/`, decoded: a ref or a path may hold slashes. */
function rest(request: PlatformRequest, prefix: string): string {
  const after = request.path.split('/').slice(6).join('/');
  return decodeURIComponent(after.slice(prefix.length).replace(/^\//, ''));
}

async function compared(request: PlatformRequest, git: Git, at: Addresses) {
  const [base = '', head = ''] = rest(request, 'compare').split('...');
  // `owner:ref` names the same repository's ref when there are no forks.
  const [from, to] = await Promise.all([base, head].map((ref) => git.commit(ref.replace(/^[^:/]+:/, ''))));
  if (!from || !to) throw notFound();
  const { commits, ...body } = await compare(git, from, to, at.repositoryUrl);
  return paged(request, at.serverUrl, commits as Body[], (page) => ({ ...body, commits: page }));
}

async function refBody(git: Git, name: string, repositoryUrl: string): Promise<Body> {
  const ref = `refs/${name}`;
  const found = await git.text('for-each-ref', '--format=%(refname) %(objecttype) %(objectname)', ref);
  const [full, type, sha] = (found ?? '').split('\n')[0]?.split(' ') ?? [];
  if (full !== ref) throw notFound();
  return {
    ref,
    node_id: `REF_${ref}`,
    url: `${repositoryUrl}/git/${ref}`,
    object: { type, sha, url: `${repositoryUrl}/git/${type}s/${sha}` },
  };
}

function repositoryBody(
  repository: { owner: string; name: string; defaultBranch: string },
  at: Addresses,
): Body {
  return {
    id: 1,
    node_id: 'R_1',
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: true,
    owner: { login: repository.owner, id: 1, type: 'Organization' },
    html_url: `${at.serverUrl}/${repository.owner}/${repository.name}`,
    url: at.repositoryUrl,
    default_branch: repository.defaultBranch,
    visibility: 'private',
    archived: false,
    disabled: false,
  };
}
