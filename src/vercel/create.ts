import { EnvHttpProxyAgent } from 'undici';
import { CancelledError, InputError, PlatformError } from '../errors/errors.js';
import type { VercelDeployment, VercelProject } from './answers.js';
import { createFailureOf } from './create-failure.js';
import { type Created, runUpload } from './upload.js';
import type { WaitDeps } from './wait.js';

/** The meta key whose value names one attempt to deploy, so that a deployment can be found without its id. */
const markKey = 'deployActionsRun';

/** A directory to deploy. */
export interface CreateRequest {
  project: VercelProject;
  /** Absolute path. */
  directory: string;
  target: 'preview' | 'production';
  /** False keeps the production domains where they are: a staged deployment. */
  assignDomains: boolean;
  /** Unique for this attempt; sent as meta `deployActionsRun`. */
  mark: string;
  meta: Record<string, string>;
  /** What Vercel shows as the commit. No author: Vercel checks that an author may deploy, so none is made up. */
  git: { commitSha?: string; commitRef?: string; remoteUrl?: string };
}

const tries = 4;
const looksForLost = 3;

/**
 * Sends a directory to Vercel and returns the deployment as soon as Vercel has an id for it. Never makes two: without a
 * good answer the deployment is looked for by its mark before anything is sent again. Throws InputError for files that
 * cannot be read, PlatformError when Vercel refuses, CancelledError.
 */
export async function createFromDirectory(request: CreateRequest, deps: WaitDeps): Promise<Created> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await send(request, deps);
    if ('created' in outcome) return outcome.created;
    const failure = createFailureOf(outcome.error, deps.client.team);
    if (failure.kind === 'refused') throw failure.error;
    if (failure.kind === 'unclear') {
      const found = await findLost(request, deps);
      if (found) return found;
    }
    if (attempt >= tries) throw failure.error;
    const delayMs = failure.waitMs ?? (deps.client.loopback ? 100 : 1_000 * 2 ** (attempt - 1));
    deps.log.info(
      `${failure.error.message} No deployment was made; sending again (try ${attempt + 1} of ${tries}) in ${delayMs} ms.`,
    );
    await deps.clock.sleep(delayMs, deps.signal);
  }
}

/** The deployment that an attempt made, found by its mark; undefined when there is none. */
export async function findByMark(
  projectId: string,
  mark: string,
  { client }: Pick<WaitDeps, 'client'>,
): Promise<VercelDeployment | undefined> {
  return (await client.deploymentsByMeta(projectId, markKey, mark))[0];
}

/** A list may lag behind what was made, so it is asked a few times before "there is none" is believed. */
async function findLost(request: CreateRequest, deps: WaitDeps): Promise<Created | undefined> {
  for (let look = 1; look <= looksForLost; look += 1) {
    const found = await findByMark(request.project.id, request.mark, deps);
    if (found) {
      deps.log.info(
        `Vercel's answer got lost, but it made the deployment ${found.id}; it is not sent again.`,
      );
      return { id: found.id, host: found.host, inspectorUrl: found.inspectorUrl, target: found.target };
    }
    await deps.clock.sleep(deps.client.loopback ? 100 : 2_000, deps.signal);
  }
  return undefined;
}

async function send(
  request: CreateRequest,
  { client, log, signal }: WaitDeps,
): Promise<{ created: Created } | { error: unknown }> {
  // The library appends this to every address a second time.
  delete process.env.VERCEL_TEAM_ID;
  // The library's requests know neither proxies nor cancelling; destroying their connections ends them. A dispatcher
  // works only with the fetch of a Node that carries the same generation of undici.
  const agent = process.versions.undici?.startsWith('7.') ? new EnvHttpProxyAgent() : undefined;
  try {
    return await runUpload(
      {
        token: client.token(),
        apiUrl: client.apiUrl,
        path: request.directory,
        userAgent: 'deploy-actions/deploy-vercel',
        projectName: request.project.name,
        skipAutoDetectionConfirmation: true,
        ...(request.project.teamId ? { teamId: request.project.teamId } : {}),
        ...(request.project.rootDirectory ? { rootDirectory: request.project.rootDirectory } : {}),
        ...(agent ? { dispatcher: agent as never } : {}),
      },
      bodyOf(request),
      { log, signal },
    );
  } catch (error) {
    if (error instanceof CancelledError || error instanceof PlatformError) throw error;
    throw new InputError(`The files in ${request.directory} could not be collected: ${String(error)}`, {
      cause: error,
      fix: 'Check "working-directory" and the files in it (a .vercelignore and a .nowignore together are not allowed).',
    });
  } finally {
    void agent?.destroy().catch(() => undefined);
  }
}

function bodyOf(request: CreateRequest): Record<string, unknown> {
  return {
    name: request.project.name,
    project: request.project.id,
    ...(request.target === 'production' ? { target: 'production' } : {}),
    ...(request.assignDomains ? {} : { autoAssignCustomDomains: false }),
    meta: { ...request.meta, [markKey]: request.mark },
    gitMetadata: request.git,
  };
}
