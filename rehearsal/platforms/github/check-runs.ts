import type { Needed, RepositoryRoutes } from './access.js';
import {
  type Body,
  invalid,
  notFound,
  optionalText,
  paged,
  readBody,
  requiredText,
  timestamp,
} from './answers.js';
import type { Addresses } from './deployment-routes.js';
import type { ReportedContext } from './deployments.js';
import type { Git } from './git.js';

const read: Needed = { names: ['checks'], level: 'read' };
const write: Needed = { names: ['checks'], level: 'write' };
const passing = new Set(['success', 'neutral', 'skipped']);
const conclusions = new Set([
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'success',
  'skipped',
  'stale',
  'timed_out',
]);
/** GitHub takes so many annotations in one request; more are sent by updating the run. */
const annotationsPerRequest = 50;

/** The check runs of one repository. */
export class CheckRunStore {
  readonly all: Body[] = [];
  #lastId = 2_000_000;

  /** What `required_contexts` of a deployment sees of a commit. */
  contextsOf(sha: string): ReportedContext[] {
    return this.all
      .filter((run) => run.head_sha === sha)
      .map((run) => ({ context: String(run.name), passed: passing.has(String(run.conclusion)) }));
  }

  create(sent: Body, at: Addresses): Body {
    this.#lastId += 1;
    const run: Body = {
      id: this.#lastId,
      node_id: `CR_${this.#lastId}`,
      name: requiredText(sent, 'name'),
      head_sha: requiredText(sent, 'head_sha'),
      external_id: optionalText(sent, 'external_id') ?? '',
      url: `${at.repositoryUrl}/check-runs/${this.#lastId}`,
      html_url: `${at.serverUrl}/runs/${this.#lastId}`,
      details_url: optionalText(sent, 'details_url') ?? `${at.serverUrl}/runs/${this.#lastId}`,
      status: 'queued',
      conclusion: null,
      started_at: optionalText(sent, 'started_at') ?? timestamp(Date.now()),
      completed_at: null,
      output: { title: null, summary: null, text: null, annotations_count: 0, annotations: [] },
      app: { slug: 'github-actions', name: 'GitHub Actions' },
      pull_requests: [],
    };
    apply(run, sent);
    this.all.push(run);
    return run;
  }

  update(id: string | undefined, sent: Body): Body {
    const run = this.get(id);
    apply(run, sent);
    return run;
  }

  /** Throws 404 when there is none with this id. */
  get(id: string | undefined): Body {
    const run = this.all.find((one) => String(one.id) === id);
    if (!run) throw notFound();
    return run;
  }
}

function apply(run: Body, sent: Body): void {
  const conclusion = optionalText(sent, 'conclusion');
  const status = optionalText(sent, 'status');
  if (conclusion !== undefined && !conclusions.has(conclusion)) {
    throw invalid({ resource: 'CheckRun', code: 'invalid', field: 'conclusion' });
  }
  if (status === 'completed' && conclusion === undefined && run.conclusion === null) {
    throw invalid({ resource: 'CheckRun', code: 'missing_field', field: 'conclusion' });
  }
  run.name = optionalText(sent, 'name') ?? run.name;
  run.details_url = optionalText(sent, 'details_url') ?? run.details_url;
  if (sent.output !== undefined && sent.output !== null)
    run.output = output(run.output as Body, sent.output as Body);
  if (conclusion === undefined) {
    run.status = status ?? run.status;
    return;
  }
  run.conclusion = conclusion;
  run.status = 'completed';
  run.completed_at = optionalText(sent, 'completed_at') ?? timestamp(Date.now());
}

function output(before: Body, sent: Body): Body {
  if (sent.summary === undefined) {
    throw invalid({ resource: 'CheckRun', code: 'missing_field', field: 'output.summary' });
  }
  const added = Array.isArray(sent.annotations) ? sent.annotations : [];
  if (added.length > annotationsPerRequest) {
    throw invalid({
      resource: 'CheckRun',
      code: 'invalid',
      field: 'annotations',
      message: `No more than ${annotationsPerRequest} items are allowed; ${added.length} were supplied.`,
    });
  }
  const annotations = [...(Array.isArray(before.annotations) ? before.annotations : []), ...added];
  return {
    title: sent.title ?? before.title,
    summary: sent.summary,
    text: sent.text ?? before.text,
    annotations_count: annotations.length,
    annotations,
  };
}

function visible(run: Body): Body {
  const { annotations, ...shown } = run.output as Body;
  return { ...run, output: { ...shown, annotations_url: `${String(run.url)}/annotations` } };
}

/** Create, update, get, and list for a ref. */
export function addCheckRunRoutes(
  routes: RepositoryRoutes,
  store: CheckRunStore,
  git: Git,
  at: Addresses,
): void {
  routes.add('POST', '/check-runs', 'createCheckRun', write, (request) => ({
    status: 201,
    body: visible(store.create(readBody(request), at)),
  }));
  routes.add('PATCH', '/check-runs/:id', 'updateCheckRun', write, (request) => ({
    status: 200,
    body: visible(store.update(request.params.id, readBody(request))),
  }));
  routes.add('GET', '/check-runs/:id', 'getCheckRun', read, (request) => ({
    status: 200,
    body: visible(store.get(request.params.id)),
  }));
  routes.add('GET', '/commits/(?:.+)/check-runs', 'listCheckRuns', read, async (request) => {
    const ref = decodeURIComponent(
      request.path
        .split('/')
        .slice(6, -1)
        .join('/')
        .replace(/^commits\//, ''),
    );
    const sha = await git.commit(ref);
    if (!sha) throw notFound(`No commit found for SHA: ${ref}`);
    const wanted = (field: string, value: unknown) => (request.query.get(field) ?? value) === value;
    const runs = store.all
      .filter((run) => run.head_sha === sha && wanted('check_name', run.name) && wanted('status', run.status))
      .toReversed();
    return paged(request, at.serverUrl, runs.map(visible), (check_runs, total_count) => ({
      total_count,
      check_runs,
    }));
  });
}
