import type { Example } from '../example/index.js';
import { account } from './account.js';
import type { World } from './world.js';

/** What a team sets once under "Secrets and variables". */
export interface Settings {
  secrets: Record<string, string>;
  vars: Record<string, string>;
}

/** Addresses of the local platforms, which no team sets: every job gets them. */
const ofTheRehearsal = ['VERCEL_API_URL', 'RAILWAY_API_URL', 'NEON_API_URL', 'OSV_API_URL'];

/**
 * The settings of the repository and of each environment by its name. What every workflow of this project asks for is
 * there without being declared; what is declared wins. Unless the example says where its page puts what, all of it is
 * the repository's, with the first environment's values.
 */
export function settingsOf(world: World): Settings & { environments: Record<string, Settings> } {
  const { declaration } = world.example;
  const [first = 'production'] = world.environments;
  const environments: Record<string, Settings> = Object.fromEntries(
    world.environments.map((environment) => {
      const own = declaration.environments[environment];
      const common = settingsFor(world, environment);
      return [
        environment,
        {
          secrets: { ...common.secrets, ...fillAll(world, own?.secrets, environment) },
          vars: { ...common.vars, ...fillAll(world, own?.variables, environment) },
        },
      ];
    }),
  );
  if (!declaration.settings) return { ...settingsFor(world, first), environments };
  const { repository, also } = declaration.settings;
  const all = environments[first] ?? settingsFor(world, first);
  for (const [name, names] of Object.entries(also)) environments[name] = only(all, names);
  return { ...only(all, [...repository, ...ofTheRehearsal]), environments };
}

/** What stands in an environment besides what is declared for it alone. */
function settingsFor(world: World, environment: string): Settings {
  const { secrets, variables } = world.example.declaration;
  const found = settingsIn(world, environment);
  return {
    secrets: { ...found.secrets, ...fillAll(world, secrets, environment) },
    vars: { ...found.vars, ...fillAll(world, variables, environment) },
  };
}

function only({ secrets, vars }: Settings, names: readonly string[]): Settings {
  const kept = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([name]) => names.includes(name)));
  return { secrets: kept(secrets), vars: kept(vars) };
}

function fillAll(
  world: World,
  texts: Record<string, string> | undefined = {},
  environment: string,
): Record<string, string> {
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
