import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { Inputs } from '../../actions/run-migrations/inputs.js';
import { main } from '../../actions/run-migrations/main.js';
import type { Deps } from '../../actions/run-migrations/work.js';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { readContext } from '../../src/action/context.js';
import { parseTarget } from '../../src/database/address.js';
import { CancelledError } from '../../src/errors/errors.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';

/** Files of a sample app, path to content. */
export type Files = Record<string, string>;

/** A server of its own and apps that migrate databases on it, for tests. */
export interface SampleApps {
  /** An app with a folder and a fresh database; `dialect: sqlite` gives it a file instead. */
  app(files?: Files, options?: { dialect?: 'postgresql' | 'sqlite'; modules?: string }): Promise<SampleApp>;
  close(): Promise<void>;
}

/** Starts the server. */
export async function startSampleApps(): Promise<SampleApps> {
  const postgres = await startPostgres();
  const workspace = mkdtempSync(join(tmpdir(), 'migrations-'));
  let count = 0;
  return {
    app(files = {}, options = {}) {
      count += 1;
      return createApp(postgres, workspace, `app-${count}`, files, options);
    },
    async close() {
      await postgres.close();
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** One app, and what a test does with it. */
export type SampleApp = Awaited<ReturnType<typeof createApp>>;

async function createApp(
  postgres: LocalPostgres,
  workspace: string,
  name: string,
  files: Files,
  { dialect = 'postgresql', modules }: { dialect?: 'postgresql' | 'sqlite'; modules?: string },
) {
  const folder = join(workspace, name);
  mkdirSync(folder, { recursive: true });
  const url = dialect === 'sqlite' ? 'file:./app.db' : await postgres.createDatabase(name);
  const write = (more: Files) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write(files);
  if (modules) symlinkSync(modules, join(folder, 'node_modules'));
  const inputs = sampleInputs(folder, url);
  const log = new RecordingLogger();
  const known: Record<string, string> = {};
  const signal = new AbortController();
  const deps: Deps = {
    ...sampleDeps(workspace),
    log,
    signal: signal.signal,
    know: (outputs) => void Object.assign(known, outputs),
  };
  return {
    folder,
    url,
    write,
    log,
    backup: inputs.backup,
    known,
    run: (changes: Partial<Inputs> = {}, more: Partial<Deps> = {}) =>
      main({ ...inputs, ...changes }, { ...deps, ...more }),
    ask: (text: string) => ask(url, text),
    cancel: () => signal.abort(new CancelledError()),
  };
}

/** What main needs of a run, without a run: nothing is kept, nobody can be asked over HTTP. */
export function sampleDeps(workspace: string): Deps {
  const refuse = () => Promise.reject(new Error('No request is expected here.'));
  return {
    log: new RecordingLogger(),
    clock: systemClock,
    signal: new AbortController().signal,
    mask: () => {},
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/tmp' },
    know: () => {},
    http: { request: refuse },
    context: { ...readContext({}), workspace },
    github: undefined,
    refuseFrozen: refuse,
  };
}

/** Inputs with short times: apply what is pending, say what is risky, make no undo point. */
export function sampleInputs(folder: string, url: string): Inputs {
  return {
    command: 'up',
    tool: 'auto',
    commands: undefined,
    address: parseTarget('database-url', url, folder),
    railway: undefined,
    preDeployCommand: undefined,
    urlVariables: [],
    migrations: undefined,
    workingDirectory: folder,
    name: 'main',
    to: undefined,
    resolutions: [],
    backupReference: undefined,
    scratch: undefined,
    allowRestore: false,
    lockTimeoutMs: 300,
    statementTimeoutMs: 10_000,
    waitTimeoutMs: 300,
    lockRetries: 0,
    drift: 'ignore',
    phase: 'all',
    onRisky: 'warn',
    allowDestructive: false,
    backup: {
      mode: 'never',
      directory: join(folder, 'backups'),
      key: null,
      keep: { count: null, ageMs: null },
    },
    neon: undefined,
    measure: false,
    environment: undefined,
    githubToken: undefined,
    comment: false,
  };
}

/** The first row's `value`, of the last statement when there are several. */
async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return [await client.query<{ value: unknown }>(text)].flat().at(-1)?.rows[0]?.value;
  } finally {
    await client.end();
  }
}
