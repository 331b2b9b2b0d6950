/** One part of a whole that several runners share, such as 2 of 4. */
export interface Shard {
  /** From 1 to `count`. */
  index: number;
  count: number;
}

/** Reads `2/4`; undefined when it is not of that form, or names a part there is not. */
export function parseShard(text: string): Shard | undefined {
  const [, index = '', count = ''] = /^\s*(\d{1,3})\s*\/\s*(\d{1,3})\s*$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : undefined;
}

/**
 * The places (in `needs`) that belong to a part. What nothing else waits for is dealt out in turn, and each part also does
 * what its own wait for: every part can be done on a machine of its own, and together they leave nothing out.
 * @param needs of each thing, the places of those that must be done before it; never in a circle
 */
export function shardOf(needs: readonly (readonly number[])[], { index, count }: Shard): Set<number> {
  const needed = new Set(needs.flat());
  const ends = needs.flatMap((_, place) => (needed.has(place) ? [] : [place]));
  const mine = new Set<number>();
  const take = (place: number): void => {
    if (mine.has(place)) return;
    mine.add(place);
    for (const need of needs[place] ?? []) take(need);
  };
  for (const [turn, place] of ends.entries()) if (turn % count === index - 1) take(place);
  return mine;
}

/** The parts that are not among those given, and faults of those that are: told as sentences; empty when all is there. */
export function missingShards(found: readonly (Shard | undefined)[]): string[] {
  const shards = found.flatMap((one) => one ?? []);
  const count = Math.max(0, ...shards.map((one) => one.count));
  const odd = shards.filter((one) => one.count !== count);
  const lost = Array.from({ length: count }, (_, place) => place + 1).filter(
    (index) => !shards.some((one) => one.index === index),
  );
  return [
    ...(shards.length === 0 ? ['no result of any shard was found'] : []),
    ...odd.map((one) => `shard ${one.index}/${one.count} is of another split than ${count}`),
    ...lost.map((index) => `shard ${index}/${count} left no result`),
  ];
}
