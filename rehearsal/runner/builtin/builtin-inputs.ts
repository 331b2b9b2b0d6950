import type { BuiltinName } from '../actions/resolve.js';

const CACHE = [
  'key',
  'path',
  'restore-keys',
  'upload-chunk-size',
  'enablecrossosarchive',
  'fail-on-cache-miss',
];

/** Inputs that the built-in actions' originals declare, lower case; any other one is a mistake worth a warning. */
export const BUILTIN_INPUTS: Record<BuiltinName, string[]> = {
  checkout: [
    ...[
      'repository',
      'ref',
      'token',
      'ssh-key',
      'ssh-known-hosts',
      'ssh-strict',
      'ssh-user',
      'persist-credentials',
    ],
    ...[
      'path',
      'clean',
      'filter',
      'sparse-checkout',
      'sparse-checkout-cone-mode',
      'fetch-depth',
      'fetch-tags',
    ],
    ...[
      'show-progress',
      'lfs',
      'submodules',
      'set-safe-directory',
      'github-server-url',
      'allow-unsafe-pr-checkout',
    ],
  ],
  'setup-node': [
    ...[
      'always-auth',
      'node-version',
      'node-version-file',
      'architecture',
      'check-latest',
      'registry-url',
      'scope',
    ],
    ...['token', 'cache', 'package-manager-cache', 'cache-dependency-path', 'mirror', 'mirror-token'],
  ],
  'setup-python': [
    ...['python-version', 'python-version-file', 'cache', 'cache-dependency-path', 'architecture'],
    ...['check-latest', 'token', 'update-environment', 'allow-prereleases', 'freethreaded'],
    ...['pip-version', 'pip-install'],
  ],
  'pnpm/action-setup': [
    'version',
    'dest',
    'run_install',
    'cache',
    'cache_dependency_path',
    'package_json_file',
    'standalone',
  ],
  'upload-artifact': [
    ...['name', 'path', 'if-no-files-found', 'retention-days', 'compression-level', 'overwrite'],
    ...['include-hidden-files', 'archive'],
  ],
  'download-artifact': [
    ...['name', 'artifact-ids', 'path', 'pattern', 'merge-multiple', 'github-token', 'repository', 'run-id'],
    ...['skip-decompress', 'digest-mismatch'],
  ],
  cache: [...CACHE, 'lookup-only', 'save-always'],
  'cache/restore': [...CACHE, 'lookup-only'],
  'cache/save': CACHE,
};
