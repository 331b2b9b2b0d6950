import {
  type Component,
  componentKey,
  type DatabaseComponent,
  type SchemaRollback,
  type ServedComponent,
  schemaRollbacks,
  servedOf,
} from './component.js';
import type { ReleaseState } from './record.js';

/** A release as its record tells it. */
export interface PastRelease {
  /** `<run id>.<attempt>`. */
  release: string;
  commit: string;
  components: readonly Component[];
  /** `unread` = nobody has asked yet what became of it. */
  end: ReleaseState | 'unread';
  /** Id of the record, for whoever adds to it. */
  record: number;
}

/** A rollback as its record tells it. */
export interface PastRollback {
  /** Release that was taken back. */
  from: string;
  /** Release that was live again; null when no record named it. */
  to: string | null;
  /** What was live then, by component key. */
  restored: Readonly<Record<string, string>>;
  /** Whether it was practice: then nobody passed anything over. */
  drill?: boolean | undefined;
  /** Commits that these were built from, by component key, as far as they are known. */
  commits?: Readonly<Record<string, string>> | undefined;
  /** Keys of the components on Vercel whose new production deployments stay staged since then. */
  assignmentOff?: readonly string[] | undefined;
  /** Address of the run that went back, with its attempt. */
  run?: string;
  /** Id of the record, for whoever adds to it. */
  record?: number;
}

/** A component's deployment in a release. */
export interface ReleasedComponent {
  release: string;
  commit: string;
  deployment: string;
  /** Commit it was built from, where that is not the release's. */
  ownCommit?: string;
}

/** What is bad, and must not be gone back to under another name. */
export interface Bad {
  components: readonly Component[];
  /** Commit of the release that is bad; undefined when nobody says. */
  commit: string | undefined;
  /** Tells the bad release's own records, where it may have some. */
  isOwn?: (release: PastRelease) => boolean;
}

/**
 * For each given component, by key, its deployment in the newest release that was verified and shipped it. Skipped are
 * releases that were taken back or failed, that another rollback passed over, those that are newer than the bad one, which may
 * end long after it was replaced, and those whose commit, image or deployment is the bad one's: going there would change
 * nothing and report success. `past` is newest first.
 */
export function lastVerified(
  past: readonly PastRelease[],
  rollbacks: readonly PastRollback[],
  bad: Bad,
): Record<string, ReleasedComponent> {
  const found: Record<string, ReleasedComponent> = {};
  const wanted = new Map(servedOf(bad.components).map((one) => [componentKey(one), one]));
  const badOnes = new Set([...wanted.values()].map(deploymentKey));
  const passedOver = passedOverIn(past, rollbacks);
  const newer = new Set(newerThan(past, bad, wanted));
  for (const one of past) {
    const { components, end, release, commit } = one;
    const parts = servedOf(components);
    if (end === 'rolled-back') for (const part of parts) badOnes.add(deploymentKey(part));
    if (end !== 'verified' || newer.has(one) || parts.some((part) => badOnes.has(deploymentKey(part))))
      continue;
    for (const part of parts) {
      const key = componentKey(part);
      const mine = wanted.get(key);
      if (!mine || passedOver.has(`${key} ${release}`)) continue;
      if (isSame({ ...part, commit: part.commit ?? commit }, mine, bad.commit)) continue;
      found[key] = released(part, { release, commit });
      wanted.delete(key);
    }
  }
  return found;
}

/**
 * All that was recorded since the bad release's own record, or since one that was shipped over it; but nothing since what was
 * live before it, for whoever puts an old deployment on again.
 */
function newerThan(
  past: readonly PastRelease[],
  { isOwn }: Bad,
  wanted: ReadonlyMap<string, ServedComponent>,
): readonly PastRelease[] {
  const isOver = (later: ServedComponent | undefined, earlier: ServedComponent | undefined) =>
    // A flag's value comes again. A promotion may see what it promotes as what was there before.
    later?.kind !== 'flag' &&
    later?.previous !== later?.deployment &&
    later?.previous === earlier?.deployment;
  const ships =
    (isSo: (part: ServedComponent, bad: ServedComponent | undefined) => boolean) => (one: PastRelease) =>
      servedOf(one.components).some((part) => isSo(part, wanted.get(componentKey(part))));
  const isNewer = ships((part, bad) => isOver(part, bad));
  const before = past.findIndex(ships((part, bad) => isOver(bad, part)));
  const newer = past.slice(0, before < 0 ? past.length : before);
  return newer.slice(0, newer.findLastIndex((one) => isOwn?.(one) || isNewer(one)) + 1);
}

function released(
  { deployment, commit }: ServedComponent,
  release: Pick<ReleasedComponent, 'release' | 'commit'>,
): ReleasedComponent {
  return { ...release, deployment, ...(commit === undefined ? {} : { ownCommit: commit }) };
}

/** A flag's value comes again in good releases, so it says nothing against one. */
function deploymentKey(part: ServedComponent): string {
  return part.kind === 'flag' ? '' : `${componentKey(part)} ${part.deployment}`;
}

/** Whether two deployments are one program. A flag is what its value is, whatever the commit. */
function isSame(part: ServedComponent, bad: ServedComponent, badCommit: string | undefined): boolean {
  if (part.kind === 'flag') return part.deployment === bad.deployment;
  if (part.image !== undefined && bad.image !== undefined) return part.image === bad.image;
  return part.commit !== undefined && part.commit === (bad.commit ?? badCommit);
}

/** Whoever went back behind a release did not want it: `key release` of everything between a rollback's two ends. */
function passedOverIn(past: readonly PastRelease[], rollbacks: readonly PastRollback[]): Set<string> {
  const place = new Map(past.map(({ release }, index) => [release, index]));
  const over = new Set<string>();
  for (const { from, to, restored, drill } of rollbacks) {
    if (drill) continue;
    const newest = place.get(from);
    const oldest = to === null ? undefined : place.get(to);
    if (newest === undefined || oldest === undefined) continue;
    for (const { release } of past.slice(newest, oldest))
      for (const key of Object.keys(restored)) over.add(`${key} ${release}`);
  }
  return over;
}

/**
 * The newest release of code that was verified and that nobody has gone back behind; undefined when there is none. `past` is
 * newest first.
 */
export function newestVerified(
  past: readonly PastRelease[],
  rollbacks: readonly PastRollback[],
): PastRelease | undefined {
  const passedOver = passedOverIn(past, rollbacks);
  return past.find(
    ({ end, components, release }) =>
      end === 'verified' &&
      components.some(({ kind }) => kind !== 'database') &&
      !components.some((part) => passedOver.has(`${componentKey(part)} ${release}`)),
  );
}

/**
 * The newest word on each component of an environment: the release that shipped it last. `past` is newest first. Databases
 * are those of the newest release that has one.
 */
export function newestComponents(past: readonly PastRelease[]): { component: Component; of: PastRelease }[] {
  const found = new Map<string, { component: Component; of: PastRelease }>();
  for (const of of past) {
    for (const component of of.components) {
      const key = componentKey(component);
      if (!found.has(key)) found.set(key, { component, of });
    }
  }
  return [...found.values()];
}

/**
 * The release that a deployment belongs to: the one that shipped it, or the one a rollback brought back with it. Undefined
 * when no record names it.
 */
export function releaseOfDeployment(
  past: readonly PastRelease[],
  rollbacks: readonly PastRollback[],
  component: ServedComponent,
  deployment: string,
): PastRelease | undefined {
  const key = componentKey(component);
  const shipped = past.find(({ components }) =>
    servedOf(components).some((part) => componentKey(part) === key && part.deployment === deployment),
  );
  if (shipped) return shipped;
  const back = rollbacks.find(({ restored }) => restored[key] === deployment);
  return past.find(({ release }) => release === back?.to);
}

/**
 * All that was done to a database since a release: the migrations of the releases after it, as one. A release whose
 * migrations were taken back does not link to the one after it and is left out. `past` is newest first.
 */
function migrationsSince(
  past: readonly PastRelease[],
  newest: DatabaseComponent,
  since: string | undefined,
): DatabaseComponent {
  let all = newest;
  if (since === undefined) return all;
  for (const { release, components } of past) {
    if (release === since) break;
    const earlier = components.find(
      (part): part is DatabaseComponent => part.kind === 'database' && part.name === newest.name,
    );
    if (!earlier || earlier.to !== all.from || earlier.from === earlier.to) continue;
    // The newest state's own undo point is of no use for a way back beyond it.
    all = {
      ...all,
      from: earlier.from,
      rollback: worse(all.rollback, earlier.rollback, all),
      backup: earlier.backup,
    };
  }
  return all;
}

/** The harder of two ways back; a span in which nothing was changed is no obstacle. */
function worse(one: SchemaRollback, other: SchemaRollback, of: DatabaseComponent): SchemaRollback {
  if (of.from === of.to) return other;
  return schemaRollbacks.indexOf(one) > schemaRollbacks.indexOf(other) ? one : other;
}

/** The deployments of the components as they were at a release: each one's in the newest verified release from it on back. */
export function verifiedAt(
  past: readonly PastRelease[],
  release: PastRelease,
  keys: readonly string[],
): Record<string, ReleasedComponent> {
  const found: Record<string, ReleasedComponent> = {};
  for (const { end, components, release: name, commit } of past.slice(past.indexOf(release))) {
    if (end !== 'verified') continue;
    for (const part of servedOf(components)) {
      const key = componentKey(part);
      if (keys.includes(key)) found[key] ??= released(part, { release: name, commit });
    }
  }
  return found;
}

/**
 * The databases that code going back to a release crosses: those of the given components and of every release since, each
 * with all its migrations since as one. `past` is newest first.
 */
export function databasesCrossed(
  past: readonly PastRelease[],
  components: readonly Component[],
  since: string | undefined,
): DatabaseComponent[] {
  const found = new Map<string, DatabaseComponent>();
  const at = past.findIndex(({ release }) => release === since);
  const between = at < 0 ? [] : past.slice(0, at).flatMap((one) => one.components);
  for (const component of [...components, ...between]) {
    if (component.kind !== 'database' || found.has(component.name)) continue;
    found.set(component.name, migrationsSince(past, component, at < 0 ? undefined : since));
  }
  return [...found.values()];
}
