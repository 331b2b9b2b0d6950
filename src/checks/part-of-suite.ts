import { capturesOf } from './plan.js';
import type { Check, Suite } from './suite.js';
import { unknownTargetsIn, unsetIn, variablesIn } from './variables.js';

/** Where only a part of a suite can be asked: some of its targets, perhaps without the smoke test's environment. */
export interface Surroundings {
  /** Names of the targets there are. */
  targets: readonly string[];
  env: Record<string, string>;
}

/** The checks that can be made, and the names of those left out. */
export interface PartOfSuite {
  checks: Check[];
  leftOut: string[];
}

/**
 * Leaves out checks of targets that are not there (also those that only use the address of one), checks that use a
 * variable the environment does not have or a platform's logs and numbers, and then all that needs one of these: what is left out speaks against nothing.
 */
export function partOfSuite(suite: Suite, { targets, env }: Surroundings): PartOfSuite {
  const here = ({ target }: Check) =>
    target === undefined ? targets.length === 1 : targets.includes(target);
  const able = (check: Check) =>
    here(check) &&
    unsetIn(check, { env, variables: suite.variables ?? {} }).length === 0 &&
    unknownTargetsIn(check, { targets }).length === 0 &&
    !needsPlatform(check);
  let kept = suite.checks.filter(able);
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    kept = kept.filter((check) => hasNeeds(check, kept, suite));
  }
  const leftOut = suite.checks.filter((check) => !kept.includes(check)).map(({ name }) => name);
  return { checks: kept, leftOut };
}

function needsPlatform(check: Check): boolean {
  return check.kind === 'log' || (check.kind === 'metric' && check.railway !== undefined);
}

function hasNeeds(check: Check, kept: readonly Check[], suite: Suite): boolean {
  const captured = (checks: readonly Check[]) => new Set(checks.flatMap(capturesOf));
  const [now, ever] = [captured(kept), captured(suite.checks)];
  const lost = variablesIn(check).some((name) => ever.has(name) && !now.has(name));
  return !lost && check.needs.every((name) => kept.some((one) => one.name === name));
}
