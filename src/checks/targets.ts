import type { FilePlace } from '../errors/errors.js';
import { oneOf } from '../errors/messages.js';
import { kindOf } from './kinds/index.js';
import type { Target } from './kinds/kind.js';
import { type Locate, mistake, type SuitePlaces } from './places.js';
import type { Check, Suite } from './suite.js';
import { isVercelHost } from './transport/protection.js';

/** The name of the target that a check or a version rule means. Throws InputError naming the targets there are. */
function targetNameOf(
  wanted: string | undefined,
  what: string,
  names: readonly string[],
  locate: Locate | undefined,
): string {
  const [only] = names;
  if (wanted === undefined && only !== undefined && names.length === 1) return only;
  if (wanted !== undefined && names.includes(wanted)) return wanted;
  const got = wanted === undefined ? 'names no target' : `has the target "${wanted}"`;
  throw mistake(
    locate?.(['target']),
    `${what} ${got}; the targets given are ${names.map((name) => `"${name}"`).join(', ') || 'none'}.`,
    `Write target: ${oneOf(names) || '<name>'} in the suite, or give the address of the target it means.`,
  );
}

/**
 * Every target of a run: those the caller gave, then those the suite has an address of its own for. Throws InputError for
 * what is no address.
 */
export function targetsOf(
  suite: Suite,
  given: Record<string, string>,
  { vercelTargets = [], places }: { vercelTargets?: readonly string[]; places?: SuitePlaces } = {},
): Map<string, Target> {
  const own = Object.entries(suite.targets ?? {}).flatMap(([name, { url }]) =>
    url === undefined ? [] : ([[name, url]] as const),
  );
  const addresses = new Map([...own, ...Object.entries(given)]);
  const targets = [...addresses].map(([name, url]) => {
    const base = checkedBase(
      name,
      url,
      given[name] === undefined ? places?.setting(['targets', name, 'url']) : undefined,
    );
    const marked = suite.targets?.[name]?.vercel;
    const vercel = marked ?? (vercelTargets.includes(name) || isVercelHost(base));
    return [name, { name, base, vercel }] as const;
  });
  return new Map(targets);
}

function checkedBase(name: string, url: string, place: FilePlace | undefined): string {
  const base = url.replace(/\/+$/, '');
  if (URL.canParse(base) && /^https?:$/.test(new URL(base).protocol)) return base;
  throw mistake(
    place,
    `The target "${name}" of the suite has the address "${url}", which is none.`,
    'Write an http:// or https:// address, such as https://app.example.com.',
  );
}

/** A check with its target named. */
export type NamedCheck = Check & { target: string };

/** A suite with every target named, in the order it was written. Throws InputError for a target that was not given. */
export function withTargets(suite: Suite, targets: ReadonlyMap<string, Target>, places?: SuitePlaces) {
  const names = [...targets.keys()];
  return {
    version: suite.version.map((rule, index) => ({
      ...rule,
      target: targetNameOf(rule.target, `The version rule for ${rule.path}`, names, places?.version[index]),
    })),
    checks: suite.checks.map((check, index): NamedCheck => {
      const free = !kindOf(check).usesTarget && check.target === undefined;
      const target = free
        ? (names[0] ?? '')
        : targetNameOf(check.target, `The check "${check.name}"`, names, places?.checks[index]);
      return { ...check, target };
    }),
  };
}
