import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Example, fill } from '../example/index.js';
import { type GitHubPlatform, startGitHubPlatform } from '../platforms/github/index.js';
import type { NeonPlatform } from '../platforms/neon/index.js';
import { type OsvPlatform, startOsvPlatform } from '../platforms/osv/index.js';
import { type RailwayPlatform, startRailwayPlatform } from '../platforms/railway/index.js';
import { startVercelPlatform, type VercelPlatform } from '../platforms/vercel/index.js';
import type { ArtifactStore } from '../runner/builtin/artifact-store.js';
import { account, type Names, namesOf } from './account.js';
import { type Databases, type Started, startDatabases } from './databases.js';
import { railwayOptions, vercelOptions } from './platforms.js';
import { makeRepository, type Repository } from './repository.js';
import { makeTools } from './tools.js';

/** Everything a rehearsal runs against, up and reachable. */
export interface World {
  directory: string;
  example: Example;
  names: Names;
  /** The environments of the example, the first one being production. */
  environments: string[];
  repository: Repository;
  github: GitHubPlatform;
  vercel: VercelPlatform;
  railway: RailwayPlatform;
  neon?: NeonPlatform;
  osv: OsvPlatform;
  /** What the runs have uploaded, by their ids. */
  artifacts: Map<number, ArtifactStore>;
  /** The number of the pull request of each head branch. */
  pulls: Map<string, number>;
  /** Folders that come first on every PATH. */
  tools: string[];
  /** Replaces the references of a text by what they are in an environment; the first one when none is named. */
  fill(text: string, environment?: string): string;
  /** Where people reach a service or project of the example; undefined for what has no address. */
  url(component: string, environment?: string): string | undefined;
  close(): Promise<void>;
}

/** What a world is made of. */
export interface WorldOptions {
  example: Example;
  /** Absolute paths of the workflows that are put into the repository besides the example's own. */
  workflows: readonly string[];
  node: string;
  npm: Record<string, string>;
  /** Folders of programs that were installed for the example. */
  programs?: readonly string[];
  /** The Python that the example's programs run with. */
  python?: string | undefined;
}

/** Starts the platforms and the databases. If one cannot start, those that did are stopped again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  const closers: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const started: Started = async (part) => {
    const up = await part;
    closers.push(() => up.close());
    return up;
  };
  const folder = async (name: string) => {
    const path = join(directory, name);
    await mkdir(path, { recursive: true });
    return path;
  };
  try {
    return await build(options, { directory, folder, started, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface Site {
  directory: string;
  folder(name: string): Promise<string>;
  started: Started;
  close(): Promise<void>;
}

async function build(options: WorldOptions, { directory, folder, started, close }: Site): Promise<World> {
  const { example, npm, node } = options;
  const names = namesOf(example);
  const repository = await makeRepository(example, options.workflows, join(directory, 'repository'));
  const made = await makeTools(join(directory, 'tools'), example, options.python);
  const tools = [...made, ...(options.programs ?? [])];
  const databases = await startDatabases(example, folder, started);
  const ground = { node, tools, environment: npm, workDirectory: await folder('railway') };
  const builder = { node, tools, environment: npm };
  const site = { workDirectory: await folder('vercel'), builder };
  const [github, vercel, railway, osv] = await Promise.all([
    started(startGitHub(example, repository)),
    started(startVercelPlatform({ ...vercelOptions(example, names), ...site })),
    started(startRailwayPlatform({ ...railwayOptions(example, names), ...ground })),
    started(startOsvPlatform()),
  ]);
  const platforms = { github, vercel, railway, osv };
  const kept = { artifacts: new Map<number, ArtifactStore>(), pulls: new Map<string, number>() };
  const parts = { directory, example, names, repository, tools, close, ...kept };
  return furnish({ ...parts, ...platforms }, databases);
}

/** Adds what can be told only now that everything has an address, and gives the services their variables. */
function furnish(parts: Omit<World, 'environments' | 'fill' | 'url' | 'neon'>, databases: Databases): World {
  const { declaration } = parts.example;
  const environments = Object.keys(declaration.environments);
  const [first = 'production'] = environments;
  const world: World = {
    ...parts,
    environments,
    ...(databases.neon ? { neon: databases.neon } : {}),
    fill: (text, environment = first) => fill(text, (path) => lookUp(world, databases, path, environment)),
    url(component, environment = first) {
      const kind = component in declaration.services ? 'services' : 'projects';
      if (declaration.services[component]?.public === false) return undefined;
      return world.fill(`\${${kind}.${component}.url}`, environment);
    },
  };
  for (const environment of environments) {
    setServiceVariables(world, environment);
    setProjectVariables(world, environment);
  }
  return world;
}

function setServiceVariables(world: World, environment: string): void {
  const { declaration } = world.example;
  for (const [key, service] of Object.entries(declaration.services)) {
    const own = { ...service.variables, ...declaration.environments[environment]?.services[key] };
    const environmentId = world.names.environmentId(environment);
    world.railway.setVariables(world.names.service(key).id, filled(world, own, environment), environmentId);
  }
}

/** On Vercel the first environment is `production`; another is the project's own of that name, or else every preview. */
function setProjectVariables(world: World, environment: string): void {
  const { declaration } = world.example;
  for (const [key, project] of Object.entries(declaration.projects)) {
    const own = { ...project.variables, ...declaration.environments[environment]?.projects[key] };
    const named = project.environments.includes(environment) ? environment : 'preview';
    const target = environment === world.environments[0] ? 'production' : named;
    world.vercel.setVariables(world.names.project(key).id, target, filled(world, own, environment));
  }
}

function filled(world: World, texts: Record<string, string>, environment: string): Record<string, string> {
  const entries = Object.entries(texts).map(([name, text]) => [name, world.fill(text, environment)]);
  return Object.fromEntries(entries);
}

function startGitHub(example: Example, { directory }: Repository): Promise<GitHubPlatform> {
  const repository = { owner: account.owner, name: example.name, defaultBranch: 'main' };
  return startGitHubPlatform({ repository, gitDirectory: directory });
}

/** What a reference stands for. The reader of the declaration has made sure that its parts exist. */
function lookUp(world: World, databases: Databases, path: string[], environment: string): string {
  const { names, railway, vercel, neon } = world;
  const [kind = '', key = '', field = ''] = path;
  const environmentId = names.environmentId(environment);
  const url = (): string =>
    kind === 'services'
      ? railway.serviceUrl(names.service(key).id, environmentId)
      : (vercel.environmentUrl(names.project(key).id, environment) ??
        vercel.productionUrl(names.project(key).id));
  const facts: Record<string, () => string | undefined> = {
    environment: () => environment,
    'databases url': () => databases.url(key, environment),
    'databases name': () => basename(new URL(databases.url(key, environment)).pathname),
    'services volume': () => railway.volumeFolder(names.service(key).id, environmentId),
    'services name': () => names.service(key).name,
    'services id': () => names.service(key).id,
    'projects name': () => names.project(key).name,
    'projects id': () => names.project(key).id,
    'services url': url,
    'projects url': url,
    'services host': () => new URL(url()).host,
    'projects host': () => new URL(url()).host,
    'vercel api-url': () => vercel.apiUrl,
    'vercel token': () => account.vercelToken,
    'vercel team': () => account.team.slug,
    'railway api-url': () => railway.apiUrl,
    'railway token': () => names.railwayToken(environment),
    'railway account-token': () => account.railwayAccountToken,
    'railway project': () => names.railwayProject,
    'railway environment': () => environmentId,
    'neon api-url': () => neon?.apiUrl,
    'neon api-key': () => neon?.apiKey,
    'neon project': () => neon?.project,
  };
  const found = facts[field === '' ? [kind, key].filter(Boolean).join(' ') : `${kind} ${field}`]?.();
  if (found === undefined) throw new Error(`Nothing stands behind \${${path.join('.')}}.`);
  return found;
}
