import { join } from 'node:path';
import { connect } from '../../actions/auto-rollback/connect.js';
import { parseInputs } from '../../actions/auto-rollback/inputs.js';
import { main } from '../../actions/auto-rollback/main.js';
import { report } from '../../actions/auto-rollback/outputs.js';
import type { Result } from '../../actions/auto-rollback/result.js';
import { readContext } from '../../src/action/context.js';
import { InputReader } from '../../src/action/inputs.js';
import type { Report, Run } from '../../src/action/run-action.js';
import { createHttp, type Http } from '../../src/http/client.js';
import type { Component } from '../../src/release/component.js';
import { type Clock, systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { tokens, type World } from './world.js';

/** The event of every run, in the world's directory; absent unless a test writes it. */
export const eventFile = 'event.json';

/** What one run is to conclude. */
export interface Conclusion {
  /** Its number, 1 to 4; it ships the commit of the same number. */
  run: number;
  components: readonly Component[];
  /** How the job that speaks last ended; `success` when absent. */
  ended?: 'success' | 'failure' | 'cancelled';
  /** That job's outputs. */
  told?: Record<string, string>;
  /** GitHub environment: each test has its own past. */
  environment: string;
  inputs?: Record<string, string>;
  signal?: AbortSignal;
  /** Which attempt of the run it is; the first when absent. */
  attempt?: number;
  /** What stands between the run and the platforms; nothing when absent. */
  through?: (http: Http) => Http;
  /** How long each request may take, in milliseconds; as long as the action lets it when absent. */
  requestMs?: number;
}

/** What a conclusion left behind. */
export interface Concluded {
  result: Result;
  told: Report;
  log: string;
}

/** A run's record as `toJSON(needs)` gives it. */
export function needsOf({ components, ended = 'success', told = {} }: Conclusion): string {
  const jobs = components.map((component) => [
    component.name,
    { result: 'success', outputs: { record: JSON.stringify(component) } },
  ]);
  return JSON.stringify({ ...Object.fromEntries(jobs), smoke: { result: ended, outputs: told } });
}

/** A run as runAction would make it, whose clock goes ten times as fast. */
export function runOf(
  world: World,
  {
    signal = new AbortController().signal,
    requestMs,
    through = (http) => http,
    ...of
  }: Pick<Conclusion, 'run' | 'attempt' | 'signal' | 'requestMs' | 'through'>,
): { run: Run; log: RecordingLogger; cleanUp(): Promise<void>; known: Record<string, string> } {
  const log = new RecordingLogger();
  const undos: (() => Promise<unknown>)[] = [];
  const known: Record<string, string> = {};
  const outlet = (until: AbortSignal) =>
    createHttp({ log, clock: fastClock, signal: until, userAgent: 'test' });
  let http = outlet(signal);
  return {
    ...{ log, known },
    cleanUp: async () => {
      http = outlet(new AbortController().signal);
      await Promise.all(undos.splice(0).map((undo) => undo()));
    },
    run: {
      context: contextOf(world, of),
      http: through({
        request: (request) =>
          http.request(requestMs === undefined ? request : { ...request, timeoutMs: requestMs }),
      }),
      ...{ log, clock: fastClock, signal, mask: () => {}, env: {} },
      know: (outputs) => void Object.assign(known, outputs),
      onCancel: (_, undo) => {
        undos.push(undo);
        return () => void undos.splice(undos.indexOf(undo), 1);
      },
    },
  };
}

function contextOf(
  { commits, github, directory }: World,
  { run, attempt = 1 }: Pick<Conclusion, 'run' | 'attempt'>,
): Run['context'] {
  return readContext({
    GITHUB_REPOSITORY: 'acme/notes',
    GITHUB_SHA: commits[run - 1],
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_API_URL: github.apiUrl,
    GITHUB_EVENT_PATH: join(directory, eventFile),
  });
}

/** Concludes a release and tells it, as the action does. */
export async function conclude(world: World, conclusion: Conclusion): Promise<Concluded> {
  const { run, log } = runOf(world, conclusion);
  const inputs = inputsOf(world, conclusion);
  const result = await main(inputs, connect(inputs, run));
  return { result, told: report(result), log: log.lines.join('\n') };
}

/** The action's inputs, with all tokens unless some are given. */
export function inputsOf(world: World, conclusion: Conclusion) {
  const raw: Record<string, string> = {
    records: needsOf(conclusion),
    environment: conclusion.environment,
    'github-token': world.githubToken,
    'railway-token': tokens.railway,
    'railway-api-url': world.railway.apiUrl,
    'vercel-token': tokens.vercel,
    'vercel-api-url': world.vercel.apiUrl,
    ...conclusion.inputs,
  };
  const source = { raw: (name: string) => raw[name] ?? '', mask: () => {}, workspace: world.directory };
  return parseInputs(new InputReader(source));
}

const speed = 10;
const began = Date.now();
const fastClock: Clock = {
  now: () => began + (Date.now() - began) * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
};
