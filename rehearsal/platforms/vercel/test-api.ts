import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Owner, startVercelPlatform, type VercelPlatform, type VercelPlatformOptions } from './index.js';

/** A JSON object of the API. */
export type Json = Record<string, unknown>;

/** What the API answered; `json` is empty when the answer is not JSON. */
interface Answer {
  status: number;
  text: string;
  json: Json;
}

/** A quick local Vercel with one project, `site`, and plain requests to it. */
export interface TestApi {
  vercel: VercelPlatform;
  /** Sends a request in the owner's scope; a path with `noscope` or `teamId` is sent as it is. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** Creates a production deployment of one page; throws what the API answered otherwise. */
  create(page: string, more?: Json): Promise<Json & { id: string; url: string }>;
  /** Polls a deployment until it is as wanted. */
  until(id: string, done: (deployment: Json) => boolean): Promise<Json>;
  /** Creates a deployment and waits for its domains. */
  ship(page: string, more?: Json): Promise<Json>;
  /** Waits for the end of the last promote or rollback and returns it. */
  jobDone(): Promise<Json>;
  /** The page that the production domain serves. */
  live(): Promise<string>;
  close(): Promise<void>;
}

/** Starts a local Vercel for one test, of a team unless `options` say otherwise. */
export async function openTestApi(options: Partial<VercelPlatformOptions> = {}): Promise<TestApi> {
  const directory = await mkdtemp(join(tmpdir(), 'vercel-platform-'));
  const owner = options.owner ?? { kind: 'team', id: 'team_1', slug: 'acme' };
  const vercel = await startVercelPlatform({
    token: 'secret',
    projects: [{ id: 'prj_1', name: 'site' }],
    workDirectory: directory,
    timings: { queuedMs: 10, buildingMs: 40, aliasMs: 10, promoteMs: 30 },
    ...options,
    owner,
  });
  const call = caller(vercel, owner);
  const until: TestApi['until'] = (id, done) =>
    poll(async () => (await call('GET', `/v13/deployments/${id}`)).json, done);
  const create = creator(call);
  return {
    vercel,
    call,
    until,
    create,
    ship: async (page, more) =>
      until((await create(page, more)).id, ({ aliasAssigned }) => typeof aliasAssigned === 'number'),
    jobDone: () =>
      poll(
        async () => (await call('GET', '/v9/projects/site?rollbackInfo=true')).json.lastAliasRequest as Json,
        ({ jobStatus }) => jobStatus !== 'pending' && jobStatus !== 'in-progress',
      ),
    live: async () => (await fetch(vercel.productionUrl('site'))).text(),
    close: async () => {
      await vercel.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function caller({ apiUrl }: VercelPlatform, owner: Owner): TestApi['call'] {
  return async (method, path, body, token = 'secret') => {
    const mark = path.includes('?') ? '&' : '?';
    const scope = /teamId|noscope/.test(path) || owner.kind === 'user' ? '' : `${mark}teamId=${owner.id}`;
    const response = await fetch(`${apiUrl}${path}${scope}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, text, json: (isJson ? JSON.parse(text) : {}) as Json };
  };
}

function creator(call: TestApi['call']): TestApi['create'] {
  return async (page, more = {}) => {
    const body = { name: 'site', files: inline({ 'index.html': page }), target: 'production', ...more };
    const { status, text, json } = await call('POST', '/v13/deployments', body);
    if (status !== 200) throw new Error(`The create was answered with ${status}: ${text}`);
    return json as Json & { id: string; url: string };
  };
}

/** Files as a create body carries them inline. */
export function inline(files: Record<string, string>): Json[] {
  return Object.entries(files).map(([file, data]) => ({ file, data, encoding: 'utf-8' }));
}

async function poll(read: () => Promise<Json>, done: (value: Json) => boolean): Promise<Json> {
  for (let tries = 0; tries < 400; tries += 1) {
    const value = await read();
    if (done(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It did not get there in 400 looks.');
}
