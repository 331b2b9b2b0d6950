import { type Shard, shardOf } from '../release/shard.js';
import { type Locate, mistake, type SuitePlaces } from './places.js';
import type { Check } from './suite.js';
import type { NamedCheck } from './targets.js';
import { refuseUnset } from './unset.js';
import { type Definitions, pathOfUse, variablesIn } from './variables.js';

/** A check with the places (in the suite's order) of those that must hold before it. */
export interface PlannedCheck {
  index: number;
  check: NamedCheck;
  needs: readonly number[];
}

/** Which checks are meant, by their tags (both empty means all), and which part of those. */
export interface TagFilter {
  only: readonly string[];
  skip: readonly string[];
  /** The part of a runner that shares them with others; undefined for all. */
  shard?: Shard;
}

/**
 * The checks to make, each with what it waits for: what it names under `needs`, and the check that captures a variable it
 * uses. What a chosen check needs is chosen too. Throws InputError for a need or a variable that nothing gives, and for
 * checks that wait for each other.
 */
export function planChecks(
  checks: readonly NamedCheck[],
  { tags, ...defined }: Definitions & { tags: TagFilter },
  places?: SuitePlaces,
): PlannedCheck[] {
  const planned = checks.map((check, index) => {
    const one = { check, index, locate: places?.checks[index] };
    const needs = [...namedNeeds(one, checks), ...variableNeeds(one, checks, defined.variables)];
    return { index, check, needs: [...new Set(needs)] };
  });
  refuseCircles(planned, places);
  const made = partOf(chosen(planned, tags), tags.shard);
  for (const { check, index } of made) {
    const what = `The check "${check.name}"`;
    const locate = places?.checks[index];
    refuseUnset({ what, value: check, sent: sentBy(check), locate }, defined, places);
  }
  return made;
}

/**
 * The checks that can be made where nobody said which version is expected, and the others: a number asked for
 * "{{version}}" as it is written is nobody's, and would pass. What needs one of these goes with it.
 */
export function withoutVersion(
  planned: readonly PlannedCheck[],
  variables: Record<string, string>,
): { planned: PlannedCheck[]; leftOut: NamedCheck[] } {
  const uses = (value: unknown) => pathOfUse(value, 'version') !== undefined;
  const lost = new Set<number>();
  for (const { check, index } of planned)
    if (uses(check) || variablesIn(check).some((name) => uses(variables[name]))) lost.add(index);
  for (let before = -1; before !== lost.size; ) {
    before = lost.size;
    for (const { index, needs } of planned) if (needs.some((need) => lost.has(need))) lost.add(index);
  }
  const leftOut = planned.filter(({ index }) => lost.has(index)).map(({ check }) => check);
  return { planned: planned.filter(({ index }) => !lost.has(index)), leftOut };
}

interface Written {
  check: NamedCheck;
  index: number;
  locate: Locate | undefined;
}

function namedNeeds({ check, locate }: Written, checks: readonly NamedCheck[]): number[] {
  return check.needs.flatMap((name, at) => {
    const found = checks.flatMap((one, index) => (one.name === name ? [index] : []));
    if (found.length > 0) return found;
    throw mistake(
      locate?.(['needs', at]),
      `The check "${check.name}" needs "${name}", but no check has that name.`,
      `Write the name of another check as it stands there: ${checks.map((one) => `"${one.name}"`).join(', ')}.`,
    );
  });
}

function variableNeeds(
  { check, index, locate }: Written,
  checks: readonly NamedCheck[],
  variables: Record<string, string>,
): number[] {
  const sent = sentBy(check);
  return variablesIn(check).flatMap((name) => {
    if (Object.hasOwn(variables, name)) return [];
    const makers = checks.flatMap((one, at) => (capturesOf(one).includes(name) && at !== index ? [at] : []));
    // A value may be captured anew: what counts is the last time before this check.
    const maker = makers.filter((at) => at < index).at(-1) ?? makers[0];
    if (maker !== undefined) return [maker];
    // A page that must not show "{{title}}" is a check like any other.
    if (!variablesIn(sent).includes(name)) return [];
    throw mistake(
      locate?.(pathOfUse(sent, name)),
      `The check "${check.name}" uses {{${name}}}, which no check captures.`,
      `Capture it in another check ("capture: { ${name}: $.path }"), write it under "variables", or use {{env.NAME}} for a variable of the step's environment.`,
    );
  });
}

/** What a check does, without what it expects. */
function sentBy(check: NamedCheck): object {
  return { ...check, expect: undefined };
}

/** Names of the variables a check captures. */
export function capturesOf(check: Check): string[] {
  return 'capture' in check && check.capture ? Object.keys(check.capture) : [];
}

function refuseCircles(planned: readonly PlannedCheck[], places: SuitePlaces | undefined): void {
  const state = new Map<number, 'open' | 'done'>();
  const visit = (index: number, way: readonly number[]): void => {
    if (state.get(index) === 'done') return;
    if (state.get(index) === 'open') {
      const names = [...way.slice(way.indexOf(index)), index].map((at) => `"${planned[at]?.check.name}"`);
      throw mistake(
        places?.checks[index]?.(['needs']),
        `Checks wait for each other: ${names.join(' needs ')}.`,
        'Take one of these needs away, or capture the variable in a check of its own.',
      );
    }
    state.set(index, 'open');
    for (const need of planned[index]?.needs ?? []) visit(need, [...way, index]);
    state.set(index, 'done');
  };
  for (const { index } of planned) visit(index, []);
}

/**
 * A runner's part, with what its checks need. A clean-up goes where all that it needs is made; one that needs nothing is for
 * the first part.
 */
function partOf(planned: readonly PlannedCheck[], shard: Shard | undefined): PlannedCheck[] {
  if (!shard) return [...planned];
  const checks = planned.filter(({ check }) => !check.cleanup);
  const places = new Map(checks.map(({ index }, place) => [index, place]));
  const needs = checks.map((one) => one.needs.flatMap((need) => places.get(need) ?? []));
  const mine = shardOf(needs, shard);
  const kept = new Set(checks.filter((_, place) => mine.has(place)).map(({ index }) => index));
  return planned.filter(({ index, check, needs: before }) =>
    check.cleanup && before.length > 0
      ? before.every((need) => kept.has(need))
      : kept.has(index) || (check.cleanup && shard.index === 1),
  );
}

function chosen(planned: readonly PlannedCheck[], { only, skip }: TagFilter): PlannedCheck[] {
  const meant = ({ check }: PlannedCheck) =>
    (only.length === 0 || check.cleanup || check.tags.some((tag) => only.includes(tag))) &&
    !check.tags.some((tag) => skip.includes(tag));
  const kept = new Set<number>();
  const keep = (index: number): void => {
    if (kept.has(index)) return;
    kept.add(index);
    for (const need of planned[index]?.needs ?? []) keep(need);
  };
  // A clean-up is no reason to make what it cleans up.
  for (const one of planned) if (meant(one)) one.check.cleanup ? kept.add(one.index) : keep(one.index);
  return planned.filter(({ index }) => kept.has(index));
}
