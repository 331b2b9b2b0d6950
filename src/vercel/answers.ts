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
  aliasWarning: z.object({ message: z.string().nullish() }).nullish(),
  errorCode: z.string().nullish(),
  errorLink: z.string().nullish(),
  oomReport: z.unknown().optional(),
  errorMessage: z.string().nullish(),
  checksState: z.string().nullish(),
  checksConclusion: z.string().nullish(),
  checks: z.record(z.string(), z.object({ state: z.string().optional() })).nullish(),
  seatBlock: z.object({ blockCode: z.string().optional(), gitProvider: z.string().nullish() }).nullish(),
  createdAt: z.number().nullish(),
  created: z.number().nullish(),
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
    /** Of a READY production deployment: STAGED (never served), ROLLING (serves a part), PROMOTED. */
    substate: raw.readySubstate ?? undefined,
    /** Milliseconds since the epoch, by Vercel's clock; 0 when it was not told. */
    createdAt: raw.createdAt ?? raw.created ?? 0,
    /** Whether all its domains lead to it. */
    aliasAssigned: Boolean(raw.aliasAssigned),
    aliasError: aliasErrorOf(raw.aliasError),
    /** What Vercel has to say about domains that it assigned all the same. */
    aliasWarning: raw.aliasWarning?.message ?? undefined,
    errorCode: raw.errorCode ?? undefined,
    /** Vercel's page about the error. */
    errorLink: raw.errorLink ?? undefined,
    /** Whether the build ran out of memory, which its error code does not say. */
    outOfMemory: Boolean(raw.oomReport),
    errorMessage: raw.errorMessage ?? undefined,
    /** Whether checks that hold its domains back have not ended yet. */
    checksRunning: isUnderWay(raw.checksState) || isUnderWay(raw.checks?.['deployment-alias']?.state),
    checksFailed: raw.checksConclusion === 'failed' || raw.checks?.['deployment-alias']?.state === 'failed',
    blockCode: raw.seatBlock?.blockCode,
    /** With a `blockCode`: where the commit's author has the account that Vercel looked for, such as `github`. */
    gitProvider: raw.seatBlock?.gitProvider ?? undefined,
    meta: raw.meta ?? {},
  };
});

function isUnderWay(checks: string | null | undefined): boolean {
  return checks === 'registered' || checks === 'running' || checks === 'pending';
}

/** Some answers hold the reason as a text. */
function aliasErrorOf(
  error: z.infer<typeof rawDeployment>['aliasError'],
): { code: string | undefined; message: string | undefined } | undefined {
  if (!error) return undefined;
  if (typeof error === 'string') return { code: undefined, message: error };
  return { code: error.code, message: error.message };
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
  /** What was live before it. */
  fromDeploymentId: z.string().nullish(),
});

/** A promotion or rollback as the project shows it. */
export type AliasRequest = z.infer<typeof aliasRequest>;

const identifier = z.union([z.string(), z.number()]).nullish();
const linkSchema = z.object({
  type: z.string(),
  productionBranch: z.string().nullish(),
  /** GitHub. */
  repoId: identifier,
  /** GitLab. */
  projectId: identifier,
  /** Bitbucket. */
  uuid: identifier,
  workspaceUuid: identifier,
});

/** A commit of a project's repository, as `gitSource` of `POST /v13/deployments` names it. */
export interface GitSource {
  type: string;
  /** The branch; Vercel asks for one also where `sha` says which commit. */
  ref: string;
  sha?: string;
  [identifier: string]: string | number | undefined;
}

/**
 * The repository as a source of deployments, in the forms that Vercel's published schema of the request has; undefined for a
 * project without one, and for a host that it names none for (a GitHub server of one's own).
 */
function sourceOf(link: z.infer<typeof linkSchema> | null | undefined): GitSource | undefined {
  if (!link) return undefined;
  const { type, repoId, projectId, uuid, workspaceUuid } = link;
  const common = { type, ref: link.productionBranch || 'main' };
  if ((type === 'github' || type === 'github-limited') && repoId) return { ...common, repoId };
  if (type === 'gitlab' && projectId) return { ...common, projectId };
  if (type === 'bitbucket' && uuid)
    return { ...common, repoUuid: uuid, ...(workspaceUuid ? { workspaceUuid } : {}) };
  return undefined;
}

const bypassSchema = z.object({ scope: z.string().optional(), createdAt: z.number().optional() });

/** Accepts `GET /v9/projects/{idOrName}` and keeps what this project reads of it. */
export const projectSchema = z
  .object({
    id: z.string().min(1),
    name: z.string().min(1),
    accountId: z.string().nullish(),
    rootDirectory: z.string().nullish(),
    autoAssignCustomDomains: z.boolean().nullish(),
    rollingRelease: z.unknown().optional(),
    link: linkSchema.nullish().catch(undefined),
    targets: z
      .object({
        production: z.object({ id: z.string(), alias: z.array(z.string()).nullish() }).nullish(),
      })
      .nullish(),
    lastAliasRequest: aliasRequest.nullish(),
    ssoProtection: z.unknown().optional(),
    passwordProtection: z.unknown().optional(),
    protectionBypass: z.record(z.string(), bypassSchema).nullish(),
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
    /** Its connected repository, at the production branch; undefined when there is none to build from. */
    repository: sourceOf(raw.link),
    /** The production deployment by the project's own account; its domains, if it lists them. */
    production: raw.targets?.production
      ? { id: raw.targets.production.id, hosts: raw.targets.production.alias ?? [] }
      : undefined,
    lastAliasRequest: raw.lastAliasRequest ?? undefined,
    /**
     * Whether production was rolled back and is to stay so until somebody says otherwise. Automatic assignment is off then
     * (REST API, instant rollback); a project that has it turned off on purpose shows a promotion as its last change.
     */
    pinned: raw.autoAssignCustomDomains === false && raw.lastAliasRequest?.type !== 'promote',
    /** Whether its deployments' own addresses ask people to log in. */
    isProtected: Boolean(raw.ssoProtection) || Boolean(raw.passwordProtection),
    /** The newest secret that opens it to automation; undefined when there is none or the token may not see it. */
    bypassSecret: newestBypass(raw.protectionBypass),
  }));

/** The newest secret for automation in a project's `protectionBypass`, whose keys are the secrets themselves. */
function newestBypass(
  secrets: Record<string, z.infer<typeof bypassSchema>> | null | undefined,
): string | undefined {
  const own = Object.entries(secrets ?? {}).filter(([, { scope }]) => scope === 'automation-bypass');
  own.sort(([, one], [, other]) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  return own[0]?.[0];
}

/** Accepts `PATCH /v1/projects/{id}/protection-bypass` and gives the newest secret. */
export const bypassAnswerSchema = z
  .object({ protectionBypass: z.record(z.string(), bypassSchema) })
  .transform(({ protectionBypass }) => newestBypass(protectionBypass));

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
  /** Tells the limits on uploads apart: `api-upload-free`, `api-upload-paid`. */
  errorName: z.string().optional(),
  message: z.string().optional(),
  invalidToken: z.boolean().optional(),
  limit: z.object({ reset: z.number().optional() }).optional(),
});

/** The two forms of an error body, as one. */
export const errorBodySchema = z
  .object({ error: errorFields.optional(), err: errorFields.optional() })
  .transform(({ error, err }) => error ?? err ?? {});
