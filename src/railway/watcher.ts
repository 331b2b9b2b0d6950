import { CancelledError, PlatformError } from '../errors/errors.js';
import { isLoopback } from '../http/loopback.js';
import type { Clock } from '../runtime/clock.js';
import type { RailwayClient } from './client.js';
import { type Glimpse, type LookDepth, type LookTarget, lookAt } from './look-documents.js';

interface Waiting {
  target: LookTarget;
  /** When this one wants its look, in milliseconds since the epoch. */
  due: number;
  resolve(glimpse: Glimpse): void;
  reject(error: unknown): void;
}

/** What a watcher needs. */
export interface WatcherDeps {
  client: RailwayClient;
  clock: Clock;
  signal: AbortSignal;
}

/** As many deployments are looked at in one request; Railway names no limit, so a refused one is halved. */
const mostAtOnce = 50;
/** After this long without a look a new stretch begins, in milliseconds: the next wave of a step. */
const idleMs = 60_000;

/**
 * Looks at deployments for everybody who waits for one: all of them in one request, as often as the most impatient wants
 * and the plan's requests allow. Fifty services that deploy side by side cost as many requests as one. Share one watcher
 * among all waits of a step.
 */
export class DeploymentWatcher {
  readonly #deps: WatcherDeps;
  readonly #waiting = new Map<string, Waiting>();
  #running = false;
  #wake = new AbortController();
  #lastAt = Number.NEGATIVE_INFINITY;
  /** When the present stretch of looks began; looks get rarer as it goes on. */
  #since = Number.NEGATIVE_INFINITY;
  #depth: LookDepth = 'logs';
  #size = mostAtOnce;

  constructor(deps: WatcherDeps) {
    this.#deps = deps;
  }

  /** True on this machine as long as nothing is rationed: a rehearsal does not make people wait. */
  get unrationed(): boolean {
    const { client } = this.#deps;
    return isLoopback(client.apiUrl) && client.budget.facts.limit === undefined;
  }

  /**
   * Looks at a deployment within about `withinMs` milliseconds, later when requests are short. Rejects as the client
   * does, for this deployment alone where the trouble is with it alone, and with CancelledError as soon as the signal is
   * aborted: one wait may be given up while the others go on.
   */
  look(target: LookTarget, withinMs: number, signal: AbortSignal): Promise<Glimpse> {
    if (signal.aborted) return Promise.reject(new CancelledError());
    return new Promise((resolve, reject) => {
      const due = this.#deps.clock.now() + withinMs;
      const giveUp = () => {
        this.#waiting.delete(target.deploymentId);
        if (this.#waiting.size === 0) this.#wake.abort();
        reject(new CancelledError());
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const taken =
        <Value>(take: (value: Value) => void) =>
        (value: Value) => {
          signal.removeEventListener('abort', giveUp);
          take(value);
        };
      const one = { target, due, resolve: taken(resolve), reject: taken(reject) };
      this.#waiting.set(target.deploymentId, one);
      if (this.#running) this.#wake.abort();
      else void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Those who ask in the same moment are asked for together.
    await Promise.resolve();
    try {
      while (this.#waiting.size > 0) {
        if (await this.#pause()) continue;
        const round = [...this.#waiting.values()];
        this.#waiting.clear();
        const now = this.#deps.clock.now();
        if (now - this.#lastAt > idleMs) this.#since = now;
        this.#lastAt = now;
        await this.#ask(round);
        // The waits take their answers and ask again before the next pause is measured.
        await new Promise((resolve) => setImmediate(resolve));
      }
    } catch (error) {
      for (const one of this.#waiting.values()) one.reject(error);
      this.#waiting.clear();
    } finally {
      this.#running = false;
    }
  }

  /** Sleeps until the next look is due; true when somebody else began to wait meanwhile. Throws CancelledError. */
  async #pause(): Promise<boolean> {
    const { clock, signal } = this.#deps;
    if (signal.aborted) throw new CancelledError();
    const due = Math.min(...[...this.#waiting.values()].map((one) => one.due));
    const ms = Math.max(due, this.#lastAt + this.#gapMs()) - clock.now();
    if (ms <= 0) return false;
    this.#wake = new AbortController();
    try {
      await clock.sleep(ms, AbortSignal.any([signal, this.#wake.signal]));
      return false;
    } catch (error) {
      if (signal.aborted) throw error;
      return true;
    }
  }

  /** The least time between two looks, in milliseconds. Many deployments start one by one: each must not cause a look. */
  #gapMs(): number {
    if (this.unrationed) return 50;
    const { client, clock } = this.#deps;
    const now = clock.now();
    const rich = (client.budget.facts.limit ?? 0) >= 5_000;
    const patient = Math.min(Math.max((now - this.#since) / 4, 3_000), rich ? 3_000 : 15_000);
    return Math.max(this.#waiting.size > 1 ? patient : 1_000, client.budget.paceMs(now));
  }

  async #ask(round: readonly Waiting[]): Promise<void> {
    const size = this.#size;
    for (let at = 0; at < round.length; at += size) {
      const some = round.slice(at, at + size);
      await this.#askTogether(some).catch((error: unknown) => {
        for (const one of some) one.reject(error);
      });
    }
  }

  async #askTogether(some: readonly Waiting[]): Promise<void> {
    const targets = some.map(({ target }) => (some.length === 1 ? target : { ...target, logs: undefined }));
    const { document, variables } = lookAt(targets, this.#depth);
    try {
      const glimpses = await this.#deps.client.ask(document, variables);
      for (const [index, one] of some.entries()) answerWith(one, glimpses[index]);
    } catch (error) {
      if (!isRefusal(error)) for (const one of some) one.reject(error);
      else await this.#askForLess(some, error);
    }
  }

  /** One bad deployment spoils the answer for all, and a large question may be refused as such: both show by dividing. */
  async #askForLess(some: readonly Waiting[], error: unknown): Promise<void> {
    if (some.length > 1) {
      const half = Math.ceil(some.length / 2);
      this.#size = Math.min(this.#size, half);
      await this.#askTogether(some.slice(0, half));
      return this.#askTogether(some.slice(half));
    }
    this.#size = mostAtOnce;
    for (const depth of shallower[this.#depth]) {
      const glimpse = await this.#askOne(some, depth);
      if (!glimpse) continue;
      this.#depth = depth;
      for (const one of some) one.resolve(glimpse);
      return;
    }
    for (const one of some) one.reject(error);
  }

  async #askOne([one]: readonly Waiting[], depth: LookDepth): Promise<Glimpse | undefined> {
    if (!one) return undefined;
    const { document, variables } = lookAt([one.target], depth);
    try {
      return (await this.#deps.client.ask(document, variables))[0];
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error;
    }
  }
}

/** What may still be asked for when a look is refused: what a log or a step says never decides, so they go first. */
const shallower: Readonly<Record<LookDepth, readonly LookDepth[]>> = {
  logs: ['events', 'status'],
  events: ['status'],
  status: [],
};

function answerWith(one: Waiting, glimpse: Glimpse | undefined): void {
  if (glimpse) one.resolve(glimpse);
  else one.reject(new TypeError(`no look at ${one.target.deploymentId}`));
}

/** Railway understood and said no, for a reason that lies in what was asked. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof PlatformError)) return false;
  return (error.code === 'refused' && (error.status ?? 0) < 429) || error.code === 'unexpected-form';
}
