/** Gives each piece of work one of the things to itself, the others waiting until one is free. */
export function poolOf<Thing>(
  things: readonly Thing[],
): <Value>(work: (thing: Thing) => Promise<Value>) => Promise<Value> {
  const free = [...things];
  const waiting: ((thing: Thing) => void)[] = [];
  return async (work) => {
    const thing = free.pop() ?? (await new Promise<Thing>((resolve) => waiting.push(resolve)));
    try {
      return await work(thing);
    } finally {
      const next = waiting.shift();
      if (next) next(thing);
      else free.push(thing);
    }
  };
}
