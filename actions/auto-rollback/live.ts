import { InputError, PlatformError } from '../../src/errors/errors.js';
import {
  type Component,
  componentKey,
  type DatabaseComponent,
  servedOf,
} from '../../src/release/component.js';
import type { LiveDeployments } from './plan.js';
import type {
  ComponentPlatform,
  DatabasePlatform,
  Platforms,
  Restorability,
  RestorableComponent,
} from './platforms/platform.js';
import { chooseTarget, type History } from './target.js';

/** Asks every platform what is live. Throws InputError when a component's platform has no token, PlatformError when it cannot be asked. */
export async function readLive(
  components: readonly Component[],
  platforms: Platforms,
): Promise<LiveDeployments> {
  const live = servedOf(components).map(
    async (component) => [component, await platformOf(component, platforms).look(component)] as const,
  );
  return new Map(await Promise.all(live));
}

/** What is strange is looked at again once it is known where this run would go: it may be an earlier attempt's same way. */
export async function lookAgain(
  live: LiveDeployments,
  history: History,
  platforms: Platforms,
): Promise<LiveDeployments> {
  const again = servedOf([...live.keys()]).map(async (component) => {
    const view = live.get(component) ?? { live: undefined };
    const target = chooseTarget(component, history);
    const to = target?.deployment;
    const isKnown = [component.deployment, component.previous ?? undefined, to].includes(view.live);
    // A release of its own brings nothing back, also where its program is the same.
    const isTold = [history.broughtBack, history.shipped].some((told) =>
      told?.[componentKey(component)]?.includes(view.live ?? ''),
    );
    if (target === undefined || (!view.underWay && (isKnown || isTold))) return [component, view] as const;
    const back = { deployment: target.deployment, commit: target.commit };
    return [component, await platformOf(component, platforms).look(component, back)] as const;
  });
  return new Map(await Promise.all(again));
}

/** Where a component would go back to if that is what was live before, and whether it can; asked before it is known. */
export type Ahead = ReadonlyMap<Component, { to: string; found: Restorability }>;

/**
 * Asks, while the records are still being read, whether what is live as this run shipped it could go back to what was
 * there before: mostly that is where it goes. What cannot be asked is asked again once it is known.
 */
export async function readAhead(live: LiveDeployments, platforms: Platforms): Promise<Ahead> {
  const asked = servedOf([...live.keys()]).map(async (component) => {
    const { deployment, previous: to } = component;
    const view = live.get(component);
    if (!to || to === deployment || view?.live !== deployment || view.underWay || view.pinned) return [];
    try {
      const found = await platformOf(component, platforms).restorable(component, to, undefined);
      return [[component, { to, found }] as const];
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return [];
    }
  });
  return new Map((await Promise.all(asked)).flat());
}

/** Asks whether each component that is to go back still can, unless that is known. Throws as `readLive`. */
export async function readRestorability(
  components: readonly RestorableComponent[],
  history: History,
  { platforms, ahead }: { platforms: Platforms; ahead: Ahead | undefined },
): Promise<ReadonlyMap<Component, Restorability>> {
  const asked = components.map(async (component) => {
    const { deployment: to, commit } = chooseTarget(component, history) ?? {};
    if (to === undefined || to === component.deployment) return [];
    const told = ahead?.get(component);
    // A way by the commit can be told only once the commit is known.
    if (told?.to === to && told.found.way !== undefined) return [[component, told.found] as const];
    const platform = platformOf(component, platforms);
    return [[component, await platform.restorable(component, to, commit)] as const];
  });
  return new Map((await Promise.all(asked)).flat());
}

/** Asks the databases whose schema must change where they are; none without an address. */
export async function readSchemas(
  components: readonly Component[],
  { database }: Platforms,
): Promise<ReadonlyMap<DatabaseComponent, string | null>> {
  const live = new Map<DatabaseComponent, string | null>();
  for (const component of components) {
    if (!database || component.kind !== 'database' || component.from === component.to) continue;
    if (component.rollback === 'downgrade' || component.rollback === 'restore')
      live.set(component, await database.look(component));
  }
  return live;
}

/** Those whose ways down were begun and stopped between two of them. */
export async function readHalfDown(
  schemas: ReadonlyMap<DatabaseComponent, string | null>,
  { database }: Platforms,
): Promise<ReadonlySet<DatabaseComponent>> {
  const found = new Set<DatabaseComponent>();
  for (const [component, now] of schemas) {
    if (component.rollback !== 'downgrade' || now === component.from || now === component.to) continue;
    if (await database?.isHalfDown?.(component)) found.add(component);
  }
  return found;
}

/** Why undo points cannot be restored from here, for those that the plan may need. */
export function lackingUndoPoints(
  components: readonly Component[],
  { database }: Platforms,
): ReadonlyMap<DatabaseComponent, string> {
  return new Map(
    components.flatMap((component) => {
      if (component.kind !== 'database' || component.rollback !== 'restore') return [];
      const lack = component.backup === null ? undefined : database?.lacks?.(component);
      return lack === undefined ? [] : [[component, lack] as const];
    }),
  );
}

/** The platform a component lives on. Throws InputError naming the token that is missing. */
export function platformOf(component: RestorableComponent, platforms: Platforms): ComponentPlatform {
  const platform = platforms[component.kind];
  if (platform) return platform;
  const input = component.kind === 'railway' ? 'railway-token' : 'vercel-token';
  throw new InputError(
    `The component "${component.name}" is on ${component.kind === 'railway' ? 'Railway' : 'Vercel'}, but the input "${input}" is missing, so it can neither be looked at nor taken back.`,
    {
      fix: `Give "${input}" to this step; the release is as it was.`,
    },
  );
}

/** The database a component is. Throws InputError naming the input that is missing. */
export function databaseOf({ name }: DatabaseComponent, { database }: Platforms): DatabasePlatform {
  if (database) return database;
  throw new InputError(`The schema of "${name}" is to change, but the input "database-url" is missing.`, {
    fix: 'Give "database-url" to this step; the schema is as it was.',
  });
}
