import { PlatformError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { type Look, waitUntil } from '../runtime/waiting.js';
import type { VercelDeployment } from './answers.js';
import { readBuildLog } from './build-log.js';
import { type Stop, stopDeployment } from './cancel.js';
import type { VercelClient } from './client.js';
import { pollingIntervalMs } from './polling.js';
import { type Failure, type Meaning, meaningOf, type Phase } from './states.js';

/** What the functions that wait need. */
export interface WaitDeps {
  client: VercelClient;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/** What to wait for. */
export interface DeploymentWait {
  deploymentId: string;
  /** Whether its domains will lead to it by themselves; see `meaningOf`. */
  assigns: boolean;
  /** Milliseconds each phase may last. */
  limits: Record<Phase, number>;
  /** Whether it is this run's own, so that it is cancelled when a deadline passes. */
  isOwn: boolean;
  /** Called with each new state of a deployment that is still under way. */
  onState?(deployment: VercelDeployment, phase: Phase): void;
}

/** How a wait ended; `ready` is the only good end. */
export interface DeploymentEnd {
  end: 'ready' | 'timed-out' | Failure;
  phase: Phase;
  /** The last answer; undefined when there was none. */
  deployment: VercelDeployment | undefined;
  /** What came of cancelling it; undefined when that was not tried: it was built already, or is somebody else's. */
  stop: Stop | undefined;
  durationMs: number;
}

interface Seen {
  phase: Phase;
  /** The state last told to `onState`, and the phase then. */
  told: string;
  deployment: VercelDeployment | undefined;
  saidUnknown: Set<string>;
  /** Looks in a row that found nothing. */
  missing: number;
  /** The last line of the build log, and when it was read. */
  line: { text: string; at: number };
}

/** A deployment that was just made may not be found for a moment. */
const looksUntilGone = 3;
const lineEveryMs = 15_000;

/**
 * Waits until a deployment is ready or has ended otherwise; the verdict comes from its state alone. When a phase's
 * deadline passes before it is built, it is cancelled if it is this run's own; if that comes too late, how it ended counts. Throws CancelledError,
 * and PlatformError for a real refusal.
 */
export async function waitForDeployment(wait: DeploymentWait, deps: WaitDeps): Promise<DeploymentEnd> {
  const { client, clock } = deps;
  const began = clock.now();
  const seen: Seen = {
    phase: 'queue',
    told: '',
    deployment: undefined,
    saidUnknown: new Set(),
    missing: 0,
    line: { text: '', at: began },
  };
  const outcome = await waitUntil(
    {
      subject: `Vercel deployment ${wait.deploymentId}`,
      look: () => look(wait, seen, deps),
      timeoutMs: () => wait.limits[seen.phase],
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  const late = 'deadline' in outcome ? await stopLate(wait, seen, deps) : undefined;
  return {
    end: 'value' in outcome ? outcome.value : (late?.end ?? 'timed-out'),
    phase: seen.phase,
    deployment: seen.deployment,
    stop: late?.stop,
    durationMs: clock.now() - began,
  };
}

async function look(wait: DeploymentWait, seen: Seen, deps: WaitDeps): Promise<Look<'ready' | Failure>> {
  const { client, log } = deps;
  const deployment = await readOrGone(wait.deploymentId, client);
  if (deployment === 'gone') return { done: 'deleted' };
  if (deployment === 'missing') {
    seen.missing += 1;
    if (seen.missing >= looksUntilGone) return { done: 'deleted' };
    return { phase: seen.phase, detail: 'Vercel does not find it' };
  }
  seen.missing = 0;
  seen.deployment = deployment;
  const meaning = meaningOf(deployment, wait.assigns);
  if (meaning.kind === 'ready') return { done: 'ready' };
  if (meaning.kind === 'ended') return { done: meaning.as };
  if (meaning.kind === 'under-way') seen.phase = meaning.phase;
  else if (!seen.saidUnknown.has(deployment.state)) {
    seen.saidUnknown.add(deployment.state);
    log.warning(
      `Vercel says "${deployment.state}", a state this action does not know; it is taken as still under way.`,
    );
  }
  tell(wait, seen, deployment);
  if (seen.phase === 'build') await readLine(wait.deploymentId, seen, deps);
  return { phase: seen.phase, detail: detailOf(seen, deployment) };
}

function tell(wait: DeploymentWait, seen: Seen, deployment: VercelDeployment): void {
  const now = `${seen.phase} ${deployment.state}`;
  if (now === seen.told) return;
  seen.told = now;
  wait.onState?.(deployment, seen.phase);
}

/** A long build shows that it is alive; seldom, because the log is worth less than its requests. */
async function readLine(id: string, seen: Seen, { client, clock }: WaitDeps): Promise<void> {
  if (clock.now() - seen.line.at < lineEveryMs) return;
  const text = (await readBuildLog(client, id, 20)).at(-1)?.text ?? seen.line.text;
  seen.line = { text: text.slice(0, 120), at: clock.now() };
}

function detailOf({ phase, line }: Seen, { state, checksRunning }: VercelDeployment): string {
  if (phase === 'build' && line.text !== '') return `${state}: ${line.text}`;
  if (phase !== 'assign') return state;
  return checksRunning ? 'READY, its checks have not ended yet' : 'READY, its domains do not lead to it yet';
}

/** A deployment that is not found may not be there yet or any more; 410 says for certain that it was deleted. */
async function readOrGone(id: string, client: VercelClient): Promise<VercelDeployment | 'missing' | 'gone'> {
  try {
    return await client.deployment(id, true);
  } catch (error) {
    if (error instanceof PlatformError && error.status === 404) return 'missing';
    if (error instanceof PlatformError && error.status === 410) return 'gone';
    throw error;
  }
}

/** What is built already stays: its own address is worth having, and production is not its yet. */
async function stopLate(
  wait: DeploymentWait,
  seen: Seen,
  deps: WaitDeps,
): Promise<{ end?: 'ready' | Failure; stop?: Stop }> {
  if (seen.phase === 'assign' || !wait.isOwn) return {};
  const stop = await stopDeployment(wait.deploymentId, deps);
  if (stop.stopped === 'unclear')
    deps.log.warning(`The deployment ${wait.deploymentId} could not be cancelled: ${stop.why}`);
  if (stop.stopped !== false) return { stop };
  if (!stop.deployment) return { stop, end: 'deleted' };
  seen.deployment = stop.deployment;
  return { stop, ...endOf(meaningOf(stop.deployment, wait.assigns)) };
}

function endOf(meaning: Meaning): { end?: 'ready' | Failure } {
  if (meaning.kind === 'ready') return { end: 'ready' };
  return meaning.kind === 'ended' ? { end: meaning.as } : {};
}
