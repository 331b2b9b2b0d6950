import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Sample, Series } from './samples.js';
import { isThresholdFault, judgeThreshold, parseThreshold, type Threshold } from './thresholds.js';

function read(text: string): Threshold {
  const found = parseThreshold(text);
  if (isThresholdFault(found)) throw new Error(found.message);
  return found;
}

function faultOf(text: string): { column: number; message: string } {
  const found = parseThreshold(text);
  if (!isThresholdFault(found)) throw new Error(`${text} was accepted`);
  return found;
}

const held = (durationMs: number): Sample => ({ verdict: 'pass', reason: '', durationMs });
const list = Array.from({ length: 100 }, (_, i) => held(i + 1));
const hundred = Series.of(list);

describe('thresholds', () => {
  it('reads what k6 reads', () => {
    expect(read('p(95)<500')).toEqual({
      text: 'p(95)<500',
      aggregation: 'p',
      percentile: 95,
      operator: '<',
      limit: 500,
    });
    expect(read(' p( 99.9 ) <= 1.5e3 ')).toMatchObject({ percentile: 99.9, operator: '<=', limit: 1_500 });
    for (const name of ['avg', 'min', 'med', 'max', 'count', 'rate']) {
      expect(read(`${name} >= 0.01`)).toMatchObject({ aggregation: name, limit: 0.01 });
    }
    for (const operator of ['<', '<=', '>', '>=', '==', '===', '!=']) {
      expect(read(`med${operator}1`).operator).toBe(operator);
    }
  });

  it('names the place where a text stops being a threshold', () => {
    expect(faultOf('p95<500')).toMatchObject({ column: 2, message: expect.stringContaining('p(95)') });
    expect(faultOf('p(101)<500').message).toContain('0 to 100');
    expect(faultOf('p()<500').message).toContain('0 to 100');
    expect(faultOf('mean<500')).toMatchObject({ column: 1, message: expect.stringContaining('"mean"') });
    expect(faultOf('avg=<500')).toMatchObject({ column: 4, message: expect.stringContaining('"=<"') });
    expect(faultOf('avg 500')).toMatchObject({ column: 5, message: expect.stringContaining('nothing') });
    expect(faultOf('rate<1%')).toMatchObject({
      column: 7,
      message: expect.stringContaining('without a unit'),
    });
    expect(faultOf('p(95)<fast')).toMatchObject({ column: 7, message: expect.stringContaining('"fast"') });
    expect(faultOf('rate(1)<1').message).toContain('takes nothing in brackets');
    expect(faultOf('').message).toContain('nothing');
  });

  it('never crashes, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = parseThreshold(text);
        expect(isThresholdFault(found) ? found.column : 1).toBeGreaterThan(0);
      }),
    );
  });

  it('judges durations, rates and counts', () => {
    expect(judgeThreshold(read('p(95)<96'), hundred).verdict).toBe('pass');
    expect(judgeThreshold(read('p(95)<95'), hundred)).toMatchObject({
      verdict: 'fail',
      reason: 'p(95)<95 does not hold over 100 samples: p(95) is 95.05 ms',
    });
    expect(judgeThreshold(read('max<=100'), hundred).verdict).toBe('pass');
    expect(judgeThreshold(read('avg==50.5'), hundred).verdict).toBe('pass');
    expect(judgeThreshold(read('count>100'), hundred).verdict).toBe('fail');
    const one = Series.of([...list, { verdict: 'fail', reason: 'x', durationMs: 1 }]);
    expect(judgeThreshold(read('rate<0.01'), one).verdict).toBe('pass');
    expect(judgeThreshold(read('rate<0.005'), one).reason).toContain('0.0099 (0.99 %)');
  });

  it('never passes without data', () => {
    expect(judgeThreshold(read('p(95)<500'), new Series())).toMatchObject({
      verdict: 'inconclusive',
      value: undefined,
    });
    expect(judgeThreshold(read('rate<1'), new Series()).verdict).toBe('inconclusive');
    const untimed: Sample = { verdict: 'error', reason: 'no connection', durationMs: undefined };
    expect(judgeThreshold(read('max<500'), Series.of([untimed])).verdict).toBe('inconclusive');
  });
});
