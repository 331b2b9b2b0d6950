import { InputError } from '../errors/errors.js';
import { oneOf } from '../errors/messages.js';
import type { Suite } from './suite.js';

/** The name of the target that a check or a version rule means. Throws InputError naming the targets there are. */
export function targetNameOf(wanted: string | undefined, what: string, names: readonly string[]): string {
  const [only] = names;
  if (wanted === undefined && only !== undefined && names.length === 1) return only;
  if (wanted !== undefined && names.includes(wanted)) return wanted;
  const got = wanted === undefined ? 'names no target' : `has the target "${wanted}"`;
  throw new InputError(
    `${what} ${got}; the targets given are ${names.map((name) => `"${name}"`).join(', ') || 'none'}.`,
    {
      fix: `Write target: ${oneOf(names) || '<name>'} in the suite, or give the address of the target it means.`,
    },
  );
}

/** A suite with every target named, in the order it was written. Throws InputError for a target that was not given. */
export function withTargets(suite: Suite, targets: Record<string, string>) {
  const names = Object.keys(targets);
  return {
    version: suite.version.map((rule) => ({
      ...rule,
      target: targetNameOf(rule.target, `The version rule for ${rule.path}`, names),
    })),
    checks: suite.checks.map((check) => ({
      ...check,
      target: targetNameOf(check.target, `The check "${check.name}"`, names),
    })),
  };
}

/** The address of a path on a target; the base may have a path of its own. */
export function addressOf(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}
