import { InputError } from '../../src/errors/errors.js';
import { type Component, componentKey, type ServedComponent, servedOf } from '../../src/release/component.js';
import {
  type Bad,
  databasesCrossed,
  lastVerified,
  newestComponents,
  type PastRelease,
  type PastRollback,
  releaseOfDeployment,
  verifiedAt,
} from '../../src/release/past.js';
import type { Deps } from './deps.js';
import { enoughFor, historyOf, type Known, readKnown } from './history.js';
import type { Inputs } from './inputs.js';
import { type Ahead, readAhead, readLive } from './live.js';
import { notRecorded, notVerified, unknownRelease } from './messages.js';
import type { LiveDeployments } from './plan.js';
import { asRecorded, recordedBefore, rollbacksOfRun, type Subject } from './subject.js';
import { chooseTarget, type History } from './target.js';

/** Everything that is known before a plan is made. */
export interface Situation {
  subject: Subject;
  live: LiveDeployments;
  known: Known;
  history: History;
  /** What was asked before the history was known; undefined when nothing was. */
  ahead?: Ahead;
  /** What a reader must know besides. */
  notes: string[];
}

/**
 * What this run shipped, with what is live and what is known of the past; asked side by side. The subject gets the name that an
 * earlier attempt recorded it by, also when no platform can be asked. Throws as `readLive`.
 */
export async function situationOf(
  about: { subject: Subject },
  inputs: Inputs,
  deps: Deps,
): Promise<Situation> {
  const { components, commit } = about.subject;
  const looked = readLive(components, deps.platforms);
  const isOwn = recordedBefore(about.subject);
  const bad = { components, commit, isOwn };
  const read = readKnown(deps.github, inputs.environment, enoughAgain(bad), deps.log);
  const recorded = read.then((records) => {
    about.subject = asRecorded(about.subject, records);
    return records;
  });
  const asked = Promise.all([looked, looked.then((now) => readAhead(now, deps.platforms))]);
  // Who is told that a platform gave no answer knows the records all the same.
  await Promise.allSettled([recorded, asked]);
  const [known, [live, ahead]] = await Promise.all([recorded, asked]);
  const { subject } = about;
  const verified = lastVerified(known.past, known.rollbacks, bad);
  const history = historyOf(known, verified, { own: subject.earlier?.rollbacks });
  return { subject, live, known, history, ahead, notes: notesOn(components) };
}

/** The release under the name that an earlier attempt recorded it by, for whoever asks no platform. */
export async function recordedSubject(
  subject: Subject,
  { environment }: Pick<Inputs, 'environment'>,
  { github, context, log }: Pick<Deps, 'github' | 'context' | 'log'>,
): Promise<Subject> {
  if (!github || Number(context.runAttempt) < 2) return subject;
  const isOwn = recordedBefore(subject);
  const enough = (past: readonly PastRelease[]) => past.some((one) => isOwn(one) && one.end !== 'unread');
  return asRecorded(subject, await readKnown(github, environment, { enough, matters: isOwn }, log));
}

/** As much as a way back needs, and what became of the release by an earlier attempt of its run, however many came after it. */
function enoughAgain(bad: Required<Bad>): ReturnType<typeof enoughFor> {
  const { enough, matters } = enoughFor(bad);
  const isUntold = (one: PastRelease) => one.end === 'unread' && matters(one) && bad.isOwn(one);
  return { enough: (past, rollbacks) => enough(past, rollbacks) && !past.some(isUntold), matters };
}

/**
 * What the release records of the environment say is live, for whoever was not told by a run. `nothing` says why there is
 * nothing to act on. Throws InputError for a `to` that names no verified release, and as `readLive`.
 */
export async function recordedSituation(
  inputs: Inputs,
  deps: Deps,
): Promise<Situation | { nothing: string }> {
  const { environment, to } = inputs;
  const matters = (release: PastRelease) => servedOf(release.components).length > 0;
  const enough = (past: readonly PastRelease[]) => to === undefined && isEnough(past);
  const known = await readKnown(deps.github, environment, { enough, matters }, deps.log);
  const newest = known.past.find(matters);
  if (!newest) return { nothing: notRecorded(environment, known.unreadable) };
  if (to !== undefined) return askedSituation(to, known, inputs, deps);
  const { release, commit, components, record } = newest;
  const live = await readLive(components, deps.platforms);
  const verified = lastVerified(known.past, known.rollbacks, { components, commit });
  const own = rollbacksOfRun(known.rollbacks, deps.context).filter(({ from }) => from === release);
  const history = historyOf(known, verified, { own });
  const subject = { release, commit, components, record, ...startedBy(own) };
  return { subject, live, known, history, notes: notesOn(components) };
}

/** What has no way back is said: the release does not go back whole then. */
function notesOn(components: readonly Component[]): string[] {
  return components.flatMap((component) =>
    component.kind === 'vercel' && component.target !== undefined
      ? [
          `${component.name} stays: it was deployed for "${component.target}" on Vercel, where only production goes back. Deploy the earlier commit there.`,
        ]
      : [],
  );
}

function stayNotes(
  components: readonly Component[],
  verified: Readonly<Record<string, unknown>>,
  { release }: PastRelease,
): string[] {
  return components
    .filter((component) => verified[componentKey(component)] === undefined)
    .map(({ name }) => `${name} stays: neither release ${release} nor a verified one before it shipped it.`);
}

function startedBy(rollbacks: readonly PastRollback[] = []): Pick<Subject, 'earlier'> {
  return rollbacks.length > 0 ? { earlier: { wroteRelease: false, rollbacks } } : {};
}

/** A way back that an earlier attempt of this run has recorded. */
interface BegunWay {
  from: PastRelease;
  to: PastRelease;
  rollbacks: readonly PastRollback[];
  /** A component as it was before, where what is live of it was brought back. */
  before(now: ServedComponent): ServedComponent;
}

/**
 * It goes on to where it was going: by now `previous` would be the release before that. Undefined where a newer release than
 * the one it took back is live: then the run was not run again to finish that.
 */
function begunWay(
  { past, rollbacks }: Known,
  live: PastRelease | undefined,
  context: Deps['context'],
): BegunWay | undefined {
  const own = rollbacksOfRun(rollbacks, context);
  const [newest] = own;
  const from = past.find(({ release }) => release === newest?.from);
  const to = past.find(({ release }) => release === newest?.to);
  if (!newest || !from || !to || (live && past.indexOf(live) < past.indexOf(from))) return undefined;
  const shipped = new Map(servedOf(from.components).map((part) => [componentKey(part), part.deployment]));
  const before = (now: ServedComponent): ServedComponent => {
    const key = componentKey(now);
    const deployment = newest.restored[key] === now.deployment ? shipped.get(key) : undefined;
    return deployment === undefined ? now : { ...now, deployment };
  };
  return { from, to, rollbacks: own.filter((one) => one.from === from.release), before };
}

function isEnough(past: readonly PastRelease[]): boolean {
  const newest = past.find(({ components }) => servedOf(components).length > 0);
  if (!newest) return false;
  const { components, commit } = newest;
  return enoughFor({ components, commit }).enough(past, []);
}

/** A person named where to go: what is live is whatever the records know of, and all of it goes there. */
async function askedSituation(
  to: string,
  known: Known,
  { environment, command }: Inputs,
  deps: Deps,
): Promise<Situation> {
  const { past } = known;
  const components = newestComponents(past).map(({ component }) => component);
  const recorded = servedOf(components);
  const live = await readLive(recorded, deps.platforms);
  const owners = recorded.map((component) => ownerOf(component, live, known));
  const newest = past.find((release) => owners.includes(release));
  const begun = command === 'drill' ? undefined : begunWay(known, newest, deps.context);
  const from = begun?.from ?? newest;
  const target = begun?.to ?? findAsked(to, past, from, environment);
  const verified = verifiedAt(past, target, recorded.map(componentKey));
  const going = recorded.flatMap((component, index) => {
    const view = live.get(component);
    const now = view?.live;
    if (verified[componentKey(component)] === undefined || !view) return [];
    // What the records know is what this run was told; a stranger stays one, and stops the plan.
    const told = owners[index] && now !== undefined ? { ...component, deployment: now } : component;
    return [{ told: begun?.before(told) ?? told, view }];
  });
  const { release, commit, record } = from ?? { release: 'unknown', commit: '', record: undefined };
  return {
    subject: {
      release,
      commit,
      record,
      ...startedBy(begun?.rollbacks),
      components: going.map(({ told }) => told),
    },
    live: new Map(going.map(({ told, view }) => [told, view])),
    known,
    history: historyOf(known, verified, { asked: to, own: begun?.rollbacks }),
    notes: [...stayNotes(recorded, verified, target), ...notesOn(components)],
  };
}

/** The release that what is live of a component belongs to; undefined when no record knows it. */
function ownerOf(
  component: ServedComponent,
  live: LiveDeployments,
  { past, rollbacks }: Known,
): PastRelease | undefined {
  const now = live.get(component)?.live;
  return now === undefined ? undefined : releaseOfDeployment(past, rollbacks, component, now);
}

/**
 * The verified release that `to` names; `previous` is the one before `from`. Throws InputError when there is none, saying which
 * there are.
 */
export function findAsked(
  to: string,
  past: readonly PastRelease[],
  from: PastRelease | undefined,
  environment: string,
): PastRelease {
  const all = past.filter(({ end }) => end === 'verified');
  if (to === 'previous') {
    // Migrations that were applied by themselves brought no code that could be gone back to.
    const before = past
      .slice(from ? past.indexOf(from) + 1 : 0)
      .filter(({ components }) => components.some(({ kind }) => kind !== 'database'));
    const found = before.find(({ end, commit }) => end === 'verified' && commit !== from?.commit);
    if (found) return found;
    throw new InputError(`There is no verified release of ${environment} before the one that is live.`, {
      fix: 'Ship a fix, or roll back on the platforms by hand.',
    });
  }
  const named = past.filter(
    ({ release, commit }) => release === to || (to.length >= 7 && commit.startsWith(to)),
  );
  const found = named.find(({ end }) => end === 'verified');
  if (found) return found;
  const [other] = named;
  throw other ? notVerified(to, other, all) : unknownRelease(to, environment, all);
}

/** The components with what their code crosses on its way back: the migrations since the oldest release it goes to. */
export function componentsToMove({ subject, known, history }: Situation): Component[] {
  const { past } = known;
  const served = servedOf(subject.components);
  const targets = served.flatMap((component) => chooseTarget(component, history)?.release?.release ?? []);
  const places = targets.map((release) => past.findIndex((one) => one.release === release));
  const oldest = past[Math.max(-1, ...places)]?.release;
  return [...served, ...databasesCrossed(past, shippedWith({ subject, known }), oldest)];
}

/** What the release shipped, by what this run was told and by its record. */
export function shippedWith({ subject, known: { past } }: Pick<Situation, 'subject' | 'known'>): Component[] {
  const own = past.filter(({ record }) => record === subject.record);
  return [...subject.components, ...own.flatMap(({ components }) => [...components])];
}
