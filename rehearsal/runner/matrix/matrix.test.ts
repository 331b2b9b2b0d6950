import { describe, expect, it } from '@jest/globals';
import { expandMatrix } from './expand.js';
import { legName } from './leg-name.js';

const values = (matrix: Parameters<typeof expandMatrix>[0]) => expandMatrix(matrix).map((leg) => leg.values);

describe('a matrix', () => {
  it('T37 varies the last key fastest and adds extras without overwriting values', () => {
    const legs = values({
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'CAT' },
        { fruit: 'apple', shape: 'circle' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    });
    expect(legs).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('T37 excludes by loose equality and by part of an object', () => {
    expect(values({ n: [1, 2], exclude: [{ n: '1' }] })).toEqual([{ n: 2 }]);
    const os = [
      { name: 'a', v: 1 },
      { name: 'b', v: 1 },
    ];
    expect(values({ os, exclude: [{ os: { name: 'A' } }] })).toEqual([{ os: { name: 'b', v: 1 } }]);
    expect(values({ include: [{ a: 1 }, { a: 2 }] })).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('T38 re-adds what an include names after it was excluded, and refuses what GitHub refuses', () => {
    expect(values({ n: [1, 2], exclude: [{ n: 1 }], include: [{ n: 1, x: true }] })).toEqual([
      { n: 2 },
      { n: 1, x: true },
    ]);
    expect(values({ n: [1], include: [{ n: 1 }] })).toEqual([{ n: 1 }]);
    expect(() => expandMatrix({ n: [] })).toThrow("Matrix vector 'n' does not contain any values");
    expect(() => expandMatrix({ n: [1], exclude: [{ m: 1 }] })).toThrow("'m'");
    expect(() => expandMatrix({ n: [1], include: [{}] })).toThrow('include');
    expect(expandMatrix({ n: [1], exclude: [{ n: 1 }] })).toEqual([]);
  });

  it('T39 names a leg by its values before extras, cut at 100 characters', () => {
    const [first, second] = expandMatrix({
      n: [{ a: 1, b: ['x', ''] }],
      include: [{ z: 9 }, { n: 2, y: true }],
    });
    expect(legName('job', first?.named ?? [])).toBe('job (1, x)');
    expect(legName('job', second?.named ?? [])).toBe('job (2, true)');
    expect(legName('job', ['v'.repeat(200)])).toHaveLength(100);
  });
});
