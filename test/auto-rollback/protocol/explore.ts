import { createHash } from 'node:crypto';
import { type Access, type Choice, independent, type Turns } from './turns.js';

/** One world with its actors, begun. */
export interface Begun {
  turns: Turns;
  /** All that what comes depends on, but for whose turns are waited for. */
  key(): string;
  /** What was read and written since this was asked last. */
  touched(): Access;
  /** What is wrong now that nobody has anything left to do. */
  finish(): Promise<string[]>;
}

/** What an exploration found. */
export interface Explored {
  paths: number;
  states: number;
  /** Every state in which nobody has anything left to do. */
  ends: ReadonlySet<string>;
  /** The first wrong thing, with the way to it. */
  wrong: { what: string[]; path: string[] } | undefined;
}

/** Turns that need not be taken from here: another order of the same turns was, or will be, looked at. */
type Asleep = Map<string, { choice: Choice; access: Access }>;

/** A state that was reached, and what of it is still to be gone on with. */
interface Node {
  path: readonly string[];
  asleep: Asleep;
}

/** Promise chains of the actors are shorter than this. */
const layers = 40;

async function settle(): Promise<void> {
  for (let layer = 0; layer < layers; layer += 1) await null;
}

/** A state's name in a few bytes: there are hundreds of thousands. */
function digest(state: string): string {
  return createHash('sha1').update(state).digest('base64');
}

/** One run of the world, turn by turn. */
class Run {
  readonly path: string[] = [];
  readonly #begun: Begun;

  constructor(begun: Begun) {
    this.#begun = begun;
  }

  static async along(begin: () => Begun, path: readonly string[]): Promise<Run> {
    const run = new Run(begin());
    await settle();
    for (const name of path) await run.take(name);
    return run;
  }

  async take(name: string): Promise<Access> {
    this.#begun.touched();
    this.#begun.turns.give(name);
    this.path.push(name);
    await settle();
    return this.#begun.touched();
  }

  get choices(): Choice[] {
    return this.#begun.turns.choices;
  }

  get state(): string {
    return digest(`${this.#begun.key()}|${this.choices.map(({ name }) => name).join()}`);
  }

  finish(): Promise<string[]> {
    return this.#begun.finish();
  }
}

/**
 * Runs every order of turns to its end, but for orders that differ only in turns that have nothing to do with each
 * other, and for what follows a state that was met before. Stops at the first wrong thing.
 *
 * Sleep sets with the states that were met: Godefroid, "Partial-Order Methods for the Verification of Concurrent
 * Systems" (1996), chapter 5; that a turn touches what it touches is seen while it runs.
 */
export async function exploreAll(begin: () => Begun, apart = independent): Promise<Explored> {
  const search = new Search(begin, apart);
  await search.from(await Run.along(begin, []), new Map());
  while (search.wrong === undefined && (await search.next()));
  const { paths, met, ends, wrong } = search;
  return { paths, states: met.size, ends, wrong };
}

class Search {
  paths = 0;
  wrong: Explored['wrong'];
  /** The states that were met, each with the turns that were never taken from there. */
  readonly met = new Map<string, ReadonlySet<string>>();
  readonly #open: { node: Node; choice: Choice }[] = [];
  readonly ends = new Set<string>();
  readonly #begin: () => Begun;
  readonly #apart: typeof independent;

  constructor(begin: () => Begun, apart: typeof independent) {
    this.#begin = begin;
    this.#apart = apart;
  }

  /** Takes the newest turn that is still to be taken, and goes on from there; false when there is none. */
  async next(): Promise<boolean> {
    const branch = this.#open.pop();
    if (!branch) return false;
    const run = await Run.along(this.#begin, branch.node.path);
    await this.from(run, await this.#step(run, branch.node, branch.choice));
    return true;
  }

  /** Goes on from where a run is until its end, or a state from where nothing is new. */
  async from(run: Run, asleepHere: Asleep): Promise<void> {
    let asleep = asleepHere;
    for (;;) {
      if (run.choices.length === 0) return this.#end(run);
      const [first, ...others] = this.#toTake(run, asleep);
      if (first === undefined) return;
      const node = { path: [...run.path], asleep: new Map(asleep) };
      for (const choice of others.reverse()) this.#open.push({ node, choice });
      asleep = await this.#step(run, node, first);
    }
  }

  /** Takes a turn. Its brothers, which come later, need not begin with what it goes on with. */
  async #step(run: Run, node: Node, choice: Choice): Promise<Asleep> {
    const access = await run.take(choice.name);
    const apart = this.#apart;
    const asleep = [...node.asleep].filter(([, other]) => apart(other, { choice, access }));
    node.asleep.set(choice.name, { choice, access });
    return new Map(asleep);
  }

  /** The turns that have to be taken from a state: where it was met before, only those that slept then. */
  #toTake(run: Run, asleep: Asleep): Choice[] {
    const { state, choices } = run;
    const awake = choices.filter(({ name }) => !asleep.has(name));
    const slept = this.met.get(state);
    const neverTaken = choices.map(({ name }) => name).filter((name) => asleep.has(name));
    this.met.set(state, new Set(slept ? neverTaken.filter((name) => slept.has(name)) : neverTaken));
    return slept ? awake.filter(({ name }) => slept.has(name)) : awake;
  }

  async #end(run: Run): Promise<void> {
    this.paths += 1;
    this.met.set(run.state, new Set());
    this.ends.add(run.state);
    const what = await run.finish();
    if (what.length > 0) this.wrong = { what, path: run.path };
  }
}

/** Runs random orders of turns, each to its end. The same seed gives the same orders. */
export async function exploreRandomly(begin: () => Begun, runs: number, seed: number): Promise<Explored> {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let count = 1; count <= runs; count += 1) {
    const run = await Run.along(begin, []);
    for (let { choices } = run; choices.length > 0; { choices } = run)
      await run.take(choices[next(choices.length)]?.name ?? '');
    const what = await run.finish();
    if (what.length > 0) return { paths: count, states: 0, ends: new Set(), wrong: { what, path: run.path } };
  }
  return { paths: runs, states: 0, ends: new Set(), wrong: undefined };
}
