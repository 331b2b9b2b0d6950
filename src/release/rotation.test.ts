import { describe, expect, it } from '@jest/globals';
import { planRotation, type Rotation, type RotationPlan } from './rotation.js';

const at = { place: '"api" on Railway', removes: false };
const rotation = (step: Rotation['step'], more: Partial<Rotation> = {}): Rotation => ({
  ...{ step, name: 'KEY', value: undefined, oldValue: undefined },
  ...more,
});
const begin = rotation('begin', { value: 'new' });
const why = (plan: RotationPlan) => ('refused' in plan ? plan.refused.message : 'not refused');

describe('a rotation', () => {
  it('never leaves a place where only one of two values that count is known', () => {
    const begun = planRotation(begin, { now: 'old', previous: undefined }, at);
    expect(begun).toEqual({ set: { KEY: 'new', KEY_PREVIOUS: 'old' }, remove: [] });
    const under = { now: 'new', previous: 'old' };
    expect(planRotation(rotation('undo'), under, at)).toEqual({ set: { KEY: 'old' }, remove: [] });
    expect(planRotation(rotation('finish'), under, at)).toEqual({ set: { KEY_PREVIOUS: 'new' }, remove: [] });
    const removes = { ...at, removes: true };
    expect(planRotation(rotation('finish'), under, removes)).toEqual({ set: {}, remove: ['KEY_PREVIOUS'] });
  });

  it('can be run again at each step without losing a value', () => {
    const none = { set: {}, remove: [] };
    expect(planRotation(begin, { now: 'new', previous: 'old' }, at)).toEqual(none);
    for (const step of ['undo', 'finish'] as const) {
      expect(planRotation(rotation(step), { now: 'a', previous: 'a' }, at)).toEqual(none);
      expect(planRotation(rotation(step), { now: 'a', previous: undefined }, at)).toEqual(none);
    }
    // What an earlier rotation left behind is no rotation that is under way.
    expect(planRotation(begin, { now: 'old', previous: 'old' }, at)).toMatchObject({ set: { KEY: 'new' } });
  });

  it('is refused while another is under way, or where the variable is not', () => {
    expect(why(planRotation(begin, { now: 'second', previous: 'first' }, at))).toMatch(/is under way/);
    expect(why(planRotation(begin, { now: undefined, previous: undefined }, at))).toMatch(/not set at "api"/);
  });

  it('asks for the values that a platform keeps to itself', () => {
    const secret = { now: null, previous: null };
    expect(planRotation(begin, { now: null, previous: undefined }, at)).toMatchObject({
      refused: { fix: expect.stringContaining('"rotate-old-value"') },
    });
    const given = rotation('begin', { value: 'new', oldValue: 'old' });
    expect(planRotation(given, { now: null, previous: undefined }, at)).toMatchObject({
      set: { KEY: 'new', KEY_PREVIOUS: 'old' },
    });
    expect(why(planRotation(rotation('undo'), secret, at))).toMatch(/does not tell the value/);
    expect(planRotation(rotation('finish', { value: 'new' }), secret, at)).toMatchObject({
      set: { KEY_PREVIOUS: 'new' },
    });
  });
});
