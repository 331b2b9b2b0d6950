import { z } from 'zod';

/**
 * Whether the schema a migration left behind lets the earlier code run:
 * `safe` = leave it, `downgrade` = run the way down first, `restore` = only a backup brings it back, `impossible` = nothing does.
 */
export const schemaRollbacks = ['safe', 'downgrade', 'restore', 'impossible'] as const;
export type SchemaRollback = (typeof schemaRollbacks)[number];

const vercelComponent = z.object({
  kind: z.literal('vercel'),
  name: z.string().min(1),
  /** Vercel project id, `prj_…`. */
  project: z.string().min(1),
  /** Team id, `team_…`; absent for a personal account. */
  team: z.string().min(1).optional(),
  deployment: z.string().min(1),
  /** What production served before; null when there was nothing. */
  previous: z.string().min(1).nullable(),
  url: z.string().nullable(),
});

const railwayComponent = z.object({
  kind: z.literal('railway'),
  name: z.string().min(1),
  project: z.string().min(1),
  environment: z.string().min(1),
  service: z.string().min(1),
  deployment: z.string().min(1),
  previous: z.string().min(1).nullable(),
  url: z.string().nullable(),
});

const databaseComponent = z.object({
  kind: z.literal('database'),
  name: z.string().min(1),
  tool: z.string().min(1),
  /** Last migration before this release; null for an empty history. */
  from: z.string().nullable(),
  /** Last migration after it. */
  to: z.string().nullable(),
  rollback: z.enum(schemaRollbacks),
  backup: z.string().nullable(),
});

/** Accepts one component of a release record from outside; anything else is refused with the field's path. */
export const componentSchema = z.discriminatedUnion('kind', [
  vercelComponent,
  railwayComponent,
  databaseComponent,
]);

/** One part of a system that is deployed by itself, as a release record names it. */
export type Component = z.infer<typeof componentSchema>;
export type VercelComponent = z.infer<typeof vercelComponent>;
export type RailwayComponent = z.infer<typeof railwayComponent>;
export type DatabaseComponent = z.infer<typeof databaseComponent>;

/** What makes two records speak of the same component. */
export function componentKey(component: Component): string {
  return `${component.kind}/${component.name}`;
}
