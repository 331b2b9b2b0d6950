import type { FilePlace } from '../errors/errors.js';
import { type Locate, mistake, type SuitePlaces } from './places.js';
import type { VersionRule } from './suite.js';
import { type Definitions, pathOfUse, unknownTargetsIn, unsetIn, variablesIn } from './variables.js';

/** What uses variables, and how messages name it. */
export interface User {
  what: string;
  value: unknown;
  /** The part of it that must be filled in: a page that must not show "{{target.x}}" is a check like any other. */
  sent: unknown;
  locate: Locate | undefined;
}

/**
 * A request without its password is refused, and that would speak against the release. Throws InputError for a variable of
 * the environment that is not set, and for the address of a target that there is not.
 */
export function refuseUnset(user: User, defined: Definitions, places: SuitePlaces | undefined): void {
  const { what, value, sent, locate } = user;
  const [name] = unsetIn(value, defined);
  if (name !== undefined) {
    throw mistake(
      placeOfEnvironment(user, name, defined, places),
      `${what} uses {{env.${name}}}, but ${name} is not set or empty.`,
      `Give it under "env:" of this step, such as ${name}: \${{ secrets.${name} }}; pull requests from forks get no secrets, so skip the check there by a tag.`,
    );
  }
  const [target] = unknownTargetsIn(sent, defined);
  if (target === undefined) return;
  throw mistake(
    locate?.(pathOfUse(sent, `target.${target}`)),
    `${what} uses {{target.${target}}}, but there is no target of that name.`,
    `Write the name of a target that is given: ${defined.targets?.map((one) => `"${one}"`).join(', ')}.`,
  );
}

/**
 * The same for what proves the version: a placeholder that is sent or expected as it is written fails every release.
 * Throws InputError also for a variable that only a check captures, since no check is made before. A rule that
 * expects nothing is not asked.
 */
export function refuseUnsetInRules(
  rules: readonly VersionRule[],
  { expectVersion, ...defined }: Definitions & { expectVersion: string | undefined },
  places: SuitePlaces | undefined,
): void {
  for (const [index, { path, expect }] of rules.entries()) {
    if (expect === undefined && expectVersion === undefined) continue;
    const what = `The version rule for ${path}`;
    const locate = places?.version[index];
    const value = { path, expect };
    const name = variablesIn(value).find((one) => !Object.hasOwn(defined.variables, one));
    if (name !== undefined) {
      throw mistake(
        locate?.(pathOfUse(value, name)),
        `${what} uses {{${name}}}, which the suite does not give under "variables".`,
        "Write it there, or use {{env.NAME}} for a variable of the step's environment; what checks capture is not known yet when the version is asked for.",
      );
    }
    refuseUnset({ what, value, sent: value, locate }, defined, places);
  }
}

/** In what uses it, or in the suite's variable that hands it on. */
function placeOfEnvironment(
  { value, locate }: User,
  name: string,
  { variables }: Definitions,
  places: SuitePlaces | undefined,
): FilePlace | undefined {
  const path = pathOfUse(value, `env.${name}`);
  if (path) return locate?.(path);
  const carrier = variablesIn(value).find((one) => pathOfUse(variables[one], `env.${name}`) !== undefined);
  return (carrier === undefined ? undefined : places?.setting(['variables', carrier])) ?? locate?.();
}
