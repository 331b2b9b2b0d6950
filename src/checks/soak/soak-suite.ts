import { askerOf } from '../kinds/http/asker.js';
import { thresholdsOf } from '../kinds/http/sample-many.js';
import { type HttpCheck, isLight } from '../kinds/http/spec.js';
import type { CheckContext, Target } from '../kinds/kind.js';
import type { NamedCheck } from '../targets.js';
import { variablesIn } from '../variables.js';
import { type Ask, runSoak, type SoakCheck, type SoakPlan, type SoakResult } from './soak.js';

/** What to soak, and beside what. */
export interface SuiteSoak extends SoakPlan {
  /** Addresses of the previous deployments by target name. */
  baselines: Readonly<Record<string, string>>;
}

/** What a soak takes from the suite it follows. */
export interface SuiteSoakDeps {
  /** Shared by all checks; the target and the deadline are each check's own. */
  context: Omit<CheckContext, 'target' | 'deadline'>;
  /** Fills in what earlier checks captured. */
  fill: <Value>(value: Value) => Value;
  reachesElse: () => Promise<boolean | undefined>;
}

/** Slower than this, each request gets a connection of its own, as a new visitor's would. */
const freshFromMs = 1_000;

/**
 * The checks of a suite that can be asked again and again: requests that change nothing and block. Where the suite
 * cleans up after itself, those that use what it captured are left out: it may be gone by now.
 */
export function soakable(checks: readonly NamedCheck[]): (NamedCheck & HttpCheck)[] {
  const cleans = checks.some(({ cleanup }) => cleanup);
  const captured = checks.flatMap((check) => Object.keys(('capture' in check && check.capture) || {}));
  const mayBeGone = (check: NamedCheck) =>
    cleans && variablesIn(check).some((name) => captured.includes(name));
  return checks.filter(
    (check): check is NamedCheck & HttpCheck =>
      check.kind === 'http' &&
      isLight(check.method) &&
      check.level === 'block' &&
      check.soak &&
      !check.cleanup &&
      !mayBeGone(check),
  );
}

/**
 * Keeps asking the light checks of a suite that has passed, each beside the previous deployment where its address is
 * known. Throws InputError when a check cannot be made, CancelledError.
 */
export async function soakSuite(
  plan: SuiteSoak,
  checks: readonly NamedCheck[],
  deps: SuiteSoakDeps,
): Promise<SoakResult> {
  const { clock, log, signal } = deps.context;
  const all = await Promise.all(soakable(checks).map((check) => soakCheckOf(check, plan, deps)));
  if (all.length === 0) {
    const reason =
      'there is nothing to soak: no check is a GET, HEAD or OPTIONS request of level block without "soak: false"';
    return { verdict: 'inconclusive', reason, durationMs: 0, checks: [] };
  }
  return runSoak(plan, all, { clock, log, signal, reachesElse: deps.reachesElse });
}

async function soakCheckOf(
  check: NamedCheck & HttpCheck,
  plan: SuiteSoak,
  { context, fill }: SuiteSoakDeps,
): Promise<SoakCheck> {
  const target = context.targets.get(check.target);
  if (!target) throw new Error(`The target ${check.target} was not looked up.`);
  const filled = fill(check);
  const baseline = plan.baselines[check.target];
  const askFor = async (of: Target): Promise<Ask> => {
    const manner = {
      connection: plan.intervalMs >= freshFromMs ? ('fresh' as const) : ('kept' as const),
      poolSize: plan.concurrency,
    };
    return (await askerOf(filled, { ...context, target: of, deadline: Number.POSITIVE_INFINITY }, manner))
      .ask;
  };
  return {
    name: check.name,
    target: check.target,
    ask: await askFor(target),
    ...(baseline === undefined ? {} : { askBaseline: await askFor({ ...target, base: baseline }) }),
    thresholds: thresholdsOf(check.thresholds),
  };
}
