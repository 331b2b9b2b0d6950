import { z } from 'zod';
import { ExpectedError } from '../../src/errors/errors.js';
import type { Http } from '../../src/http/client.js';
import { createRailwayClient } from '../../src/railway/client.js';
import { readProject, readServiceInstance } from '../../src/railway/documents.js';
import type { Clock } from '../../src/runtime/clock.js';
import type { Logger } from '../../src/runtime/log.js';
import { createVercelClient } from '../../src/vercel/client.js';

/** A service of the Railway project that the token belongs to. */
export interface FoundService {
  name: string;
  /** As set on Railway, without slashes around it; '' for the repository's root. */
  rootDirectory: string;
  healthcheckPath: string | undefined;
}

/** A project on Vercel. */
export interface FoundProject {
  name: string;
  rootDirectory: string;
  /** `owner/name` of the repository it is connected to. */
  repository: string | undefined;
}

/** What the platforms know; a part is undefined where there was no token or the platform refused. */
export interface Platforms {
  railway: { project: string; environment: string; services: FoundService[] } | undefined;
  vercel: FoundProject[] | undefined;
  /** The team that was asked for. */
  vercelTeam: string | undefined;
}

/** Where and as whom to ask. Tokens come from the environment, never from the command line. */
export interface PlatformAccess {
  railwayToken: string | undefined;
  railwayApiUrl: string;
  vercelToken: string | undefined;
  vercelApiUrl: string;
  vercelTeam: string | undefined;
}

interface Deps {
  http: Http;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/** Asks the platforms, both at once; reads only. A refusal is told and leaves that platform unknown. Throws CancelledError. */
export async function askPlatforms(access: PlatformAccess, deps: Deps): Promise<Platforms> {
  const [railway, vercel] = await Promise.all([
    access.railwayToken
      ? orUnknown('Railway', askRailway(access, access.railwayToken, deps), deps.log)
      : undefined,
    access.vercelToken
      ? orUnknown('Vercel', askVercel(access, access.vercelToken, deps), deps.log)
      : undefined,
  ]);
  return { railway, vercel, vercelTeam: access.vercelTeam };
}

async function orUnknown<Found>(
  name: string,
  asked: Promise<Found>,
  log: Logger,
): Promise<Found | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    log.warning(`${name} was not asked: ${error.message} ${error.fix ?? ''}`.trim());
    return undefined;
  }
}

async function askRailway(
  { railwayApiUrl: apiUrl }: PlatformAccess,
  token: string,
  deps: Deps,
): Promise<Platforms['railway']> {
  const client = createRailwayClient({ ...deps, apiUrl, token });
  const access = await client.access();
  // An account token reaches everything; which project is meant is not this program's to guess.
  if (access.kind !== 'project') return undefined;
  const { project } = await client.ask(readProject, { id: access.projectId });
  const { environmentId } = access;
  const services = await Promise.all(
    project.services.edges.map(async ({ node }) => {
      const { serviceInstance } = await client.ask(readServiceInstance, {
        environmentId,
        serviceId: node.id,
      });
      return {
        name: node.name,
        rootDirectory: (serviceInstance.rootDirectory ?? '').replace(/^\/+|\/+$/g, ''),
        healthcheckPath: serviceInstance.healthcheckPath ?? undefined,
      };
    }),
  );
  const environment = project.environments.edges.find(({ node }) => node.id === environmentId)?.node.name;
  return { project: project.name, environment: environment ?? '', services };
}

const projectsSchema = z.object({
  projects: z.array(
    z.object({
      name: z.string(),
      rootDirectory: z.string().nullish(),
      link: z.object({ org: z.string().optional(), repo: z.string().optional() }).nullish(),
    }),
  ),
});

async function askVercel(
  { vercelApiUrl: apiUrl, vercelTeam: team }: PlatformAccess,
  token: string,
  deps: Deps,
): Promise<FoundProject[]> {
  const client = createVercelClient({ ...deps, apiUrl, token, team });
  const { projects } = await client.call({
    operation: 'list the projects',
    method: 'GET',
    path: '/v10/projects',
    query: { limit: '100' },
    schema: projectsSchema,
  });
  return projects.map(({ name, rootDirectory, link }) => ({
    name,
    rootDirectory: rootDirectory ?? '',
    repository: link?.org && link.repo ? `${link.org}/${link.repo}` : undefined,
  }));
}
