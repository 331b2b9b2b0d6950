import { z } from 'zod';
import {
  type Component,
  componentKey,
  componentSchema,
  type DatabaseComponent,
  schemaRollbacks,
} from './component.js';

/** Accepts the payload of a release's GitHub Deployment. Unknown extra fields are let through and dropped. */
export const releaseRecordSchema = z.object({
  schema: z.literal(1),
  /** `<run id>.<attempt>`. */
  release: z.string().min(1),
  commit: z.string().min(1),
  components: z.array(componentSchema),
});

/** The durable fact about a release: which deployment of each component it shipped, and what was there before. */
export type ReleaseRecord = z.infer<typeof releaseRecordSchema>;

/** The run that a release is of: its name without the attempt. Attempts of one run may ship the same deployments. */
export function runOf(release: string): string {
  return release.replace(/\.[^.]*$/, '');
}

/** What became of a release, told by the first word of its record's status description. */
export type ReleaseState = 'verified' | 'rolled-back' | 'failed' | 'not-verified';

/**
 * Merges what several jobs of one run said of the same component: the last word on `deployment` and `url` counts,
 * `previous` is what the first of them saw (a promotion sees the staged deployment's predecessor again, or itself).
 */
export function mergeComponents(components: readonly Component[]): Component[] {
  const merged = new Map<string, Component>();
  for (const component of components) {
    const key = componentKey(component);
    const first = merged.get(key);
    merged.set(key, first ? mergeTwo(first, component) : component);
  }
  return [...merged.values()];
}

function mergeTwo(first: Component, later: Component): Component {
  if (first.kind === 'database' && later.kind === 'database') return mergeMigrations(first, later);
  if (first.kind === 'vercel' && later.kind === 'vercel') return { ...later, previous: first.previous };
  if (first.kind === 'railway' && later.kind === 'railway') return { ...later, previous: first.previous };
  if (first.kind === 'flag' && later.kind === 'flag') return { ...later, previous: first.previous };
  return later;
}

/** The way back is that of both runs together: the harder one, and the undo point from before the first of them. */
function mergeMigrations(first: DatabaseComponent, later: DatabaseComponent): DatabaseComponent {
  const hardest = Math.max(...[first, later].map((one) => schemaRollbacks.indexOf(one.rollback)));
  return {
    ...later,
    from: first.from,
    rollback: schemaRollbacks[hardest] ?? later.rollback,
    // What the first run did without an undo point only adds, so the later one is early enough.
    backup: first.backup ?? later.backup,
  };
}
