import { readContext } from '../../src/action/context.js';
import { InputReader } from '../../src/action/inputs.js';
import { createHttp, type Http } from '../../src/http/client.js';
import { noPresence } from '../../src/release/presence.js';
import { type Clock, systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { createVercelClient, type VercelClient } from '../../src/vercel/client.js';
import { type Inputs, parseInputs } from './inputs.js';
import type { Deps } from './start.js';

/** The one token that the tests' Vercel lets in. */
export const token = 'tok-5ecret';

/** What the action told while it ran. */
export interface Told {
  log: RecordingLogger;
  known: Record<string, string>;
  cleanUps: (() => Promise<unknown>)[];
}

/** How time passes for a test, and how long it lets a request hang. */
export interface Weather {
  clock?: Clock;
  longestRequestMs?: number;
}

/** A clock on which every wait is over at once: what was asked for passes on the clock, a few milliseconds on the wall. */
export function jumpingClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    sleep: async (ms, signal) => {
      const waited = Math.min(ms, 4);
      await systemClock.sleep(waited, signal);
      skipped += ms - waited;
    },
  };
}

/** An action's inputs and dependencies as runAction would give them, against a Vercel on this machine. */
export function setUp(
  { apiUrl, workspace }: { apiUrl: string; workspace: string },
  given: Record<string, string>,
  signal = new AbortController().signal,
  weather: Weather = {},
): { inputs: Inputs; deps: Deps; told: Told; client: VercelClient } {
  const told: Told = { log: new RecordingLogger(), known: {}, cleanUps: [] };
  const raw: Record<string, string> = {
    'vercel-token': token,
    'vercel-api-url': apiUrl,
    project: 'site',
    team: 'acme',
    'working-directory': 'site',
    ...given,
  };
  const inputs = parseInputs(new InputReader({ raw: (name) => raw[name] ?? '', mask: () => {}, workspace }));
  const clock = weather.clock ?? jumpingClock();
  const http = openHttp(told, clock, weather.longestRequestMs ?? 30_000);
  const client = createVercelClient({ http, log: told.log, clock, ...inputs });
  const onCancel: Deps['onCancel'] = (_, work) => {
    told.cleanUps.push(work);
    return () => void told.cleanUps.splice(told.cleanUps.indexOf(work), 1);
  };
  const know: Deps['know'] = (outputs) => void Object.assign(told.known, outputs);
  const context = readContext(environment);
  const run = { context, http, log: told.log, clock, signal, onCancel, mask: () => {}, know, env: {} };
  const github = { refuseFrozen: async () => undefined, turnedOffBy: async () => undefined };
  return { inputs, deps: { ...run, ...github, client, presence: noPresence }, told, client };
}

const environment = {
  GITHUB_SHA: 'abc1234',
  GITHUB_REPOSITORY: 'acme/site',
  GITHUB_RUN_ID: '7',
  GITHUB_REF_NAME: 'main',
};

/** As in runAction: requests of the clean-up must get out after the cancel, so the run's signal does not end them. */
function openHttp({ log }: Told, clock: Clock, longestRequestMs: number): Http {
  const { signal } = new AbortController();
  const patient = createHttp({ log, clock, signal, userAgent: 'test' });
  return {
    request: (request) =>
      patient.request({ ...request, timeoutMs: Math.min(request.timeoutMs ?? 30_000, longestRequestMs) }),
  };
}
