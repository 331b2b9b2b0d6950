import { InputError } from '../../src/errors/errors.js';
import { type Component, componentKey } from '../../src/release/component.js';

/** Lines of names (or kinds) of components: those of one line go side by side, each line after the one before. */
export type Order = readonly (readonly string[])[];

/** Flags are the fastest way back; the schema goes before the code that uses it, and what is called before who calls. */
const usual: Record<Component['kind'], number> = { flag: 0, database: 1, railway: 2, vercel: 3 };

/**
 * What each component's step waits for, by key. Without anything else it waits for all of the kinds before its own; `order`
 * changes that, and a component that says what it `needs` waits for those, flags and databases only. Throws InputError when
 * components need each other in a circle.
 */
export function waitsOf(components: readonly Component[], order: Order): Map<string, string[]> {
  const ranked = components.map((component) => ({ component, rank: rankOf(component, order) }));
  const waits = new Map(
    ranked.map(({ component, rank }) => {
      const needs = component.kind === 'database' ? undefined : component.needs;
      const before = ranked.filter((other) =>
        other.component === component
          ? false
          : needs === undefined
            ? other.rank < rank
            : needs.includes(other.component.name) || isFirst(other.component, component),
      );
      return [componentKey(component), before.map((other) => componentKey(other.component))] as const;
    }),
  );
  refuseCircles(waits);
  return waits;
}

/** The components so that each stands after all that it waits for, and otherwise as they came. */
export function sortedByWaits(
  components: readonly Component[],
  waits: ReadonlyMap<string, readonly string[]>,
): Component[] {
  const depth = (key: string): number =>
    Math.max(0, ...(waits.get(key) ?? []).map((before) => depth(before) + 1));
  return components
    .map((component) => ({ component, depth: depth(componentKey(component)) }))
    .sort((a, b) => a.depth - b.depth || usual[a.component.kind] - usual[b.component.kind])
    .map(({ component }) => component);
}

function isFirst(other: Component, component: Component): boolean {
  return usual[other.kind] < usual.railway && usual[other.kind] < usual[component.kind];
}

/** What `order` does not name: flags and databases before all that it names, the rest behind. */
function rankOf({ name, kind }: Component, order: Order): number {
  const line = order.findIndex((names) => names.includes(name) || names.includes(kind));
  if (line >= 0) return line;
  return usual[kind] < usual.railway ? usual[kind] - 2 : order.length + usual[kind];
}

function refuseCircles(waits: ReadonlyMap<string, readonly string[]>): void {
  const visit = (key: string, path: readonly string[]): void => {
    if (path.includes(key))
      throw new InputError(`The components need each other in a circle: ${[...path, key].join(' needs ')}.`, {
        fix: 'Take one of the "needs" out of the records, or say the order with "order".',
      });
    for (const before of waits.get(key) ?? []) visit(before, [...path, key]);
  };
  for (const key of waits.keys()) visit(key, []);
}
