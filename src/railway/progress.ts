import type { DeploymentEvent, RailwayDeployment } from './answers.js';
import { describeEvent, phaseOfEvents } from './events.js';
import type { Glimpse } from './look-documents.js';
import { meaningOf, type Phase, type StatusMeaning } from './statuses.js';

/** How a deployment ends by itself; `up` is the only good end. */
export type Verdict = 'up' | 'failed' | 'crashed' | 'skipped' | 'superseded' | 'cancelled';

/** What a look leads to: an end, or what it is at. */
export type Judgement = { verdict: Verdict } | { detail: string };

/** A process that ends this often while it is watched will not stay up, whatever its status says. */
const crashLoop = 3;
/** `DeploymentInstanceStatus` of a container whose process ended by itself and is, or should be, started again. */
const ended = new Set(['CRASHED', 'RESTARTING']);

/**
 * What is known of one deployment, look by look, and the verdict it leads to. The verdict comes from statuses alone
 * (the deployment's, its containers', who is active); events explain. Without a health check SUCCESS only says that the
 * container has started (docs.railway.com/deployments/reference), so it counts once it has lasted the settle time.
 */
export class Progress {
  readonly #deploymentId: string;
  readonly #settleMs: number;
  #running: readonly string[] = [];
  #wasDown = false;

  /** Railway's own word at the last look. */
  status = 'unknown';
  phase: Phase = 'queue';
  /** When the phase began, in milliseconds since the epoch. */
  phaseSince: number;
  /** Whether it has been up at some look. */
  wasUp = false;
  /** Since when it has been up without a break; undefined while it is not. */
  upSince: number | undefined;
  /** How often its process was seen to have ended since it was up. */
  restarts = 0;
  /** Since when it waits for GitHub's checks; undefined while it does not. */
  waitingSince: number | undefined;
  deployment: RailwayDeployment | undefined;
  events: readonly DeploymentEvent[] = [];
  diagnosis: string | undefined;
  /** The deployment that took its place; undefined when none is known. */
  supersededBy: string | undefined;

  constructor(deploymentId: string, settleMs: number, now: number) {
    this.#deploymentId = deploymentId;
    this.#settleMs = settleMs;
    this.phaseSince = now;
  }

  /** Takes a look and judges. `now` in milliseconds since the epoch. */
  take(glimpse: Glimpse, now: number): Judgement {
    const { deployment, events, active } = glimpse;
    this.status = deployment.status;
    this.deployment = deployment;
    if (events.length > 0) this.events = events;
    this.diagnosis = textOf(deployment.diagnosis);
    const meaning = meaningOf(deployment.status);
    this.waitingSince = deployment.status === 'WAITING' ? (this.waitingSince ?? now) : undefined;
    if (meaning.kind === 'ended') return this.#end(meaning.as, active);
    if (meaning.kind === 'up') return this.#judgeUp(glimpse, now);
    this.upSince = undefined;
    if (meaning.kind === 'under-way') this.#enter(meaning.phase, now);
    return { detail: detailOf(deployment.status, meaning, this.events) };
  }

  #end(as: Exclude<Verdict, 'up'>, active: Glimpse['active']): Judgement {
    this.phase = phaseOfEvents(this.events) ?? this.phase;
    if (as === 'superseded') {
      this.supersededBy = active.find(({ id }) => id !== this.#deploymentId)?.id;
    }
    return { verdict: as };
  }

  #judgeUp({ deployment, active }: Glimpse, now: number): Judgement {
    this.#enter('deploy', now);
    this.wasUp = true;
    if (this.#hasRestarted(deployment.instances)) {
      this.restarts += 1;
      this.upSince = undefined;
      if (this.restarts >= crashLoop) return { verdict: 'crashed' };
    }
    // It is counted from when it is seen to run, not from when it was seen to have ended.
    this.upSince = this.#wasDown ? undefined : (this.upSince ?? now);
    const isLive = active.length === 0 || active.some(({ id }) => id === this.#deploymentId);
    const stays = this.upSince !== undefined && now - this.upSince >= this.#settleMs;
    if (isLive && stays) return { verdict: 'up' };
    const again =
      this.restarts > 0 ? `, its process ended ${this.restarts} time(s) and was started again` : '';
    return {
      detail: `${deployment.status}, ${isLive ? 'waiting for it to stay' : 'not active yet'}${again}`,
    };
  }

  /** A container that is down, or that was replaced by another between two looks. Each time it goes down counts once. */
  #hasRestarted(instances: readonly { id: string; status: string }[]): boolean {
    const running = instances.filter(({ status }) => status === 'RUNNING').map(({ id }) => id);
    const isDown = instances.some(({ status }) => ended.has(status));
    const replaced =
      running.length > 0 && this.#running.length > 0 && !running.some((id) => this.#running.includes(id));
    const counts = isDown ? !this.#wasDown : replaced && !this.#wasDown;
    if (running.length > 0) this.#running = running;
    this.#wasDown = isDown;
    return counts;
  }

  #enter(phase: Phase, now: number): void {
    if (phase !== this.phase) this.phaseSince = now;
    this.phase = phase;
  }
}

function detailOf(status: string, meaning: StatusMeaning, events: readonly DeploymentEvent[]): string {
  const current = events.filter(({ completedAt }) => !completedAt).at(-1);
  const note = meaning.kind === 'under-way' ? meaning.note : undefined;
  return [status, note, current && describeEvent(current)].filter(Boolean).join(', ');
}

function textOf(diagnosis: unknown): string | undefined {
  if (diagnosis === null || diagnosis === undefined || diagnosis === '') return undefined;
  return typeof diagnosis === 'string' ? diagnosis : JSON.stringify(diagnosis);
}
