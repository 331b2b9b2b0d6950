import { componentKey, type ServedComponent } from '../../src/release/component.js';
import type { ReleasedComponent } from '../../src/release/past.js';

/** A release as a plan names it. */
export interface ReleaseName {
  /** `<run id>.<attempt>`. */
  release: string;
  commit: string;
}

/** What an attempt that did not see its own end has brought back. */
export interface FoundBack {
  /** The deployment that is live since then. */
  live: string;
  /** The verified release it is at; undefined when no record says. */
  release?: ReleaseName | undefined;
  /** The commit it was built from; undefined when nobody says. */
  commit?: string | undefined;
  /** Whether Vercel's domains still follow new deployments by themselves. */
  assignsDomains?: boolean | undefined;
}

/** What is known of the environment's past; everything goes by component key. */
export interface History {
  /** The component's deployment in the newest verified release that shipped it: not every release ships everything. */
  verified: Readonly<Record<string, ReleasedComponent>>;
  /** Deployments that carry that same verified one since a rollback to its release, newest first. */
  restored: Readonly<Record<string, readonly string[]>>;
  /** Deployments that any rollback brought back. */
  broughtBack: Readonly<Record<string, readonly string[]>>;
  /** Deployments that a recorded release shipped. */
  shipped?: Readonly<Record<string, readonly string[]>>;
  /** What this run's own earlier attempt brought back and recorded. */
  foundBack?: Readonly<Record<string, FoundBack>>;
  /** Why the history could not be read; undefined when it could. */
  unreadable: string | undefined;
  /** Whether there may be records all the same: GitHub did not answer. Then nothing may be begun on what is known. */
  unanswered?: boolean;
  /** Set when a person named where to go: then the verified ones are of that release, and there is no other choice. */
  asked?: string | undefined;
}

/** Where a component goes back to, and why there. */
export interface Target {
  deployment: string;
  why: string;
  /** The verified release it belongs to; undefined when no record says. */
  release: ReleaseName | undefined;
  /** The commit it was built from; undefined when no record says. */
  commit?: string | undefined;
}

/**
 * The deployment to go back to: the last *verified* one, not the previous in time. What was live before counts as
 * verified when the record names it, or when a rollback brought it back. Without a readable history the previous one
 * is all there is, and that is said. A flag goes back to the value it had: values are not built, so none is lost.
 */
export function chooseTarget(component: ServedComponent, history: History): Target | undefined {
  const { previous } = component;
  const key = componentKey(component);
  const verified = history.verified[key];
  if (component.kind === 'flag' && history.asked === undefined)
    return { deployment: previous ?? 'false', why: 'the value it had before', release: undefined };
  if (verified) {
    const commit = verified.ownCommit ?? verified.commit;
    return { ...verifiedTarget(previous, verified, history.restored[key] ?? [], history.asked), commit };
  }
  if (!previous) return undefined;
  const why = history.unreadable
    ? `live before this run; whether it was verified is not known (${history.unreadable})`
    : 'live before this run; no verified release is recorded for it';
  return { deployment: previous, why, release: undefined };
}

function verifiedTarget(
  previous: string | null,
  { release, commit, deployment }: ReleasedComponent,
  restored: readonly string[],
  asked: string | undefined,
): Target {
  const name = { release, commit };
  // The newest copy: an older one's image may not be kept any more.
  const newest = restored[0] ?? deployment;
  if (asked !== undefined)
    return {
      deployment: newest,
      why: `verified in release ${release}, as "to: ${asked}" asks`,
      release: name,
    };
  if (previous === deployment) return { deployment, why: `verified in release ${release}`, release: name };
  if (previous && restored.includes(previous))
    return { deployment: previous, why: `brought back by a rollback to release ${release}`, release: name };
  const why = `last verified, in release ${release}; what was live before this run was not`;
  return { deployment: newest, why, release: name };
}

/** The verified release that a deployment belongs to; undefined when no record says. */
export function releaseOf(
  key: string,
  deployment: string | undefined,
  history: History,
): ReleaseName | undefined {
  const verified = history.verified[key];
  if (!verified || deployment === undefined) return undefined;
  const isIts = deployment === verified.deployment || history.restored[key]?.includes(deployment);
  return isIts ? { release: verified.release, commit: verified.commit } : undefined;
}
