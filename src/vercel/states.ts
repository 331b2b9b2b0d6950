import type { VercelDeployment } from './answers.js';

/** The phases a deployment goes through before it has ended, each with a deadline of its own. */
export type Phase = 'queue' | 'build' | 'assign';

/** How a deployment can end badly. */
export type Failure = 'failed' | 'canceled' | 'blocked' | 'deleted' | 'not-assigned' | 'checks-failed';

/** What one look at a deployment says. */
export type Meaning =
  | { kind: 'under-way'; phase: Phase }
  | { kind: 'ready' }
  | { kind: 'ended'; as: Failure }
  | { kind: 'unknown' };

/** All values of `readyState` that Vercel documents (REST API, 2026). READY needs a second look: see `meaningOf`. */
const stateTable = {
  QUEUED: { kind: 'under-way', phase: 'queue' },
  INITIALIZING: { kind: 'under-way', phase: 'build' },
  ANALYZING: { kind: 'under-way', phase: 'build' },
  BUILDING: { kind: 'under-way', phase: 'build' },
  DEPLOYING: { kind: 'under-way', phase: 'build' },
  READY: { kind: 'ready' },
  ERROR: { kind: 'ended', as: 'failed' },
  CANCELED: { kind: 'ended', as: 'canceled' },
  BLOCKED: { kind: 'ended', as: 'blocked' },
  DELETED: { kind: 'ended', as: 'deleted' },
} as const satisfies Record<string, Meaning>;

/**
 * What a deployment's answer means. READY is the end only once its domains lead to it; `assigns` is false where none will
 * be assigned (a staged deployment, automatic assignment turned off, a rolling release), so that nobody waits for ever. A
 * READY deployment that rolls out has all that Vercel will give it by itself.
 */
export function meaningOf(deployment: VercelDeployment, assigns: boolean): Meaning {
  const table: Readonly<Record<string, Meaning>> = stateTable;
  const meaning = Object.hasOwn(table, deployment.state) ? table[deployment.state] : undefined;
  if (!meaning) return { kind: 'unknown' };
  if (meaning.kind === 'ended') return meaning;
  if (deployment.checksFailed) return { kind: 'ended', as: 'checks-failed' };
  if (meaning.kind !== 'ready') return meaning;
  if (deployment.aliasError !== undefined) return { kind: 'ended', as: 'not-assigned' };
  const assigned = deployment.aliasAssigned || deployment.substate === 'ROLLING';
  return assigns && !assigned ? { kind: 'under-way', phase: 'assign' } : meaning;
}
