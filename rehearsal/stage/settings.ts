import type { Example } from '../example/index.js';
import { account } from './account.js';
import type { World } from './world.js';

/** What a team sets once under "Secrets and variables". */
export interface Settings {
  secrets: Record<string, string>;
  vars: Record<string, string>;
}

/**
 * The settings of the repository, which are those of the first environment, and of each environment by its name. What
 * every workflow of this project asks for is there without being declared; what is declared wins.
 */
export function settingsOf(world: World): Settings & { environments: Record<string, Settings> } {
  const { declaration } = world.example;
  const [first = 'production'] = world.environments;
  const common = settingsIn(world, first);
  const environments = world.environments.map((environment) => {
    const own = declaration.environments[environment];
    const found = settingsIn(world, environment);
    const filled = (texts: Record<string, string> = {}) => fillAll(world, texts, environment);
    return [
      environment,
      {
        secrets: { ...found.secrets, ...filled(declaration.secrets), ...filled(own?.secrets) },
        vars: { ...found.vars, ...filled(declaration.variables), ...filled(own?.variables) },
      },
    ] as const;
  });
  const byName = Object.fromEntries(environments);
  return {
    secrets: { ...common.secrets, ...fillAll(world, declaration.secrets, first) },
    vars: { ...common.vars, ...fillAll(world, declaration.variables, first) },
    environments: byName,
  };
}

function fillAll(world: World, texts: Record<string, string>, environment: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, world.fill(text, environment)]),
  );
}

function settingsIn(world: World, environment: string): Settings {
  const { names, example } = world;
  const database = firstDatabase(example);
  const [service] = publicServices(example);
  const [project] = Object.keys(example.declaration.projects);
  return {
    secrets: {
      VERCEL_TOKEN: account.vercelToken,
      RAILWAY_TOKEN: names.railwayToken(environment),
      RAILWAY_API_TOKEN: account.railwayAccountToken,
      ...(database ? { DATABASE_URL: world.fill(`\${databases.${database}.url}`, environment) } : {}),
      ...(world.neon ? { NEON_API_KEY: world.neon.apiKey } : {}),
    },
    vars: {
      VERCEL_TEAM: account.team.slug,
      VERCEL_API_URL: world.vercel.apiUrl,
      RAILWAY_API_URL: world.railway.apiUrl,
      OSV_API_URL: world.osv.apiUrl,
      RAILWAY_PROJECT: names.railwayProject,
      RAILWAY_ENVIRONMENT: environment,
      ...(project ? { VERCEL_PROJECT: names.project(project).name } : {}),
      ...(service
        ? {
            RAILWAY_SERVICE: names.service(service).name,
            API_URL: world.fill(`\${services.${service}.url}`, environment),
          }
        : {}),
      ...(world.neon ? { NEON_API_URL: world.neon.apiUrl, NEON_PROJECT: world.neon.project } : {}),
    },
  };
}

function firstDatabase({ declaration }: Example): string | undefined {
  return Object.entries(declaration.databases).find(
    ([, { kind }]) => kind === 'postgres' || kind === 'neon',
  )?.[0];
}

function publicServices({ declaration }: Example): string[] {
  const entries = Object.entries(declaration.services);
  return entries.filter(([, service]) => service.public).map(([key]) => key);
}
