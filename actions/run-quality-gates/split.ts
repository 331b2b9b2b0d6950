import { type Shard, shardOf } from '../../src/release/shard.js';
import type { Logger } from '../../src/runtime/log.js';
import type { ChosenGate } from './choose.js';

/** The gates that a shard asks, with those they need, in their order; all of them without a shard. */
export function partOf(chosen: readonly ChosenGate[], shard: Shard | undefined, log: Logger): ChosenGate[] {
  if (!shard) return [...chosen];
  const places = new Map(chosen.map(({ gate }, place) => [gate.name, place]));
  const needs = chosen.map(({ gate }) => gate.needs.flatMap((need) => places.get(need) ?? []));
  const mine = shardOf(needs, shard);
  const part = chosen.filter((_, place) => mine.has(place));
  const names = part.map(({ gate }) => gate.name).join(', ') || 'none: there are more shards than gates';
  log.info(`Shard ${shard.index}/${shard.count} asks ${part.length} of ${chosen.length} gates: ${names}`);
  return part;
}
