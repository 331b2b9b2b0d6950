import type { PlannedCheck } from './plan.js';

/** What the order needs to know of a made check. */
interface Made {
  result: { verdict: string };
}

/** How to make a check, and what stands for one whose needs did not hold. */
export interface Work<Outcome extends Made> {
  make(planned: PlannedCheck): Promise<Outcome>;
  leaveOut(planned: PlannedCheck, missing: PlannedCheck): Outcome;
}

/**
 * Makes checks as soon as what they need has held, at most `atOnce` at a time; outcomes come in the suite's order. A need
 * that is not among `planned` (it was not chosen) holds.
 */
export async function schedule<Outcome extends Made>(
  planned: readonly PlannedCheck[],
  atOnce: number,
  work: Work<Outcome>,
): Promise<Outcome[]> {
  const slots = new Slots(atOnce);
  const started = new Map<number, Promise<Outcome>>();
  const byIndex = new Map(planned.map((one) => [one.index, one]));
  const start = (one: PlannedCheck): Promise<Outcome> => {
    const running = started.get(one.index);
    if (running) return running;
    const made = (async () => {
      const needs = one.needs.flatMap((index) => byIndex.get(index) ?? []);
      const before = await Promise.all(needs.map(start));
      const missing = needs.find((_, at) => before[at]?.result.verdict !== 'pass');
      if (missing) return work.leaveOut(one, missing);
      return slots.run(() => work.make(one));
    })();
    started.set(one.index, made);
    return made;
  };
  const all = planned.map(start);
  // A cancelled run must not leave checks behind that still send.
  const settled = await Promise.allSettled(all);
  const thrown = settled.find((one) => one.status === 'rejected');
  if (thrown) throw thrown.reason;
  return Promise.all(all);
}

/** So many at once; who comes later waits in line. */
class Slots {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#line.push(go));
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
