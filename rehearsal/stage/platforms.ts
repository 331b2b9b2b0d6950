import type { Declaration, Example } from '../example/index.js';
import type { startRailwayPlatform } from '../platforms/railway/index.js';
import type { startVercelPlatform } from '../platforms/vercel/index.js';
import { account, type Names } from './account.js';

type RailwayOptions = Parameters<typeof startRailwayPlatform>[0];
type ServiceOptions = RailwayOptions['project']['services'][number];
type VercelOptions = Parameters<typeof startVercelPlatform>[0];

/** How the local Railway is set up for an example; variables are set later, when every address is known. */
export function railwayOptions(
  { name, declaration }: Example,
  names: Names,
): Pick<RailwayOptions, 'tokens' | 'project'> {
  const environments = Object.keys(declaration.environments);
  const tokens = environments.map((one) => [names.environmentId(one), names.railwayToken(one)] as const);
  return {
    tokens: { environments: Object.fromEntries(tokens), account: account.railwayAccountToken },
    project: {
      id: names.railwayProject,
      name,
      environments: environments.map((one) => ({ id: names.environmentId(one), name: one })),
      services: Object.entries(declaration.services).map(([key, service]) => ({
        ...names.service(key),
        ...settingsOf(service),
      })),
    },
  };
}

const restarts = { always: 'ALWAYS', never: 'NEVER', 'on-failure': 'ON_FAILURE' } as const;

function settingsOf(service: Declaration['services'][string]): Omit<ServiceOptions, 'id' | 'name'> {
  return {
    overlapSeconds: service.overlap / 1_000,
    drainingSeconds: service.draining / 1_000,
    domain: service.public,
    ...(service.directory === undefined ? {} : { rootDirectory: service.directory }),
    ...(service.build === undefined ? {} : { buildCommand: service.build }),
    ...(service.start === undefined ? {} : { startCommand: service.start }),
    ...(service['pre-deploy'] ? { preDeployCommand: service['pre-deploy'] } : {}),
    ...(service.health
      ? { healthcheckPath: service.health.path, healthcheckTimeout: service.health.timeout / 1_000 }
      : {}),
    ...(service.restarts ? { restartPolicyType: restarts[service.restarts] } : {}),
    ...(service.volume === undefined ? {} : { volumeMountPath: service.volume }),
    ...(service.image === undefined ? {} : { source: { image: service.image } }),
  };
}

/** How the local Vercel is set up for an example. */
export function vercelOptions(
  { declaration }: Example,
  names: Names,
): Pick<VercelOptions, 'token' | 'owner' | 'projects'> {
  return {
    token: account.vercelToken,
    owner: account.team,
    projects: Object.entries(declaration.projects).map(([key, project]) => ({
      ...names.project(key),
      rootDirectory: project.directory ?? null,
      build: {
        ...(project.build === undefined ? {} : { buildCommand: project.build }),
        ...(project.output === undefined ? {} : { outputDirectory: project.output }),
      },
      environments: project.environments.map((slug) => ({ id: `env_${slug}`, slug })),
      ...(project['rolling-release']
        ? {
            rollingRelease: {
              stages: project['rolling-release'].map((targetPercentage) => ({ targetPercentage })),
            },
          }
        : {}),
    })),
  };
}
