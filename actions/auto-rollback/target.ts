import { type Component, componentKey } from '../../src/release/component.js';

/** A release as a plan names it. */
export interface ReleaseName {
  /** `<run id>.<attempt>`. */
  release: string;
  commit: string;
}

/** What is known of the environment's past; everything goes by component key. */
export interface History {
  /** The component's deployment in the newest verified release that shipped it: not every release ships everything. */
  verified: Readonly<Record<string, ReleaseName & { deployment: string }>>;
  /** Deployments that carry that same verified one since a rollback to its release, newest first. */
  restored: Readonly<Record<string, readonly string[]>>;
  /** Deployments that any rollback brought back. */
  broughtBack: Readonly<Record<string, readonly string[]>>;
  /** Why the history could not be read; undefined when it could. */
  unreadable: string | undefined;
}

/** Where a component goes back to, and why there. */
export interface Target {
  deployment: string;
  why: string;
  /** The verified release it belongs to; undefined when no record says. */
  release: ReleaseName | undefined;
}

/**
 * The deployment to go back to: the last *verified* one, not the previous in time. What was live before counts as
 * verified when the record names it, or when a rollback brought it back. Without a readable history the previous one
 * is all there is, and that is said.
 */
export function chooseTarget(
  component: Exclude<Component, { kind: 'database' }>,
  history: History,
): Target | undefined {
  const { previous } = component;
  const key = componentKey(component);
  const verified = history.verified[key];
  if (verified) {
    const { release, commit } = verified;
    const name = { release, commit };
    const restored = history.restored[key] ?? [];
    if (previous === verified.deployment)
      return { deployment: previous, why: `verified in release ${release}`, release: name };
    if (previous && restored.includes(previous))
      return { deployment: previous, why: `brought back by a rollback to release ${release}`, release: name };
    return {
      // The newest copy: an older one's image may not be kept any more.
      deployment: restored[0] ?? verified.deployment,
      why: `last verified, in release ${release}; what was live before this run was not`,
      release: name,
    };
  }
  if (!previous) return undefined;
  const why = history.unreadable
    ? `live before this run; whether it was verified is not known (${history.unreadable})`
    : 'live before this run; no verified release is recorded for it';
  return { deployment: previous, why, release: undefined };
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
