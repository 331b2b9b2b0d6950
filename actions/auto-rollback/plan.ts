import { type Component, componentKey, servedOf } from '../../src/release/component.js';
import { checkFence, type FenceState } from '../../src/release/fence.js';
import { type Order, sortedByWaits, waitsOf } from './order.js';
import type { LiveView, Restorability, RestorableComponent, Way } from './platforms/platform.js';
import { databaseMove, type SchemaFacts, type SchemaMove } from './schema.js';
import {
  chooseTarget,
  type FoundBack,
  type History,
  type ReleaseName,
  releaseOf,
  type Target,
} from './target.js';

interface Common {
  reason: string;
  /** Keys of the components whose steps must have ended well before. */
  after: string[];
}

/** A step that puts a component back. */
export interface RollbackStep extends Common {
  action: 'rollback';
  component: RestorableComponent;
  /** Deployment (or value of a flag) to go back to. */
  to: string;
  /** The commit that was built from; absent when no record says. */
  commit?: string;
  /** How the platform will be asked first. */
  way: Way;
  /** The exact call. */
  call: string;
  /** Milliseconds it takes as a rule; undefined where nobody can tell. */
  estimateMs: number | undefined;
  /** The verified release it is then at; undefined when no record says. */
  release?: ReleaseName;
  /** What an earlier attempt has brought back already: as long as it is live there is nothing to ask for. */
  found?: FoundBack;
}

/** One line of a plan. `rollback`, `downgrade` and `restore` change something. `release` is what is live after it. */
export type Step =
  | RollbackStep
  | (Common & SchemaMove)
  | (Common & { action: 'leave'; component: Component; release?: ReleaseName })
  | (Common & {
      action: 'refuse';
      component: Component;
      outcome: 'superseded' | 'no-target' | 'blocked';
    });

/** What is to be done, each step after all that it waits for. */
export interface Plan {
  steps: Step[];
}

/** What is so of each component that a platform serves. */
export type LiveDeployments = ReadonlyMap<Component, LiveView>;

/** Everything a plan is made of. */
export interface Planning {
  components: readonly Component[];
  live: LiveDeployments;
  history: History;
  /** Whether each component's target is still there; what is not in it is taken to be. */
  restorable?: ReadonlyMap<Component, Restorability>;
  /** What may be done to databases, and where they are. */
  schema?: SchemaFacts;
  order?: Order;
}

/**
 * Makes the plan from what this run shipped, what is live and what is known of the past. Pure: it can be printed without
 * being run. Throws InputError when components need each other in a circle.
 */
export function makePlan(planning: Planning): Plan {
  const { components, live, history } = planning;
  const waits = waitsOf(components, planning.order ?? []);
  // What an earlier attempt of this run has sent back goes back with the schema all the same.
  const going: FenceState[] = planning.schema?.again?.size ? ['holds', 'coming', 'back'] : ['holds'];
  const codeGoesBack = servedOf(components).some(
    (component) => component.kind !== 'flag' && going.includes(fenceOf(component, live, history)),
  );
  const whole = { ...planning, restorable: asOneRelease(planning) };
  const steps = sortedByWaits(components, waits).map((component): Step => {
    const step =
      component.kind === 'database'
        ? databaseMove(component, codeGoesBack, planning.schema)
        : servedStep(component, whole);
    return { ...step, after: waits.get(componentKey(component)) ?? [] };
  });
  return { steps };
}

/**
 * A service whose image is the same in both releases is no obstacle for the others: it goes back with them, so that all are
 * at one release. Where every component is the same program, there is nothing to go back to.
 */
function asOneRelease({ components, restorable }: Planning): ReadonlyMap<Component, Restorability> {
  const told = restorable ?? new Map<Component, Restorability>();
  const sameOf = (component: Component) => {
    const kept = told.get(component);
    return kept?.way === undefined ? kept?.withOthers : undefined;
  };
  if (servedOf(components).every(sameOf)) return told;
  return new Map([...told].map(([component, kept]) => [component, sameOf(component) ?? kept]));
}

/** The fence of one component against what is live. */
export function fenceOf(component: RestorableComponent, live: LiveDeployments, history: History): FenceState {
  const { bringsBack, ...view } = live.get(component) ?? { live: undefined };
  if (isRecordedBack(component, view, history)) return 'back';
  // What a record tells of is no unfinished attempt.
  const isTold = history.broughtBack[componentKey(component)]?.includes(view.live ?? '');
  return checkFence({
    ...view,
    ...(isTold ? {} : { bringsBack }),
    shipped: component.deployment,
    previous: component.previous ?? undefined,
    to: chooseTarget(component, history)?.deployment,
  });
}

/** Whether what is live is what this run's own earlier attempt recorded as brought back. */
function isRecordedBack(component: RestorableComponent, view: LiveView, { foundBack }: History): boolean {
  const found = foundBack?.[componentKey(component)]?.live;
  return found !== undefined && found === view.live && found !== component.deployment && !view.underWay;
}

type Bare<Kind> = Kind extends unknown ? Omit<Kind, 'after'> : never;

function servedStep(component: RestorableComponent, { live, history, restorable }: Planning): Bare<Step> {
  const fence = fenceOf(component, live, history);
  const key = componentKey(component);
  const now = live.get(component)?.live;
  if (fence === 'never-live') {
    const reason = 'this release never took its traffic';
    return { action: 'leave', component, reason, ...named(releaseOf(key, now, history)) };
  }
  if (fence === 'superseded') return superseded(component, live.get(component), history);
  const target = chooseTarget(component, history);
  if (fence === 'back') return alreadyBack(component, live.get(component), target, history);
  if (!target || target.deployment === component.deployment) return noTarget(component, target !== undefined);
  const { deployment: to, why, release, commit } = target;
  if (history.unanswered && fence === 'holds' && component.kind !== 'flag')
    return { action: 'refuse', component, outcome: 'blocked', reason: targetUnknown(component, history) };
  const kept = restorable?.get(component);
  if (kept && kept.way === undefined) {
    const reason = `it cannot go back to ${to}: ${kept.why}. ${kept.fix}`;
    return { action: 'refuse', component, outcome: 'no-target', reason };
  }
  const known = kept ?? {
    way: 'rollback' as const,
    call: `roll back to ${to}`,
    estimateMs: undefined,
    why: '',
  };
  const { way, call, estimateMs } = known;
  const begun = fence === 'coming' ? '; exactly that is under way already and is waited for' : '';
  const built = way === 'rollback' ? '' : `; ${known.why}`;
  const reason = `${why}${built}${begun}`;
  const origin = { ...named(release), ...(commit === undefined ? {} : { commit }) };
  return { action: 'rollback', component, to, way, call, estimateMs, reason, ...origin };
}

/** What an earlier attempt has done: it is proved and recorded as this one's. */
function alreadyBack(
  component: RestorableComponent,
  view: LiveView | undefined,
  target: Target | undefined,
  history: History,
): Bare<Step> {
  const live = view?.live ?? '';
  const recorded = history.foundBack?.[componentKey(component)];
  const found: FoundBack =
    recorded?.live === live ? recorded : { live, assignsDomains: view?.assignsDomains };
  const { deployment: to = live, why = 'recorded', commit } = target ?? {};
  return {
    ...{
      action: 'rollback',
      component,
      to,
      way: 'rollback',
      call: `roll back to ${to}`,
      estimateMs: 0,
      found,
    },
    reason: `${why}; an earlier attempt has brought it back already, as ${live}`,
    ...named(found.release ?? target?.release),
    ...(commit === undefined ? {} : { commit }),
  };
}

/** What was live before may be as bad: a guess could end green on a release that nobody ever verified. */
function targetUnknown({ name, previous }: RestorableComponent, { unreadable }: History): string {
  return `which release of ${name} was verified is not known, because GitHub did not give the release records (${unreadable}); ${previous} was live before, and it is not gone back to by guess`;
}

function named(release: ReleaseName | undefined): { release?: ReleaseName } {
  return release ? { release } : {};
}

function noTarget(component: RestorableComponent, isThere: boolean): Bare<Step> {
  const reason = isThere
    ? 'the only verified deployment is the one that is live: there is nothing earlier to go back to'
    : 'there is no earlier deployment to go back to: this is its first release';
  return { action: 'refuse', component, outcome: 'no-target', reason };
}

/** Live is neither what was shipped nor what was there before. A rollback that was only half done is no stranger. */
function superseded(
  component: RestorableComponent,
  view: LiveView | undefined,
  history: History,
): Bare<Step> {
  const key = componentKey(component);
  const now = view?.live;
  const refuse = (reason: string): Bare<Step> => ({
    ...{ action: 'refuse', component, outcome: 'superseded', reason },
  });
  if (view?.underWay)
    return refuse(
      `${view.underWay.id} is on its way to be live, and this run did not send it: somebody else is at work`,
    );
  const isBack = now !== undefined && history.broughtBack[key]?.includes(now);
  if (now === component.deployment && !isBack)
    return refuse(
      `somebody rolled production back to ${now} and it is pinned there: it is left as they want it`,
    );
  if (isBack) {
    const release = releaseOf(key, now, history);
    return {
      action: 'leave',
      component,
      reason: `live is ${now}, which an earlier rollback brought back`,
      ...named(release),
    };
  }
  return refuse(
    `live is ${now ?? 'nothing'}, which is neither what this run shipped (${component.deployment}) nor what was there before (${component.previous ?? 'nothing'}): somebody changed it since`,
  );
}

/** The first refusal, which stops the whole plan: a release goes back as one or not at all. */
export function refusalOf(plan: Plan): Extract<Step, { action: 'refuse' }> | undefined {
  return plan.steps.find((step) => step.action === 'refuse');
}

/** Whether a step changes anything. */
export function changes(step: Step): boolean {
  return step.action !== 'leave' && step.action !== 'refuse';
}

/** Whether the plan asks a platform for anything: what was brought back already is only proved and recorded. */
export function asksAnything(plan: Plan): boolean {
  return plan.steps.some((step) => changes(step) && !('found' in step) && !('isBack' in step));
}

/** Whether the plan changes anything. */
export function changesAnything(plan: Plan): boolean {
  return plan.steps.some(changes);
}

/** Milliseconds the plan takes as a rule: its longest chain of steps. Steps nobody can tell count as none. */
export function estimateOf({ steps }: Plan): number {
  const ends = new Map<string, number>();
  for (const step of steps) {
    const begin = Math.max(0, ...step.after.map((key) => ends.get(key) ?? 0));
    const own = 'estimateMs' in step ? (step.estimateMs ?? 0) : 0;
    ends.set(componentKey(step.component), begin + own);
  }
  return Math.max(0, ...ends.values());
}
