import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Faults } from '../http/faults.js';
import { HttpAnswer, type PlatformRequest, PlatformServer, type RecordedRequest } from '../http/server.js';
import type { LocalPostgres } from '../postgres/index.js';
import { apiKey, checkAccess, field, notFound, project } from './access.js';
import { type Branch, branchView, type Operation } from './model.js';
import { SnapshotStorage } from './storage.js';

/** A local Neon whose branches are databases of one PostgreSQL. */
export interface NeonPlatform {
  /** Stands for `https://console.neon.tech/api/v2`. */
  apiUrl: string;
  project: string;
  apiKey: string;
  requests: RecordedRequest[];
  faults: Faults;
  /** Name, id and database address of every branch there is. */
  branches(): { id: string; name: string; url: string }[];
  /** Every next operation is this often "running" before it has ended as `status`. */
  scriptOperations(script: { looks: number; status: Operation['status'] }): void;
  close(): Promise<void>;
}

/** What the local Neon stands on. */
export interface NeonPlatformOptions {
  /** Address of a superuser of the PostgreSQL, e.g. of `startPostgres().url`. */
  postgresUrl: string;
  /** The database that is the default branch; it is there already. */
  database: string;
  /**
   * The PostgreSQL itself, when nothing else is in it: every branch is then a server of its own at an address that
   * stays, and can be made and restored while others are connected, as on the real one.
   */
  postgres?: LocalPostgres;
  /** Name of the default branch; `main` when absent. */
  defaultBranch?: string;
}

/**
 * Starts a local Neon on 127.0.0.1. Without `postgres`, a branch is a copy of its parent's database by CREATE DATABASE …
 * TEMPLATE, which PostgreSQL does only while nobody else is connected to the parent: the real one has no such limit.
 */
export async function startNeonPlatform(options: NeonPlatformOptions): Promise<NeonPlatform> {
  const local = new LocalNeon(options);
  await local.open();
  const server = new PlatformServer(() => ({
    status: 404,
    body: { code: '', message: 'this route does not exist' },
  }));
  addRoutes(server, local);
  const apiUrl = `${await server.start()}/api/v2`;
  return {
    apiUrl,
    project,
    apiKey,
    requests: server.requests,
    faults: server.faults,
    branches: () => local.all.map((branch) => ({ id: branch.id, name: branch.name, url: local.url(branch) })),
    scriptOperations: (script) => Object.assign(local.script, script),
    close: async () => {
      await server.close();
      await local.close();
    },
  };
}

function addRoutes(server: PlatformServer, local: LocalNeon): void {
  const base = '/api/v2/projects/:project';
  const route = (
    method: string,
    path: string,
    operation: string,
    handler: (request: PlatformRequest) => unknown,
  ) =>
    server.route(method, `${base}${path}`, operation, async (request) => {
      checkAccess(request);
      const body = await handler(request);
      return { status: method === 'POST' && path === '/branches' ? 201 : 200, body };
    });
  route('GET', '/branches', 'listBranches', ({ query }) => local.list(query));
  route('POST', '/branches', 'createBranch', (request) => local.create(request.json()));
  route('DELETE', '/branches/:branch', 'deleteBranch', ({ params }) => local.remove(params.branch ?? ''));
  route('POST', '/branches/:branch/restore', 'restoreBranch', (request) =>
    local.restore(request.params.branch ?? '', request.json()),
  );
  route('GET', '/branches/:branch/databases', 'listDatabases', ({ params }) =>
    local.databases(params.branch ?? ''),
  );
  route('GET', '/branches/:branch/endpoints', 'listBranchEndpoints', ({ params }) =>
    local.endpoints(local.find(params.branch ?? '')),
  );
  route('GET', '/endpoints', 'listEndpoints', () => local.endpoints());
  route('POST', '/endpoints', 'createEndpoint', (request) => local.addEndpoint(request.json()));
  route('GET', '/operations/:operation', 'readOperation', ({ params }) =>
    local.operation(params.operation ?? ''),
  );
  route('GET', '/connection_uri', 'readConnection', ({ query }) => local.connection(query));
}

class LocalNeon {
  readonly all: Branch[];
  readonly script: { looks: number; status: Operation['status'] } = { looks: 0, status: 'finished' };
  readonly #postgresUrl: string;
  readonly #storage: SnapshotStorage | undefined;
  readonly #operations = new Map<string, { operation: Operation; looks: number }>();

  constructor({ postgresUrl, postgres, database, defaultBranch = 'main' }: NeonPlatformOptions) {
    this.#postgresUrl = postgresUrl;
    this.#storage = postgres && new SnapshotStorage(postgres);
    const compute = 'ep-local-root';
    this.all = [
      { id: 'br-local-root', name: defaultBranch, parent: undefined, database, isDefault: true, compute },
    ];
  }

  async open(): Promise<void> {
    const [root] = this.all;
    if (root) await this.#storage?.openRoot(root);
  }

  async close(): Promise<void> {
    await this.#storage?.close();
  }

  url(branch: Branch): string {
    if (this.#storage) return this.#storage.url(branch);
    const { database } = branch;
    const url = new URL(this.#postgresUrl);
    url.pathname = `/${database}`;
    return url.href;
  }

  find(id: string): Branch {
    const branch = this.all.find((one) => one.id === id);
    if (!branch) throw notFound('branch not found');
    return branch;
  }

  list(query: URLSearchParams): unknown {
    const limit = Number(query.get('limit') ?? 10_000);
    const from = Number(query.get('cursor') ?? 0);
    const page = this.all.slice(from, from + limit);
    const more = from + limit < this.all.length ? { next: String(from + limit) } : {};
    return { branches: page.map(branchView), pagination: more };
  }

  async create(body: unknown): Promise<unknown> {
    const name = field(body, 'branch', 'name') ?? `br-${randomBytes(3).toString('hex')}`;
    const parentId = field(body, 'branch', 'parent_id');
    const parent = parentId === undefined ? this.all.find((one) => one.isDefault) : this.find(parentId);
    if (this.all.some((one) => one.name === name)) {
      throw new HttpAnswer(409, {
        code: 'BRANCH_ALREADY_EXISTS',
        message: 'branch with the provided name already exists',
      });
    }
    const id = randomBytes(4).toString('hex');
    const endpoints =
      typeof body === 'object' && body !== null && Reflect.get(body, 'endpoints') !== undefined;
    const branch: Branch = {
      id: `br-local-${id}`,
      name,
      parent: parent?.id,
      database: this.#storage && parent ? parent.database : `branch_${id}`,
      isDefault: false,
      compute: endpoints ? `ep-local-${id}` : undefined,
      expiresAt: field(body, 'branch', 'expires_at'),
    };
    if (this.#storage && parent) await this.#storage.copy(parent, branch);
    else await this.#sql(`create database "${branch.database}" template "${parent?.database}"`);
    this.all.push(branch);
    return { branch: branchView(branch), operations: [this.#start('create_branch', branch.id)] };
  }

  async remove(id: string): Promise<unknown> {
    const branch = this.find(id);
    if (branch.isDefault || this.all.some((one) => one.parent === id)) {
      throw new HttpAnswer(422, {
        code: '',
        message: 'cannot delete the branch: it is the root or has children',
      });
    }
    if (this.#storage) await this.#storage.remove(branch);
    else await this.#sql(`drop database if exists "${branch.database}" with (force)`);
    this.all.splice(this.all.indexOf(branch), 1);
    return { branch: branchView(branch), operations: [this.#start('delete_timeline', id)] };
  }

  /** The branch keeps its id and compute; what it had goes on under the other name, and its children with it. */
  async restore(id: string, body: unknown): Promise<unknown> {
    const branch = this.find(id);
    const source = this.find(field(body, 'source_branch_id') ?? '');
    const keepAs = field(body, 'preserve_under_name');
    const children = this.all.filter((one) => one.parent === id);
    if (children.length > 0 && keepAs === undefined) {
      throw new HttpAnswer(422, {
        code: '',
        message: 'preserve_under_name is required: the branch has children',
      });
    }
    const suffix = randomBytes(4).toString('hex');
    const kept: Branch | undefined =
      keepAs === undefined
        ? undefined
        : { ...branch, id: `br-local-${suffix}`, name: keepAs, isDefault: false, compute: undefined };
    if (this.#storage) await this.#storage.replace(branch, source, kept);
    else
      await this.#replaceDatabase(branch, source, { fresh: `branch_${suffix}`, keeps: kept !== undefined });
    if (kept) {
      for (const child of children) child.parent = kept.id;
      this.all.push(kept);
    }
    return { branch: branchView(branch), operations: [this.#start('create_branch', id)] };
  }

  async #replaceDatabase(
    branch: Branch,
    source: Branch,
    { fresh, keeps }: { fresh: string; keeps: boolean },
  ): Promise<void> {
    await this.#sql(`create database "${fresh}" template "${source.database}"`);
    if (!keeps) await this.#sql(`drop database "${branch.database}" with (force)`);
    branch.database = fresh;
  }

  databases(id: string): unknown {
    const { database } = this.find(id);
    return { databases: [{ name: database, owner_name: new URL(this.#postgresUrl).username }] };
  }

  endpoints(of?: Branch): unknown {
    const branches = of ? [of] : this.all;
    const host = new URL(this.#postgresUrl).hostname;
    return {
      endpoints: branches.flatMap(({ id, compute }) =>
        compute ? [{ id: compute, host, branch_id: id, type: 'read_write' }] : [],
      ),
    };
  }

  addEndpoint(body: unknown): unknown {
    const branch = this.find(field(body, 'endpoint', 'branch_id') ?? '');
    branch.compute = branch.id.replace(/^br-/, 'ep-');
    return { endpoint: { id: branch.compute }, operations: [this.#start('start_compute', branch.id)] };
  }

  operation(id: string): unknown {
    const found = this.#operations.get(id);
    if (!found) throw notFound('operation not found');
    if (found.looks > 0) found.looks -= 1;
    else found.operation.status = this.script.status;
    return { operation: found.operation };
  }

  connection(query: URLSearchParams): unknown {
    const branch = this.find(query.get('branch_id') ?? '');
    if (!branch.compute) throw notFound('endpoint not found');
    return { uri: this.url(branch) };
  }

  #start(action: string, branch: string): Operation {
    const operation: Operation = {
      id: randomBytes(8).toString('hex'),
      branch_id: branch,
      action,
      status: 'running',
    };
    this.#operations.set(operation.id, { operation: { ...operation }, looks: this.script.looks });
    return operation;
  }

  async #sql(text: string): Promise<void> {
    const client = new pg.Client(this.#postgresUrl);
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }
}
