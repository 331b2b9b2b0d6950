import { createHash } from 'node:crypto';

/** Takes turns: each part of an actor asks for one and waits until the explorer gives it. */
export class Turns {
  readonly #waiting: { name: string; go: () => void }[] = [];
  /** What each actor has seen so far, by what it asked: with the world it decides what it will do. */
  readonly seen = new Map<string, string>();

  /** Waits for a turn, then acts at once; what it saw is part of the state. */
  async take<Value>(actor: string, what: string, act: () => Value): Promise<Value> {
    await new Promise<void>((resolve) => this.#waiting.push({ name: `${actor} ${what}`, go: resolve }));
    const value = act();
    // By what was asked: in which order two questions side by side were answered changes nothing.
    const name = `${actor} ${what}`;
    this.seen.set(name, `${this.seen.get(name) ?? ''}${JSON.stringify(value)};`);
    return value;
  }

  /** Whose turns are waited for, in an order that does not depend on how they came. */
  get choices(): string[] {
    return this.#waiting.map(({ name }) => name).sort();
  }

  give(name: string): void {
    const at = this.#waiting.findIndex((one) => one.name === name);
    this.#waiting.splice(at, 1)[0]?.go();
  }
}

/** One world with its actors, begun. */
export interface Begun {
  turns: Turns;
  /** All that what comes depends on. */
  key(): string;
  /** What is wrong now that nobody has anything left to do. */
  finish(): Promise<string[]>;
}

/** What an exploration found. */
export interface Explored {
  paths: number;
  states: number;
  /** The first wrong thing, with the way to it. */
  wrong: { what: string[]; path: string[] } | undefined;
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

/**
 * Runs every order of turns to its end; a state that was met before is not gone on from again. Stops at the first wrong
 * thing.
 */
export async function exploreAll(begin: () => Begun): Promise<Explored> {
  const visited = new Set<string>();
  const open: string[][] = [[]];
  let paths = 0;
  for (let prefix = open.pop(); prefix; prefix = open.pop()) {
    const { turns, key, finish } = begin();
    const path: string[] = [];
    await settle();
    for (const choice of prefix) {
      turns.give(choice);
      path.push(choice);
      await settle();
    }
    for (;;) {
      const state = digest(`${key()}|${turns.choices.join()}`);
      const { choices } = turns;
      if (choices.length > 0 && visited.has(state)) break;
      visited.add(state);
      const [first, ...others] = choices;
      if (first === undefined) {
        paths += 1;
        const what = await finish();
        if (what.length > 0) return { paths, states: visited.size, wrong: { what, path } };
        break;
      }
      for (const other of others) open.push([...path, other]);
      turns.give(first);
      path.push(first);
      await settle();
    }
  }
  return { paths, states: visited.size, wrong: undefined };
}

/** Runs random orders of turns, each to its end. The same seed gives the same orders. */
export async function exploreRandomly(begin: () => Begun, runs: number, seed: number): Promise<Explored> {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let run = 0; run < runs; run += 1) {
    const { turns, finish } = begin();
    const path: string[] = [];
    await settle();
    for (let { choices } = turns; choices.length > 0; { choices } = turns) {
      const choice = choices[next(choices.length)] ?? '';
      turns.give(choice);
      path.push(choice);
      await settle();
    }
    const what = await finish();
    if (what.length > 0) return { paths: run + 1, states: 0, wrong: { what, path } };
  }
  return { paths: runs, states: 0, wrong: undefined };
}
