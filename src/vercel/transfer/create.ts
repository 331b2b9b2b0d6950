import { z } from 'zod';
import { PlatformError } from '../../errors/errors.js';
import type { HttpResponse } from '../../http/client.js';
import { retryDelayMs } from '../../http/retry.js';
import type { GitSource, VercelDeployment, VercelProject } from '../answers.js';
import type { WaitDeps } from '../wait.js';
import { type ArchiveChoice, Cargo, type Sent } from './cargo.js';
import { type CreateFailure, lostCreate, refusedCreate } from './create-failure.js';
import type { TransferDeps } from './deps.js';
import { markKey } from './mark.js';
import type { SourceFile } from './source-file.js';

/** What a new deployment is made of. */
export type Material =
  | {
      kind: 'files';
      files: readonly SourceFile[];
      archive: ArchiveChoice;
      /** The files are a build's output (Build Output API, version 3), not its source. */
      prebuilt: boolean;
      /** Settings of the build that go before the project's own. */
      projectSettings?: Record<string, unknown>;
    }
  /** Another deployment, built again. */
  | { kind: 'deployment'; id: string }
  /** A commit of the repository that the project is connected to; Vercel fetches it. */
  | { kind: 'commit'; source: GitSource };

/** A deployment to make. */
export interface CreateRequest {
  project: VercelProject;
  material: Material;
  target: 'preview' | 'production';
  /** Id of one of the project's own environments, in place of preview. */
  customEnvironment: string | undefined;
  /** False keeps the production domains where they are: a staged deployment. */
  assignDomains: boolean;
  /** Unique for this attempt; sent as meta `deployActionsRun`. */
  mark: string;
  /** Deployments that bear the mark already and have ended: what is looked for after a lost answer is none of these. */
  others?: readonly string[];
  meta: Record<string, string>;
  /** What Vercel shows as the commit; undefined tells it nothing. */
  git: Record<string, string> | undefined;
  env: Record<string, string>;
  buildEnv: Record<string, string>;
  regions: readonly string[];
  /** Builds without the build cache. */
  force: boolean;
}

/** A deployment that Vercel has just accepted. */
export interface Created {
  id: string;
  /** Without a scheme. */
  host: string;
  inspectorUrl: string;
  /** `production` also for the first deployment of a project, whatever was asked for. */
  target: string | undefined;
  /** What was sent; undefined for a deployment that is built again, or from a commit. */
  sent: Sent | undefined;
}

const createdSchema = z.object({
  id: z.string().min(1),
  url: z.string().nullish(),
  inspectorUrl: z.string().nullish(),
  target: z.string().nullish(),
});

const operation = 'create the deployment';
const tries = 4;
const looksForLost = 3;

/**
 * Sends a deployment to Vercel and returns it as soon as Vercel has an id for it. Never makes two: without a good answer it
 * is looked for by its mark before anything is sent again. Throws InputError for files that cannot be read, PlatformError
 * when Vercel refuses or cannot be asked, CancelledError.
 */
export async function createDeployment(request: CreateRequest, deps: TransferDeps): Promise<Created> {
  const { material } = request;
  if (material.kind !== 'files') return persist(request, undefined, deps);
  const { archive: choice, prebuilt } = material;
  const cargo = await Cargo.load(material.files, { choice, prebuilt }, deps);
  try {
    return await persist(request, cargo, deps);
  } finally {
    await cargo.close();
  }
}

/** The deployment that an attempt made, found by its mark, and none of `others`; undefined when there is none. */
export async function findByMark(
  projectId: string,
  mark: string,
  { client }: Pick<WaitDeps, 'client'>,
  others: readonly string[] = [],
): Promise<VercelDeployment | undefined> {
  const found = await client.deploymentsByMeta(projectId, markKey, mark);
  return found.find(({ id }) => !others.includes(id));
}

async function persist(
  request: CreateRequest,
  cargo: Cargo | undefined,
  deps: TransferDeps,
): Promise<Created> {
  for (let attempt = 1; ; ) {
    const outcome = await post(request, cargo, deps);
    if ('id' in outcome) return outcome;
    if (outcome.kind === 'refused') {
      if (!isTooLarge(outcome.error) || !cargo?.sendApart()) throw outcome.error;
      deps.log.info('Vercel does not take the files inside the request; they are sent one by one');
      continue;
    }
    if (outcome.kind === 'missing') {
      // The request itself was fine: it does not count as a failed try.
      await cargo?.provide(outcome.shas);
      continue;
    }
    if (outcome.kind === 'unclear') {
      const found = await findLost(request, cargo, deps).catch((error: unknown) => {
        // Without knowing whether it was made nothing may be sent again.
        throw error instanceof PlatformError ? outcome.error : error;
      });
      if (found) return found;
    }
    if (attempt >= tries) throw outcome.error;
    attempt += 1;
    const delayMs =
      outcome.waitMs ?? (deps.client.loopback ? 50 : retryDelayMs(attempt, undefined, deps.clock.now()));
    deps.log.info(
      `${outcome.error.message} No deployment was made; sending again (try ${attempt} of ${tries}) in ${delayMs} ms.`,
    );
    await deps.clock.sleep(delayMs, deps.signal);
  }
}

/** The request itself, not the site: what it holds can be sent apart. */
function isTooLarge({ status, message }: PlatformError): boolean {
  return status === 413 || (status === 400 && /`(files|data)\b|too large|body/i.test(message));
}

async function post(
  request: CreateRequest,
  cargo: Cargo | undefined,
  deps: TransferDeps,
): Promise<Created | CreateFailure> {
  const { client, clock, log, stallMs } = deps;
  const { material } = request;
  try {
    const response = await client.send({
      operation,
      method: 'POST',
      path: '/v13/deployments',
      query: {
        skipAutoDetectionConfirmation: '1',
        ...(request.force || material.kind === 'deployment' ? { forceNew: '1' } : {}),
        ...(material.kind === 'files' && material.prebuilt ? { prebuilt: '1' } : {}),
      },
      json: { ...bodyOf(request), ...(cargo ? { files: cargo.entries() } : {}) },
      // Which 429 may be tried again is not the transport's to know.
      tries: 1,
      timeoutMs: stallMs,
    });
    if (response.status >= 400) return refusedCreate(operation, response, client, clock.now());
    sayIndications(response, log);
    return { ...readCreated(response), sent: cargo?.sent };
  } catch (error) {
    return lostCreate(error);
  }
}

/** A list may lag behind what was made, so it is asked a few times before "there is none" is believed. */
async function findLost(
  { project, mark, others }: CreateRequest,
  cargo: Cargo | undefined,
  { client, clock, log, signal }: TransferDeps,
): Promise<Created | undefined> {
  for (let look = 1; look <= looksForLost; look += 1) {
    const found = await findByMark(project.id, mark, { client }, others);
    if (found) {
      log.info(`Vercel's answer got lost, but it made the deployment ${found.id}; it is not sent again.`);
      const { id, host, inspectorUrl, target } = found;
      return { id, host, inspectorUrl, target, sent: cargo?.sent };
    }
    await clock.sleep(client.loopback ? 50 : 2_000, signal);
  }
  return undefined;
}

function bodyOf(request: CreateRequest): Record<string, unknown> {
  const { project, material, env, buildEnv, regions } = request;
  const redeploys = material.kind === 'deployment';
  return {
    name: project.name,
    project: project.id,
    version: 2,
    ...(request.target === 'production' ? { target: 'production' } : {}),
    ...(request.customEnvironment ? { customEnvironmentSlugOrId: request.customEnvironment } : {}),
    ...(request.assignDomains ? {} : { autoAssignCustomDomains: false }),
    meta: { ...request.meta, ...(redeploys ? { action: 'redeploy' } : {}), [markKey]: request.mark },
    ...(request.git ? { gitMetadata: request.git } : {}),
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(Object.keys(buildEnv).length > 0 ? { build: { env: buildEnv } } : {}),
    ...(regions.length > 0 ? { regions } : {}),
    ...(redeploys ? { deploymentId: material.id } : {}),
    ...(material.kind === 'commit' ? { gitSource: material.source } : {}),
    ...(material.kind === 'files' && material.projectSettings
      ? { projectSettings: material.projectSettings }
      : {}),
  };
}

function readCreated(response: HttpResponse): Omit<Created, 'sent'> {
  const read = createdSchema.safeParse(response.json());
  if (read.success) {
    const { id, url, inspectorUrl, target } = read.data;
    return { id, host: url ?? '', inspectorUrl: inspectorUrl ?? '', target: target ?? undefined };
  }
  throw new PlatformError('Vercel: the answer to the new deployment has no id.', {
    code: 'unexpected-answer',
    status: response.status,
    ambiguous: true,
    fix: 'Look at the project\'s deployments on Vercel, and check "vercel-api-url"; then run the job again.',
  });
}

/** Vercel puts what it wants a person to know into headers. */
function sayIndications({ headers }: HttpResponse, log: TransferDeps['log']): void {
  for (const [name, text] of Object.entries(headers))
    if (/^x-(vercel|now)-(warning|notice|tip)-/.test(name)) log.warning(text, 'Vercel');
}
