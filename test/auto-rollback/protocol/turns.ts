/** A turn that somebody waits for. */
export interface Choice {
  actor: string;
  /** The actor and what it is about to do. */
  name: string;
}

/** The parts of the world that a turn read and wrote. */
export interface Access {
  reads: ReadonlySet<string>;
  writes: ReadonlySet<string>;
}

/** Takes turns: each part of an actor asks for one and waits until the explorer gives it. */
export class Turns {
  readonly #waiting: (Choice & { go: () => void })[] = [];
  readonly #seen = new Map<string, Map<string, string>>();

  /** Waits for a turn, then acts at once; what it saw is part of the state. */
  async take<Value>(actor: string, what: string, act: () => Value): Promise<Value> {
    const name = `${actor} ${what}`;
    await new Promise<void>((resolve) => this.#waiting.push({ actor, name, go: resolve }));
    const value = act();
    // By what was asked: in which order two questions side by side were answered changes nothing.
    const seen = this.#seen.get(actor) ?? new Map<string, string>();
    this.#seen.set(actor, seen.set(what, `${seen.get(what) ?? ''}${JSON.stringify(value)};`));
    return value;
  }

  /** An actor has ended: what it saw decides nothing any more. */
  end(actor: string): void {
    this.#seen.delete(actor);
  }

  /** What each actor that goes on has seen so far: with the world it decides what it will do. */
  get seen(): string {
    const all = [...this.#seen].map(([actor, seen]) => [actor, [...seen].sort()] as const);
    return JSON.stringify(all.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** Whose turns are waited for, in an order that does not depend on how they came. */
  get choices(): Choice[] {
    const choices = this.#waiting.map(({ actor, name }) => ({ actor, name }));
    return choices.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  give(name: string): void {
    const at = this.#waiting.findIndex((one) => one.name === name);
    this.#waiting.splice(at, 1)[0]?.go();
  }
}

/** One turn and what it touched. */
interface Taken {
  choice: Choice;
  access: Access;
}

/**
 * Whether two turns lead to the same in either order. Two of one actor never count as such: whichever comes last
 * carries what follows both.
 */
export function independent(one: Taken, other: Taken): boolean {
  if (one.choice.actor === other.choice.actor) return false;
  const touches = (access: Access, part: string) => access.reads.has(part) || access.writes.has(part);
  return (
    [...one.access.writes].every((part) => !touches(other.access, part)) &&
    [...other.access.writes].every((part) => !touches(one.access, part))
  );
}
