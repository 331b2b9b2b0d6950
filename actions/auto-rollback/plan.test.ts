import { describe, expect, it } from '@jest/globals';
import type {
  Component,
  DatabaseComponent,
  RailwayComponent,
  VercelComponent,
} from '../../src/release/component.js';
import { changesAnything, makePlan, type Planning, refusalOf } from './plan.js';
import type { LiveView } from './platforms/platform.js';
import type { History } from './target.js';

const backend: RailwayComponent = {
  kind: 'railway',
  name: 'backend',
  project: 'p',
  environment: 'e',
  service: 's',
  deployment: 'b3',
  previous: 'b2',
  url: null,
};
const frontend: VercelComponent = {
  kind: 'vercel',
  name: 'frontend',
  project: 'prj',
  deployment: 'f3',
  previous: 'f2',
  url: null,
};
const database: DatabaseComponent = {
  kind: 'database',
  name: 'main',
  tool: 'drizzle',
  from: '0001',
  to: '0002',
  rollback: 'safe',
  backup: null,
};
const all = [frontend, backend, database];

const nothingKnown: History = { verified: {}, restored: {}, broughtBack: {}, unreadable: undefined };
const release2 = { release: '2.1', commit: 'c2' };
const v2: History = {
  ...nothingKnown,
  verified: {
    'railway/backend': { ...release2, deployment: 'b2' },
    'vercel/frontend': { ...release2, deployment: 'f2' },
  },
};
const live = (b: string | undefined, f: string | undefined) =>
  new Map<Component, LiveView>([
    [backend, { live: b }],
    [frontend, { live: f }],
  ]);
const plan = (
  components: readonly Component[],
  now: ReadonlyMap<Component, LiveView>,
  history: History,
  more: Partial<Planning> = {},
) => makePlan({ components, live: now, history, ...more });
const actions = (made: ReturnType<typeof makePlan>) =>
  made.steps.map(
    (step) => `${step.component.name}: ${step.action}${step.action === 'rollback' ? ` to ${step.to}` : ''}`,
  );

describe('the plan of a rollback', () => {
  it('takes the release back as one, database first, then backend, then frontend', () => {
    expect(actions(plan(all, live('b3', 'f3'), v2))).toEqual([
      'main: leave',
      'backend: rollback to b2',
      'frontend: rollback to f2',
    ]);
  });

  it('is not refused because a service has the same image in both: it goes with the others, and alone it has nowhere to go', () => {
    const withOthers = { way: 'rollback' as const, why: 'kept', call: 'roll back', estimateMs: 1 };
    const same = { way: undefined, why: 'the very image', fix: 'Deploy it again.', withOthers };
    const restorable = new Map([[backend, same]]);
    const whole = plan(all, live('b3', 'f3'), v2, { restorable });
    expect(actions(whole)).toEqual(['main: leave', 'backend: rollback to b2', 'frontend: rollback to f2']);
    const staged = plan(all, live('b3', 'f2'), v2, { restorable });
    expect(actions(staged)).toEqual(['main: leave', 'backend: rollback to b2', 'frontend: leave']);
    expect(refusalOf(plan([backend], live('b3', 'f3'), v2, { restorable }))?.outcome).toBe('no-target');
  });

  it('leaves alone what never took traffic', () => {
    expect(actions(plan(all, live('b3', 'f2'), v2))).toEqual([
      'main: leave',
      'backend: rollback to b2',
      'frontend: leave',
    ]);
    expect(changesAnything(plan(all, live('b2', 'f2'), v2))).toBe(false);
  });

  it('touches nothing at all when somebody shipped something newer', () => {
    const made = plan(all, live('b4', 'f3'), v2);
    expect(refusalOf(made)).toMatchObject({ outcome: 'superseded', component: { name: 'backend' } });
  });

  it('refuses to put old code on a schema that it may not run on', () => {
    const made = plan([{ ...database, rollback: 'impossible' }, backend], live('b3', 'f3'), v2);
    expect(refusalOf(made)).toMatchObject({ outcome: 'blocked', component: { name: 'main' } });
  });

  it('does not mind a destructive migration when no code goes back', () => {
    expect(
      refusalOf(plan([{ ...database, rollback: 'impossible' }, backend], live('b2', 'f2'), v2)),
    ).toBeUndefined();
  });

  it('says loudly that a first release has nothing to go back to', () => {
    const first = { ...backend, previous: null };
    expect(refusalOf(plan([first], new Map([[first, { live: 'b3' }]]), nothingKnown))).toMatchObject({
      outcome: 'no-target',
    });
  });

  it('goes back to the last verified release, not to a bad one in between', () => {
    const afterBad = { ...backend, previous: 'b-bad' };
    expect(actions(plan([afterBad], new Map([[afterBad, { live: 'b3' }]]), v2))).toEqual([
      'backend: rollback to b2',
    ]);
  });

  it('goes back to what an earlier rollback brought back, under the id it has now', () => {
    const afterRollback = { ...backend, previous: 'b2-again' };
    const history = { ...v2, restored: { 'railway/backend': ['b2-again'] } };
    expect(actions(plan([afterRollback], new Map([[afterRollback, { live: 'b3' }]]), history))).toEqual([
      'backend: rollback to b2-again',
    ]);
  });

  it('says that it does not know whether the target was verified when the records cannot be read', () => {
    const [step] = plan([backend], live('b3', 'f3'), { ...nothingKnown, unreadable: 'no token' }).steps;
    expect(step).toMatchObject({ action: 'rollback', to: 'b2' });
    expect(step?.reason).toContain('not known (no token)');
  });

  it('has no order but the house order for random releases, and never rolls back what is not live as shipped', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const ids = ['b2', 'b3', 'b9', undefined];
      const lives = live(ids[seed % 4], ['f2', 'f3', 'f9', undefined][Math.floor(seed / 4) % 4]);
      const made = plan(
        [...all].sort(() => (seed % 3) - 1),
        lives,
        v2,
      );
      for (const step of made.steps) {
        if (step.action === 'rollback')
          expect(lives.get(step.component)?.live).toBe(step.component.deployment);
      }
    }
  });
});
