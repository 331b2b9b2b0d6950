import { posix } from 'node:path';

/** Where a file with `uses` in it comes from; `$/path` is looked up there. */
export type Origin = 'workflow-repository' | 'deploy-actions';

/** What `uses` of a step means, before anything is read from disk. */
export type Reference =
  | { kind: 'builtin'; action: BuiltinName }
  | { kind: 'workspace'; path: string }
  | { kind: 'snapshot'; path: string; repository: string; ref: string }
  | { kind: 'deploy-actions'; path: string; repository: string; ref: string }
  | { kind: 'refused'; reason: string };

/** Actions this runner does itself. */
export type BuiltinName =
  | 'checkout'
  | 'setup-node'
  | 'setup-python'
  | 'pnpm/action-setup'
  | 'docker/login-action'
  | 'docker/setup-buildx-action'
  | 'docker/setup-qemu-action'
  | 'docker/metadata-action'
  | 'docker/build-push-action'
  | 'attest'
  | 'attest-build-provenance'
  | 'attest-sbom'
  | 'upload-artifact'
  | 'download-artifact'
  | 'cache'
  | 'cache/restore'
  | 'cache/save';

const BUILTINS: ReadonlySet<string> = new Set([
  ...[
    'checkout',
    'setup-node',
    'setup-python',
    'upload-artifact',
    'download-artifact',
    'cache',
    'cache/restore',
    'cache/save',
    'attest',
    'attest-build-provenance',
    'attest-sbom',
  ],
]);

/** Those of other owners, with the owner. */
const OTHERS = [
  ...['pnpm/action-setup', 'docker/login-action', 'docker/setup-buildx-action', 'docker/setup-qemu-action'],
  ...['docker/metadata-action', 'docker/build-push-action'],
] as const;

/** The repository that runs, for references that stay in it. */
export interface Home {
  repository: string;
  sha: string;
}

/** Reads a step's `uses`. Source of the forms: actions/runner WorkflowTemplateConverter, ActionManager. */
export function readReference(uses: string, origin: Origin, home: Home): Reference {
  if (uses.startsWith('docker://')) {
    return refused(`'${uses}' needs a container, and a rehearsal runs none`);
  }
  if (uses.startsWith('./') || uses.startsWith('.\\')) {
    return { kind: 'workspace', path: uses.replaceAll('\\', '/') };
  }
  if (uses.startsWith('$/')) return selfReference(uses, origin, home);
  const parts = uses.split('@');
  const [name = '', ref = ''] = parts;
  const [owner, repository, ...path] = name.split('/');
  if (parts.length !== 2 || !owner || !repository || !ref) {
    return refused(`Expected format {org}/{repo}[/path]@ref. Actual '${uses}'`);
  }
  return remoteReference(`${owner}/${repository}`, path.join('/'), ref, home);
}

function selfReference(uses: string, origin: Origin, home: Home): Reference {
  const path = posix.normalize(uses.slice(1).replace(/^\/+/, ''));
  if (path === '.' || uses.includes('@')) {
    return refused(`'${uses}' must name a folder of the same repository, without a ref: $/path`);
  }
  if (origin === 'deploy-actions') {
    return { kind: 'deploy-actions', path, repository: home.repository, ref: home.sha };
  }
  return { kind: 'snapshot', path, repository: home.repository, ref: home.sha };
}

function remoteReference(repository: string, path: string, ref: string, home: Home): Reference {
  const [owner = '', name = ''] = repository.toLowerCase().split('/');
  const builtin = [name, path].filter((part) => part !== '').join('/');
  if (owner === 'actions' && BUILTINS.has(builtin))
    return { kind: 'builtin', action: builtin as BuiltinName };
  const other = OTHERS.find((one) => one === `${owner}/${builtin}`);
  if (other) return { kind: 'builtin', action: other };
  if (name === 'deploy-actions') return { kind: 'deploy-actions', path, repository, ref };
  if (repository.toLowerCase() === home.repository.toLowerCase()) {
    return { kind: 'snapshot', path, repository, ref };
  }
  return refused(
    `'${repository}${path ? `/${path}` : ''}' is not on this machine. A rehearsal runs deploy-actions, actions of the ` +
      `own repository, ${OTHERS.join(', ')}, and actions/{${[...BUILTINS].join(',')}}`,
  );
}

function refused(reason: string): Reference {
  return { kind: 'refused', reason };
}
