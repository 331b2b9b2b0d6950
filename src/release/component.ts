import { z } from 'zod';

/**
 * Whether the schema a migration left behind lets the earlier code run:
 * `safe` = leave it, `downgrade` = run the way down first, `restore` = only a backup brings it back, `impossible` = nothing does.
 */
export const schemaRollbacks = ['safe', 'downgrade', 'restore', 'impossible'] as const;
/** One of `schemaRollbacks`. */
export type SchemaRollback = (typeof schemaRollbacks)[number];

/** What a component may say besides, since schema 1 was first written; older records have none of it. */
const besides = {
  /** Commit it was built from, where that is not the release's. */
  commit: z.string().min(1).optional(),
  /** Digest of its image: two deployments of one image are the same program. */
  image: z.string().min(1).optional(),
  /** Names of the components that must be back before it goes back; absent, the kinds' order decides. */
  needs: z.array(z.string().min(1)).optional(),
};

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
  /** Where it went when that is not production: `preview`, or one of the project's own environments. */
  target: z.string().min(1).optional(),
  ...besides,
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
  ...besides,
});

/** An item of a Vercel Edge Config that a release switches. Its values stand as JSON text where others have deployments. */
const flagComponent = z.object({
  kind: z.literal('flag'),
  name: z.string().min(1),
  /** Edge Config id, `ecfg_…`. */
  project: z.string().min(1),
  team: z.string().min(1).optional(),
  /** The item's key. */
  item: z.string().min(1),
  /** The value the release set, as JSON text: `true`. */
  deployment: z.string().min(1),
  /** The value before; null when there was no such item. */
  previous: z.string().min(1).nullable(),
  url: z.string().nullable().default(null),
  ...besides,
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
  flagComponent,
  databaseComponent,
]);

/** One part of a system that is deployed by itself, as a release record names it. */
export type Component = z.infer<typeof componentSchema>;
/** A Vercel project, by one deployment of it. */
export type VercelComponent = z.infer<typeof vercelComponent>;
/** A Railway service in one environment, by one deployment of it. */
export type RailwayComponent = z.infer<typeof railwayComponent>;
/** An item of Vercel's Edge Config that a release switches. */
export type FlagComponent = z.infer<typeof flagComponent>;
/** A database, by the migrations a release applied to it. */
export type DatabaseComponent = z.infer<typeof databaseComponent>;
/** A component that a platform serves, and that goes back by being pointed at something earlier. */
export type ServedComponent = Exclude<Component, DatabaseComponent>;

/** The components that a platform serves and that can be pointed at something earlier. */
export function servedOf(components: readonly Component[]): ServedComponent[] {
  return components.filter(
    (component): component is ServedComponent =>
      component.kind !== 'database' && !isBesideProduction(component),
  );
}

/** Whether it is a deployment of Vercel's beside production: nothing that production serves has to do with it. */
export function isBesideProduction(component: Component): boolean {
  return component.kind === 'vercel' && component.target !== undefined;
}

/** What makes two records speak of the same component. */
export function componentKey(component: Component): string {
  return `${component.kind}/${component.name}`;
}
