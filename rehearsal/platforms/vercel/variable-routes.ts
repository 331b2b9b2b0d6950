import { type Api, ok } from './access.js';
import { notFound, readObject } from './answers.js';
import type { Project } from './model.js';
import type { Store } from './store.js';

const allTargets = ['production', 'preview', 'development'];

/** One variable as it is stored: of all targets, or of one of them. */
interface Entry {
  id: string;
  key: string;
  value: string;
  targets: readonly string[];
  /** Where it lies. */
  values: Record<string, string>;
}

/** A project's environment variables: list, add, change, remove, and what the CLI pulls. */
export function addVariableRoutes(api: Api, store: Store): void {
  const project = (id: string | undefined): Project => {
    const found = store.project(id ?? '');
    if (!found) throw notFound('Project');
    return found;
  };
  api.owned('GET', ['/v10/projects/:id/env'], 'filterProjectEnvs', ({ params }) => {
    const owner = project(params.id);
    return ok({ envs: entriesOf(owner).map((one) => view(one, owner.createdAt)) });
  });
  api.owned('POST', ['/v10/projects/:id/env'], 'createProjectEnv', ({ params, json }) => {
    const owner = project(params.id);
    const sent = readObject(json());
    const [key, value] = [String(sent.key), String(sent.value)];
    const targets = Array.isArray(sent.target) ? sent.target.map(String) : allTargets;
    if (allTargets.every((one) => targets.includes(one))) owner.env[key] = value;
    else for (const target of targets) owner.envOf.set(target, { ...owner.envOf.get(target), [key]: value });
    const made = entriesOf(owner).find((one) => one.key === key && targets.includes(one.targets[0] ?? ''));
    return ok({ created: made ? view(made, owner.createdAt) : {}, failed: [] });
  });
  api.owned('PATCH', ['/v9/projects/:id/env/:variable'], 'editProjectEnv', ({ params, json }) => {
    const owner = project(params.id);
    const entry = entryOf(owner, params.variable);
    entry.values[entry.key] = String(readObject(json()).value);
    return ok(view({ ...entry, value: entry.values[entry.key] ?? '' }, owner.createdAt));
  });
  api.owned('DELETE', ['/v9/projects/:id/env/:variable'], 'removeProjectEnv', ({ params }) => {
    const owner = project(params.id);
    const entry = entryOf(owner, params.variable);
    delete entry.values[entry.key];
    return ok(view(entry, owner.createdAt));
  });
  const pullPaths = ['/v3/env/pull/:id/:target', '/v3/env/pull/:id/:target/:branch'];
  api.owned('GET', pullPaths, 'pullEnv', ({ params }) => {
    const { env, envOf } = project(params.id);
    return ok({ env: { ...env, ...envOf.get(params.target ?? '') }, buildEnv: {} });
  });
}

function entriesOf({ id, env, envOf }: Project): Entry[] {
  const places = [{ name: 'all', targets: allTargets, values: env }];
  for (const [target, values] of envOf) places.push({ name: target, targets: [target], values });
  return places.flatMap(({ name, targets, values }) =>
    Object.entries(values).map(([key, value]) => ({
      id: `env_${id}_${name}_${key}`,
      key,
      value,
      targets,
      values,
    })),
  );
}

function entryOf(project: Project, id: string | undefined): Entry {
  const found = entriesOf(project).find((one) => one.id === id);
  if (!found) throw notFound('Env');
  return found;
}

function view({ id, key, value, targets }: Entry, createdAt: number): Record<string, unknown> {
  const times = { createdAt, updatedAt: createdAt };
  return { id, key, value, type: 'encrypted', target: targets, configurationId: null, ...times };
}
