import { InputError } from '../errors/errors.js';
import type { RailwayClient, TokenAccess } from './client.js';
import { listProjects, readProject } from './documents.js';
import { ambiguousName, scopeContradicts, scopeMissing, unknownName } from './messages.js';

interface Named {
  id: string;
  name: string;
}

/** An environment of a project. `isEphemeral`: made for a pull request, and meant to go with it. */
export interface EnvironmentFacts extends Named {
  isEphemeral: boolean;
}

/** The project a token leads to, with all there is to choose from. */
export interface ProjectScope {
  access: TokenAccess;
  project: Named;
  environments: readonly EnvironmentFacts[];
  services: readonly Named[];
  /** The environment others are copies of (usually production); undefined when Railway does not say. */
  baseEnvironmentId: string | undefined;
}

/** An environment of a project, and the services that are there to choose from. */
export interface Scope {
  project: Named;
  environment: Named;
  services: readonly Named[];
}

/** What a deployment belongs to. All are ids. */
export interface ServiceTarget {
  projectId: string;
  environmentId: string;
  serviceId: string;
}

/** What the inputs say of where to deploy; names or ids. */
export interface WantedScope {
  project: string | undefined;
  environment: string | undefined;
}

/**
 * The environment that is meant: from the project token, or from the inputs (name or id) with an account or workspace
 * token. Throws InputError when an input is missing, unknown, or contradicts the token.
 */
export async function resolveScope(client: RailwayClient, wanted: WantedScope): Promise<Scope> {
  return chooseEnvironment(await readProjectScope(client, wanted), wanted);
}

/** Reads the project that the token or the inputs name. Throws InputError when it is missing or unknown. */
export async function readProjectScope(client: RailwayClient, wanted: WantedScope): Promise<ProjectScope> {
  const access = await client.access();
  const projectId =
    access.kind === 'project' ? access.projectId : await findProject(client, access, wanted.project);
  const { project } = await client.ask(readProject, { id: projectId });
  return {
    access,
    project: { id: project.id, name: project.name },
    environments: project.environments.edges.map(({ node }) => node),
    services: nodes(project.services),
    baseEnvironmentId: project.primaryEnvironmentId ?? project.baseEnvironmentId ?? undefined,
  };
}

/** Chooses the environment in a project that was read. Throws InputError as `resolveScope` does. */
export function chooseEnvironment(found: ProjectScope, wanted: WantedScope): Scope {
  const { access, project, environments, services } = found;
  const { id, name } =
    access.kind === 'project'
      ? boundEnvironment(access.environmentId, environments, project, wanted)
      : pickEnvironment(environments, project, wanted.environment);
  return { project, environment: { id, name }, services };
}

/** The service by name or id. `input` is the input that names it. Throws InputError that lists the services there are. */
export function pickService(scope: Scope, wanted: string, input = 'service'): Named {
  return pick(input, 'service', wanted, scope.services, `the project "${scope.project.name}"`);
}

function boundEnvironment(
  environmentId: string,
  environments: readonly Named[],
  project: Named,
  wanted: WantedScope,
): Named {
  const bound = environments.find(({ id }) => id === environmentId) ?? {
    id: environmentId,
    name: environmentId,
  };
  const where = `the environment "${bound.name}" of the project "${project.name}"`;
  contradiction('railway-project', wanted.project, project, where);
  contradiction('railway-environment', wanted.environment, bound, where);
  return bound;
}

function contradiction(input: string, wanted: string | undefined, bound: Named, where: string): void {
  if (wanted === undefined || wanted === bound.id || wanted === bound.name) return;
  const { message, fix } = scopeContradicts(input, wanted, where);
  throw new InputError(message, { fix });
}

/** An environment of a project by name or id. `input` is the input that names it. Throws InputError that lists those there are. */
export function pickEnvironmentOf(found: ProjectScope, wanted: string, input: string): Named {
  return pick(input, 'environment', wanted, found.environments, `the project "${found.project.name}"`);
}

function pickEnvironment(environments: readonly Named[], project: Named, wanted: string | undefined): Named {
  if (wanted === undefined) {
    const { message, fix } = scopeMissing(
      'railway-environment',
      environments.map(({ name }) => name),
    );
    throw new InputError(message, { fix });
  }
  return pick('railway-environment', 'environment', wanted, environments, `the project "${project.name}"`);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function findProject(
  client: RailwayClient,
  access: Extract<TokenAccess, { kind: 'account' }>,
  wanted: string | undefined,
): Promise<string> {
  if (wanted !== undefined && uuid.test(wanted)) return wanted;
  const projects: Named[] = [];
  for (const { id } of access.workspaces) projects.push(...(await projectsOf(client, id)));
  if (wanted === undefined) {
    const { message, fix } = scopeMissing(
      'railway-project',
      projects.map(({ name }) => name),
    );
    throw new InputError(message, { fix });
  }
  return pick('railway-project', 'project', wanted, projects, 'what the token reaches').id;
}

async function projectsOf(client: RailwayClient, workspaceId: string): Promise<Named[]> {
  const found: Named[] = [];
  let after: string | undefined;
  do {
    const { projects } = await client.ask(listProjects, { workspaceId, after });
    found.push(...nodes(projects));
    after = projects.pageInfo.hasNextPage ? (projects.pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return found;
}

function pick(input: string, what: string, wanted: string, all: readonly Named[], where: string): Named {
  const byId = all.find(({ id }) => id === wanted);
  const byName = all.filter(({ name }) => name === wanted);
  if (byId) return byId;
  const [first, ...more] = byName;
  if (first && more.length === 0) return first;
  const { message, fix } = first
    ? ambiguousName(
        input,
        wanted,
        byName.map(({ id }) => id),
      )
    : unknownName(
        input,
        what,
        wanted,
        all.map(({ name }) => name),
        where,
      );
  throw new InputError(message, { fix });
}

function nodes(list: { edges: readonly { node: Named }[] }): Named[] {
  return list.edges.map(({ node }) => node);
}
