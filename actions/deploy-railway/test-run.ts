import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContext } from '../../src/action/context.js';
import type { Report } from '../../src/action/run-action.js';
import { CancelledError } from '../../src/errors/errors.js';
import { createHttp, type HttpRequest } from '../../src/http/client.js';
import { createRailwayClient } from '../../src/railway/client.js';
import type { ComponentNews } from '../../src/release/presence.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import type { Inputs } from './inputs.js';
import { type Deps, main } from './main.js';
import { report } from './outputs.js';
import type { ServiceRequest } from './request.js';
import type { Deployed, Result } from './result.js';

/** For tests: the tokens of the local Railway. */
export const tokens = {
  project: '5e8e7a1c-0000-4000-8000-00000000beef',
  account: '5e8e7a1c-0000-4000-8000-00000000acc0',
};
/** For tests: the commit that is shipped. */
export const sha = '0123456789abcdef0123456789abcdef01234567';

/** A Railway on this machine, as far as every test needs it. */
interface LocalRailway {
  apiUrl: string;
  requests: readonly { operation: string }[];
  close(): Promise<void>;
}

/** What it is started with. */
interface StartOptions<Service> {
  tokens: typeof tokens;
  project: { id: string; name: string; environments: { id: string; name: string }[]; services: Service[] };
  workDirectory: string;
  node: string;
  timings: { queuedMs: number };
}

/** For tests: a local Railway, programs to deploy to it, and runs of the action against it. */
export class TestRun<Platform extends LocalRailway, Service extends object> {
  readonly work = mkdtempSync(join(tmpdir(), 'deploy-railway-'));
  readonly #start: (options: StartOptions<Service>) => Promise<Platform>;
  #railway: Platform | undefined;

  constructor(start: (options: StartOptions<Service>) => Promise<Platform>) {
    this.#start = start;
  }

  get railway(): Platform {
    if (!this.#railway) throw new Error('not opened');
    return this.#railway;
  }

  /** Opens the platform with services that each run `server.js`. */
  async open(services: readonly Service[]): Promise<void> {
    mkdirSync(join(this.work, 'railway'));
    this.#railway = await this.#start({
      tokens,
      project: {
        id: 'prj',
        name: 'shop',
        environments: [
          { id: 'env', name: 'production' },
          { id: 'env2', name: 'staging' },
        ],
        services: services.map((service) => ({ startCommand: 'node server.js', ...service })),
      },
      workDirectory: join(this.work, 'railway'),
      node: process.execPath,
      timings: { queuedMs: 20 },
    });
  }

  async close(): Promise<void> {
    await this.#railway?.close();
    rmSync(this.work, { recursive: true, force: true });
  }

  /** A program that answers with its commit; `health` is what its health path answers. */
  program(name: string, health = 200): string {
    const directory = join(this.work, name);
    mkdirSync(directory, { recursive: true });
    const answer = `(request, response) => response.writeHead(request.url === '/health' ? ${health} : 200).end(request.url === '/env' ? JSON.stringify(process.env) : process.env.DEPLOY_SHA)`;
    writeFileSync(
      join(directory, 'server.js'),
      `console.log('${name} starts'); require('node:http').createServer(${answer}).listen(process.env.PORT);`,
    );
    return directory;
  }

  /** A service as `services` or the plain inputs would ask for it: the good program, uploaded. */
  request(service: string, change: Partial<ServiceRequest> = {}): ServiceRequest {
    return {
      service,
      name: undefined,
      source: { kind: 'upload', directory: this.program('good') },
      needs: [],
      variables: {},
      replaceVariables: false,
      settings: {},
      createDomain: false,
      ...change,
    };
  }

  /** Inputs, dependencies as `runAction` would give them, and what the run tells. */
  setUp(change: Partial<Inputs> = {}) {
    const inputs = this.#inputs(change);
    const log = new RecordingLogger();
    const net = openNet(log);
    const { http, signal } = net;
    const known: Record<string, string> = {};
    const news: ComponentNews[] = [];
    const deps: Deps = {
      context: readContext({ GITHUB_SHA: sha, GITHUB_RUN_ID: '7', RUNNER_TEMP: this.work }),
      ...{ http, log, signal, clock: systemClock, env: {} },
      client: createRailwayClient({ http, apiUrl: inputs.apiUrl, token: inputs.token, log }),
      presence: { tell: (one) => void news.push(one), settled: async () => undefined },
      refuseFrozen: async () => undefined,
      onCancel: net.onCancel,
      mask: () => {},
      know: (outputs) => void Object.assign(known, outputs),
    };
    return { inputs, deps, log, known, news, cancelRun: net.cancelRun, before: net.before };
  }

  #inputs(change: Partial<Inputs>): Inputs {
    const several = (change.services?.length ?? 1) > 1;
    return {
      token: tokens.project,
      apiUrl: this.railway.apiUrl,
      project: undefined,
      environment: undefined,
      createEnvironmentFrom: undefined,
      deleteEnvironment: undefined,
      services: [this.request('api')],
      several,
      maxParallel: 5,
      onFailure: several ? 'restore' : 'keep',
      registry: undefined,
      versionVariable: 'DEPLOY_SHA',
      rotation: undefined,
      queueTimeoutMs: 10_000,
      buildTimeoutMs: 10_000,
      healthTimeoutMs: 10_000,
      settleTimeMs: 0,
      onSkipped: 'success',
      dryRun: false,
      releaseCommit: undefined,
      presence: { token: undefined, deployments: false, comment: false, environment: undefined },
      ...change,
    };
  }

  async run(change: Partial<Inputs> = {}): Promise<Ran> {
    const { inputs, deps, log, known, news } = this.setUp(change);
    const result = await main(inputs, deps);
    return { result, report: report(result), log: log.lines.join('\n'), known, news };
  }

  /** A run that deploys, with its services by name. */
  async deploy(change: Partial<Inputs> = {}) {
    const ran = await this.run(change);
    const { result } = ran;
    if (result.kind !== 'deployed') throw new Error(`it did not deploy: ${result.kind}`);
    const of = (name: string) => {
      const found = result.services.find((service) => service.name === name);
      if (!found) throw new Error(`no service ${name}`);
      return found;
    };
    return { ...ran, result: result as Deployed, of, only: of(result.services[0]?.name ?? '') };
  }

  /** How often an operation of the API was asked for. */
  count(operation: string): number {
    return this.railway.requests.filter((request) => request.operation === operation).length;
  }
}

interface Ran {
  result: Result;
  report: Report;
  log: string;
  known: Record<string, string>;
  news: ComponentNews[];
}

/** A run's way out, and its end when it is cancelled. `before.request` is called before each request. */
function openNet(log: RecordingLogger) {
  const cancel = new AbortController();
  const undos: (() => Promise<unknown>)[] = [];
  const open = (until: AbortSignal) =>
    createHttp({ log, clock: systemClock, signal: until, userAgent: 'test' });
  let current = open(cancel.signal);
  const before = { request: async (_: HttpRequest): Promise<void> => undefined };
  const request = async (one: HttpRequest) => {
    await before.request(one);
    return current.request(one);
  };
  /** Cancels the run as GitHub does; when it has ended, does what is left to undo, and gives what it ended with. */
  const cancelRun = async (running: Promise<unknown>) => {
    cancel.abort(new CancelledError());
    const end = await running.catch((error: unknown) => error);
    current = open(new AbortController().signal);
    await Promise.all(undos.map((undo) => undo()));
    return end;
  };
  const onCancel = (_: string, work: () => Promise<unknown>) => {
    undos.push(work);
    return () => void undos.splice(undos.indexOf(work), 1);
  };
  return { http: { request }, signal: cancel.signal, before, cancelRun, onCancel };
}
