import type { Example } from '../example/index.js';

/** The secrets of a rehearsed system. They open nothing outside this machine. */
export const account = {
  owner: 'acme',
  team: { kind: 'team' as const, id: 'team_acme', slug: 'acme' },
  vercelToken: 'rehearsalVercelToken',
  railwayAccountToken: '5e8e7a1c-0000-4000-8000-0000000000aa',
};

/** The names and ids the platforms give to the parts of an example. */
export interface Names {
  /** Name of the repository on GitHub, and of the project on Railway. */
  repository: string;
  railwayProject: string;
  service(key: string): { id: string; name: string };
  project(key: string): { id: string; name: string };
  environmentId(environment: string): string;
  /** The project token of Railway that is bound to an environment. */
  railwayToken(environment: string): string;
}

/** Names the parts of an example. */
export function namesOf({ name, declaration }: Example): Names {
  const environments = Object.keys(declaration.environments);
  const called = (key: string, given: string | undefined) => given ?? `${name}-${key}`;
  return {
    repository: name,
    railwayProject: `prj-${name}`,
    service(key) {
      const own = called(key, declaration.services[key]?.name);
      return { id: `svc-${own}`, name: own };
    },
    project(key) {
      const own = called(key, declaration.projects[key]?.name);
      return { id: `prj_${own.replaceAll('-', '_')}`, name: own };
    },
    environmentId: (environment) => `env-${environment}`,
    railwayToken(environment) {
      const number = String(environments.indexOf(environment) + 1).padStart(12, '0');
      return `5e8e7a1c-0000-4000-8000-${number}`;
    },
  };
}
