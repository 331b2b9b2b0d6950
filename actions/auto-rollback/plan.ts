import { type Component, componentKey, type DatabaseComponent } from '../../src/release/component.js';
import { checkFence, type FenceState } from '../../src/release/fence.js';
import type { RestorableComponent } from './platform.js';
import { chooseTarget, type History, type ReleaseName, releaseOf } from './target.js';

/** One line of a plan. Only `rollback` changes something. `release` is what is live after it, where a record says. */
export type Step =
  | { action: 'rollback'; component: RestorableComponent; to: string; reason: string; release?: ReleaseName }
  | { action: 'leave'; component: Component; reason: string; release?: ReleaseName }
  | {
      action: 'refuse';
      component: Component;
      outcome: 'superseded' | 'no-target' | 'blocked';
      reason: string;
    };

/** What is to be done, in order: database, backends, frontends. */
export interface Plan {
  steps: Step[];
}

/** The live deployment of each component that a platform serves, by `kind/name`. */
export type LiveDeployments = ReadonlyMap<Component, string | undefined>;

const order: Record<Component['kind'], number> = { database: 0, railway: 1, vercel: 2 };

/** Makes the plan from what this run shipped, what is live and what is known of the past. Pure: it can be printed without being run. */
export function makePlan(components: readonly Component[], live: LiveDeployments, history: History): Plan {
  const sorted = [...components].sort((a, b) => order[a.kind] - order[b.kind]);
  const served = sorted.filter(
    (component): component is RestorableComponent => component.kind !== 'database',
  );
  const serving = served.filter((component) => fenceOf(component, live) === 'holds');
  return {
    steps: sorted.map((component) =>
      component.kind === 'database'
        ? databaseStep(component, serving.length > 0)
        : servedStep(component, live, history),
    ),
  };
}

/** The fence of one component against what is live. */
export function fenceOf(component: RestorableComponent, live: LiveDeployments): FenceState {
  return checkFence({
    live: live.get(component),
    shipped: component.deployment,
    previous: component.previous ?? undefined,
  });
}

function servedStep(component: RestorableComponent, live: LiveDeployments, history: History): Step {
  const fence = fenceOf(component, live);
  const key = componentKey(component);
  const now = live.get(component);
  const named = (release: ReleaseName | undefined) => (release ? { release } : {});
  if (fence === 'never-live') {
    const reason = 'this release never took its traffic';
    return { action: 'leave', component, reason, ...named(releaseOf(key, now, history)) };
  }
  if (fence === 'superseded') return superseded(component, now, history);
  const target = chooseTarget(component, history);
  if (!target || target.deployment === component.deployment) {
    return {
      action: 'refuse',
      component,
      outcome: 'no-target',
      reason: 'there is no earlier deployment to go back to: this is its first release',
    };
  }
  const { deployment: to, why: reason, release } = target;
  return { action: 'rollback', component, to, reason, ...named(release) };
}

/** Live is neither what was shipped nor what was there before. A rollback that was only half done is no stranger. */
function superseded(component: RestorableComponent, now: string | undefined, history: History): Step {
  const key = componentKey(component);
  if (now !== undefined && history.broughtBack[key]?.includes(now)) {
    const release = releaseOf(key, now, history);
    const reason = `live is ${now}, which an earlier rollback brought back`;
    return { action: 'leave', component, reason, ...(release ? { release } : {}) };
  }
  const reason = `live is ${now ?? 'nothing'}, which is neither what this run shipped (${component.deployment}) nor what was there before (${component.previous ?? 'nothing'}): somebody changed it since`;
  return { action: 'refuse', component, outcome: 'superseded', reason };
}

function databaseStep(component: DatabaseComponent, codeGoesBack: boolean): Step {
  if (component.from === component.to)
    return { action: 'leave', component, reason: 'this release changed nothing in it' };
  const span = `${component.from ?? 'the empty schema'} to ${component.to ?? 'the empty schema'}`;
  if (!codeGoesBack) {
    return {
      action: 'leave',
      component,
      reason: `no code goes back; its schema stays at ${component.to ?? 'nothing'} (from ${span})`,
    };
  }
  if (component.rollback === 'safe') {
    return {
      action: 'leave',
      component,
      reason: `the migrations from ${span} only add, so the earlier code runs on them`,
    };
  }
  const reason = `the migrations from ${span} are "${component.rollback}": the earlier code may not run on this schema, and this version of the action does not change a schema back`;
  return { action: 'refuse', component, outcome: 'blocked', reason };
}

/** The first refusal, which stops the whole plan: a release goes back as one or not at all. */
export function refusalOf(plan: Plan): Extract<Step, { action: 'refuse' }> | undefined {
  return plan.steps.find((step) => step.action === 'refuse');
}

/** Whether the plan changes anything. */
export function changesAnything(plan: Plan): boolean {
  return plan.steps.some((step) => step.action === 'rollback');
}
