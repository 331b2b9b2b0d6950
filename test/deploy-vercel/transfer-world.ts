import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startVercelPlatform, type VercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import { createHttp, type Http } from '../../src/http/client.js';
import { type Clock, systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { createVercelClient } from '../../src/vercel/client.js';
import { type Created, type CreateRequest, createDeployment } from '../../src/vercel/transfer/create.js';
import type { TransferDeps } from '../../src/vercel/transfer/deps.js';
import { sourceRules } from '../../src/vercel/transfer/ignore-rules.js';
import { listFiles } from '../../src/vercel/transfer/list-files.js';

/** The one token that the local Vercel lets in. */
export const token = 'tok-5ecret-value';

/** A local Vercel with a project, a folder of files, and a way to send them. */
export interface TransferTest {
  vercel: VercelPlatform;
  /** Absolute path of what is deployed. */
  site: string;
  log: RecordingLogger;
  /** How long a request may go without an answer, in milliseconds; long, so that a busy machine is no fault. */
  patience: { ms: number };
  /** How long each wait was, in milliseconds; none of them is waited for in full. */
  waits: number[];
  deps: TransferDeps;
  write(files: Record<string, string | Buffer>): void;
  send(more?: Partial<CreateRequest>, signal?: AbortSignal): Promise<Created>;
  count(operation: string): number;
  close(): Promise<void>;
}

/** Starts a local Vercel for one test. */
export async function openTransferTest(): Promise<TransferTest> {
  const directory = mkdtempSync(join(tmpdir(), 'vercel-transfer-'));
  const site = join(directory, 'site');
  mkdirSync(site);
  const vercel = await startVercelPlatform({
    token,
    owner: { kind: 'team', id: 'team_1', slug: 'acme' },
    projects: [{ id: 'prj_1', name: 'site' }],
    workDirectory: join(directory, 'vercel'),
    timings: { queuedMs: 5, buildingMs: 5, aliasMs: 5, promoteMs: 5 },
  });
  const log = new RecordingLogger();
  const waits: number[] = [];
  const patience = { ms: 20_000 };
  const depsFor = (signal: AbortSignal) =>
    depsOf({ apiUrl: vercel.apiUrl, temp: directory, log, waits, patience }, signal);
  const deps = depsFor(new AbortController().signal);
  const project = await deps.client.project('site');
  const plain = { meta: {}, git: undefined, env: {}, buildEnv: {}, regions: [], force: false };
  const target = { target: 'preview', customEnvironment: undefined, assignDomains: true } as const;
  return {
    ...{ vercel, site, log, waits, patience, deps },
    write: (files) => writeFiles(site, files),
    send: (more = {}, signal) => {
      const files = () => listFiles(site, '', sourceRules(site));
      const material = more.material ?? { kind: 'files', files: files(), archive: 'auto', prebuilt: false };
      const request: CreateRequest = { project, mark: 'mark-1', ...plain, ...target, ...more, material };
      return createDeployment(request, signal ? depsFor(signal) : deps);
    },
    count: (operation) => vercel.requests.filter((request) => request.operation === operation).length,
    close: async () => {
      await vercel.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface Surroundings extends Pick<TransferTest, 'log' | 'waits' | 'patience'> {
  apiUrl: string;
  temp: string;
}

function depsOf({ apiUrl, temp, log, waits, patience }: Surroundings, signal: AbortSignal): TransferDeps {
  const clock: Clock = {
    now: () => systemClock.now(),
    sleep: (ms, until) => {
      waits.push(ms);
      return systemClock.sleep(Math.min(ms, 20), until);
    },
  };
  const real = createHttp({ log, clock, signal, userAgent: 'test' });
  // A test of a service that does not answer need not wait as long as a user would.
  const http: Http = { request: (request) => real.request({ ...request, timeoutMs: patience.ms }) };
  const client = createVercelClient({ http, log, apiUrl, token, team: 'acme' });
  return { client, clock, log, signal, stallMs: 20_000, temp };
}

function writeFiles(site: string, files: Record<string, string | Buffer>): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), contents);
  }
}
