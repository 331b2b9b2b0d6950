import { type Component, componentKey } from '../../src/release/component.js';
import type { ReleaseRecord } from '../../src/release/record.js';

/** What is known of the environment's past. */
export interface History {
  /** The newest verified release; undefined when there is none, or when it could not be read. */
  verified: ReleaseRecord | undefined;
  /** For each component, deployments that earlier rollbacks to that release brought back. */
  restored: Readonly<Record<string, readonly string[]>>;
  /** Why the history could not be read; undefined when it could. */
  unreadable: string | undefined;
}

/** Where a component goes back to, and why there. */
export interface Target {
  deployment: string;
  why: string;
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
  const verified = history.verified?.components.find((other) => componentKey(other) === key);
  if (history.verified && verified && verified.kind !== 'database') {
    const release = history.verified.release;
    if (previous && previous === verified.deployment)
      return { deployment: previous, why: `verified in release ${release}` };
    if (previous && history.restored[key]?.includes(previous)) {
      return { deployment: previous, why: `brought back by a rollback to release ${release}` };
    }
    return {
      deployment: verified.deployment,
      why: `last verified, in release ${release}; what was live before this run was not`,
    };
  }
  if (!previous) return undefined;
  const why = history.unreadable
    ? `live before this run; whether it was verified is not known (${history.unreadable})`
    : 'live before this run; no verified release is recorded for it';
  return { deployment: previous, why };
}
