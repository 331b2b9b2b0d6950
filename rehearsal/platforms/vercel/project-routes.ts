import { type Api, ok } from './access.js';
import { notFound, readObject } from './answers.js';
import type { Project } from './model.js';
import type { Store } from './store.js';
import { addVariableRoutes } from './variable-routes.js';
import { creatorView, environmentView, projectView } from './views.js';

/** The project a path names, by id or name; throws the 404 Vercel answers for an unknown one. */
export function requireProject(store: Store, idOrName: string | undefined): Project {
  const project = store.project(idOrName ?? '');
  if (!project) throw notFound('Project');
  return project;
}

/** User, teams, projects and their environment variables. */
export function addProjectRoutes(api: Api, store: Store): void {
  addAccountRoutes(api, store);
  api.owned('GET', ['/v9/projects/:id'], 'getProject', ({ params, query }) =>
    ok(projectView(store, requireProject(store, params.id), query.get('rollbackInfo') === 'true')),
  );
  api.owned('GET', ['/v9/projects', '/v10/projects'], 'getProjects', () => {
    const projects = store.projects.map((project) => projectView(store, project, false));
    return ok({ projects, pagination: { count: projects.length, next: null, prev: null } });
  });
  api.owned('PATCH', ['/v9/projects/:id'], 'updateProject', ({ params, json }) => {
    const project = requireProject(store, params.id);
    const { autoAssignCustomDomains, rootDirectory } = readObject(json());
    if (typeof autoAssignCustomDomains === 'boolean')
      project.autoAssignCustomDomains = autoAssignCustomDomains;
    if (typeof rootDirectory === 'string' || rootDirectory === null) project.rootDirectory = rootDirectory;
    project.updatedAt = Date.now();
    return ok(projectView(store, project));
  });
  api.owned('GET', ['/v9/projects/:id/domains'], 'getProjectDomains', ({ params }) => {
    const { id, name, productionHost, createdAt } = requireProject(store, params.id);
    const domains = [productionHost, `${name}.vercel.app`].map((domain) => ({
      ...{ name: domain, apexName: domain, projectId: id, verified: true, createdAt },
      ...{ redirect: null, gitBranch: null, customEnvironmentId: null },
    }));
    return ok({ domains, pagination: { count: domains.length, next: null, prev: null } });
  });
  const environmentPaths = ['/projects/:id/custom-environments', '/v9/projects/:id/custom-environments'];
  api.owned('GET', environmentPaths, 'getCustomEnvironments', ({ params }) => {
    const { environments } = requireProject(store, params.id);
    return ok({ accountLimit: { total: 12 }, environments: environments.map(environmentView) });
  });
  addVariableRoutes(api, store);
}

function addAccountRoutes(api: Api, store: Store): void {
  const { owner } = store;
  const teams = owner.kind === 'team' ? [{ id: owner.id, slug: owner.slug, name: owner.slug }] : [];
  api.open('GET', ['/v2/user'], 'getAuthUser', () => {
    const { uid, ...user } = creatorView(store);
    return ok({ user: { id: uid, ...user, name: user.username } });
  });
  api.open('GET', ['/v1/teams', '/v2/teams'], 'getTeams', () =>
    ok({ teams, pagination: { count: teams.length, next: null, prev: null } }),
  );
  api.open('GET', ['/teams/:id', '/v2/teams/:id'], 'getTeam', ({ params }) => {
    const team = teams.find(({ id, slug }) => id === params.id || slug === params.id);
    if (!team) throw notFound('Team');
    return ok(team);
  });
}
