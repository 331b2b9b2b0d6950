import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { missingShards, parseShard, shardOf } from './shard.js';

describe('a split over several runners', () => {
  it('leaves nothing out and gives each part all that it waits for, however things need each other', () => {
    const graphs = fc
      .array(fc.array(fc.nat(30), { maxLength: 3 }), { maxLength: 25 })
      .map((rows) => rows.map((row, place) => row.filter((need) => need < place)));
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 8 }), (needs, count) => {
        const parts = Array.from({ length: count }, (_, at) => shardOf(needs, { index: at + 1, count }));
        expect(new Set(parts.flatMap((part) => [...part])).size).toBe(needs.length);
        for (const part of parts)
          for (const place of part) expect((needs[place] ?? []).every((need) => part.has(need))).toBe(true);
      }),
    );
  });

  it('deals what nothing waits for out in turn, the same way every time', () => {
    // install; lint, types, tests need it; coverage needs tests.
    const needs = [[], [0], [0], [0], [3]];
    expect([...shardOf(needs, { index: 1, count: 2 })].sort()).toEqual([0, 1, 3, 4]);
    expect([...shardOf(needs, { index: 2, count: 2 })].sort()).toEqual([0, 2]);
    expect(shardOf(needs, { index: 4, count: 4 }).size).toBe(0);
  });

  it('is written as 2/4, and nothing else', () => {
    expect(parseShard(' 2/4 ')).toEqual({ index: 2, count: 4 });
    for (const text of ['0/4', '5/4', '2', '2/0', 'a/b', '-1/4']) expect(parseShard(text)).toBeUndefined();
  });

  it('names the parts that are missing', () => {
    expect(
      missingShards([
        { index: 1, count: 3 },
        { index: 3, count: 3 },
      ]),
    ).toEqual(['shard 2/3 left no result']);
    expect(missingShards([])).toEqual(['no result of any shard was found']);
    expect(
      missingShards([
        { index: 1, count: 1 },
        { index: 1, count: 2 },
        { index: 2, count: 2 },
      ]),
    ).toHaveLength(1);
  });
});
