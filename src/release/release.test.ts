import { describe, expect, it } from '@jest/globals';
import type { Component } from './component.js';
import { checkFence } from './fence.js';
import { mergeComponents } from './record.js';
import { combineVerdicts } from './verdict.js';

const staged: Component = {
  kind: 'vercel',
  name: 'frontend',
  project: 'prj',
  deployment: 'dpl_new',
  previous: 'dpl_old',
  url: 'https://staged',
};

describe('a release', () => {
  it('keeps what was live before the first job when a promotion speaks of the same deployment again', () => {
    const promoted: Component = { ...staged, previous: 'dpl_new', url: 'https://www' };
    expect(mergeComponents([staged, promoted])).toEqual([{ ...staged, url: 'https://www' }]);
  });

  it('keeps the harder way back of two migrations of one release, and the undo point from before both', () => {
    const expand: Component = {
      ...{ kind: 'database', name: 'main', tool: 'alembic', from: '0001', to: '0002' },
      ...{ rollback: 'downgrade', backup: 'expand.dump' },
    };
    const nothing: Component = { ...expand, from: '0002', rollback: 'safe', backup: null };
    const contract: Component = { ...nothing, to: '0003', rollback: 'restore', backup: 'contract.dump' };
    expect(mergeComponents([expand, nothing])).toEqual([expand]);
    expect(mergeComponents([expand, contract])).toEqual([{ ...expand, to: '0003', rollback: 'restore' }]);
    expect(mergeComponents([{ ...expand, rollback: 'safe', backup: null }, contract])).toEqual([
      { ...contract, from: '0001' },
    ]);
  });

  it.each([
    [{ live: 'new', shipped: 'new', previous: 'old' }, 'holds'],
    [{ live: 'old', shipped: 'new', previous: 'old' }, 'never-live'],
    [{ live: undefined, shipped: 'new', previous: undefined }, 'never-live'],
    [{ live: 'newer', shipped: 'new', previous: 'old' }, 'superseded'],
    [{ live: undefined, shipped: 'new', previous: 'old' }, 'superseded'],
  ])('is fenced: %j is %s', (view, state) => {
    expect(checkFence(view)).toBe(state);
  });

  it('passes only when something passed and nothing failed, could not be told or could not be asked', () => {
    expect(combineVerdicts(['pass', 'pass'])).toBe('pass');
    expect(combineVerdicts(['pass', 'inconclusive'])).toBe('inconclusive');
    expect(combineVerdicts(['error', 'fail', 'pass'])).toBe('fail');
    expect(combineVerdicts([])).toBe('inconclusive');
  });
});
