import { z } from 'zod';

const aliasError = z.object({ code: z.string().optional(), message: z.string().optional() });

const rawDeployment = z.object({
  id: z.string().optional(),
  uid: z.string().optional(),
  url: z.string().nullish(),
  inspectorUrl: z.string().nullish(),
  name: z.string().nullish(),
  projectId: z.string().nullish(),
  target: z.string().nullish(),
  readyState: z.string().optional(),
  state: z.string().optional(),
  readySubstate: z.string().nullish(),
  aliasAssigned: z.union([z.number(), z.boolean()]).nullish(),
  aliasError: z.union([aliasError, z.string()]).nullish(),
  errorCode: z.string().nullish(),
  errorMessage: z.string().nullish(),
  checksConclusion: z.string().nullish(),
  checks: z.record(z.string(), z.object({ state: z.string().optional() })).nullish(),
  seatBlock: z.object({ blockCode: z.string().optional() }).nullish(),
  meta: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * Accepts a deployment as `GET /v13/deployments` (`id`, `readyState`) and the list (`uid`, `state`) give it, and makes
 * one form of both. A state nobody documented is let through: what it means is the state table's business.
 */
export const deploymentSchema = rawDeployment.transform((raw, context) => {
  const id = raw.id ?? raw.uid;
  const state = raw.readyState ?? raw.state;
  if (!id || !state) {
    context.addIssue('a deployment needs `id` or `uid`, and `readyState` or `state`');
    return z.NEVER;
  }
  return {
    id,
    state,
    /** Host (and port) of the deployment itself, without a scheme; '' when it has none yet. */
    host: raw.url ?? '',
    inspectorUrl: raw.inspectorUrl ?? '',
    projectId: raw.projectId ?? undefined,
    /** `production`, `staging`, a custom environment, or undefined for a preview. */
    target: raw.target ?? undefined,
    /** Whether all its domains lead to it. */
    aliasAssigned: Boolean(raw.aliasAssigned),
    aliasError: describeAliasError(raw.aliasError),
    errorCode: raw.errorCode ?? undefined,
    errorMessage: raw.errorMessage ?? undefined,
    checksFailed: raw.checksConclusion === 'failed' || raw.checks?.['deployment-alias']?.state === 'failed',
    blockCode: raw.seatBlock?.blockCode,
    meta: raw.meta ?? {},
  };
});

function describeAliasError(error: z.infer<typeof rawDeployment>['aliasError']): string | undefined {
  if (!error) return undefined;
  if (typeof error === 'string') return error;
  return [error.code, error.message].filter(Boolean).join(': ') || 'no reason given';
}

/** One deployment; `state` is Vercel's `readyState`. */
export type VercelDeployment = z.infer<typeof deploymentSchema>;

/** The list's answer: newest first. */
export const deploymentListSchema = z.object({ deployments: z.array(deploymentSchema) });

const aliasRequest = z.object({
  type: z.string().optional(),
  jobStatus: z.string(),
  /** Milliseconds since the epoch, by Vercel's clock. */
  requestedAt: z.number(),
  toDeploymentId: z.string(),
});

/** A promotion or rollback as the project shows it. */
export type AliasRequest = z.infer<typeof aliasRequest>;

/** Accepts `GET /v9/projects/{idOrName}` and keeps what this project reads of it. */
export const projectSchema = z
  .object({
    id: z.string().min(1),
    name: z.string().min(1),
    accountId: z.string().nullish(),
    rootDirectory: z.string().nullish(),
    autoAssignCustomDomains: z.boolean().nullish(),
    rollingRelease: z.unknown(),
    targets: z
      .object({
        production: z.object({ id: z.string(), alias: z.array(z.string()).nullish() }).nullish(),
      })
      .nullish(),
    lastAliasRequest: aliasRequest.nullish(),
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    /** Team id; undefined for a personal account, whose id must not be sent as a team. */
    teamId: raw.accountId?.startsWith('team_') ? raw.accountId : undefined,
    /** Directory of the app inside what is deployed; '' for all of it. */
    rootDirectory: (raw.rootDirectory ?? '').replace(/^(\.?\/)+|\/+$/g, ''),
    /** False after a rollback: production deployments then stay staged until one is promoted. */
    autoAssignCustomDomains: raw.autoAssignCustomDomains ?? true,
    rollingRelease: Boolean(raw.rollingRelease),
    /** The production deployment by the project's own account; its domains, if it lists them. */
    production: raw.targets?.production
      ? { id: raw.targets.production.id, hosts: raw.targets.production.alias ?? [] }
      : undefined,
    lastAliasRequest: raw.lastAliasRequest ?? undefined,
  }));

/** One project. */
export type VercelProject = z.infer<typeof projectSchema>;

/** Accepts the aliases of a promotion or rollback. */
export const failedAliasesSchema = z.object({
  aliases: z.array(
    z.object({ alias: z.object({ alias: z.string() }).or(z.string()), status: z.string().optional() }),
  ),
});

const errorFields = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  invalidToken: z.boolean().optional(),
  limit: z.object({ reset: z.number().optional() }).optional(),
});

/** The two forms of an error body, as one. */
export const errorBodySchema = z
  .object({ error: errorFields.optional(), err: errorFields.optional() })
  .transform(({ error, err }) => error ?? err ?? {});
