import type { Permissions } from '../workflow/model.js';

const SCOPES = [
  ...[
    'actions',
    'attestations',
    'checks',
    'contents',
    'deployments',
    'discussions',
    'issues',
    'packages',
    'pages',
  ],
  ...['pull-requests', 'repository-projects', 'security-events', 'statuses'],
];
const RANK: Record<string, number> = { none: 0, read: 1, write: 2 };

/** What a token may do when neither job nor workflow says anything: GitHub's restricted default. */
const DEFAULT_PERMISSIONS: Record<string, string> = { contents: 'read', packages: 'read' };

/**
 * The permissions of a job's token: the job's own, else the workflow's, else the caller's or the default. What is not
 * named in a map is `none`, and `metadata` can always be read.
 */
export function tokenPermissions(
  job: Permissions | undefined,
  workflow: Permissions | undefined,
  inherited: Record<string, string> | undefined,
): Record<string, string> {
  const wanted = job ?? workflow;
  const named = wanted === undefined ? (inherited ?? DEFAULT_PERMISSIONS) : spelledOut(wanted);
  const granted = Object.entries(named).filter(([, level]) => level !== 'none');
  return { ...Object.fromEntries(granted), metadata: 'read' };
}

/** The first permission a called workflow asks for beyond its caller's, or undefined. */
export function exceeding(
  wanted: Permissions | undefined,
  allowed: Record<string, string>,
): { scope: string; wanted: string; allowed: string } | undefined {
  if (wanted === undefined) return undefined;
  for (const [scope, level] of Object.entries(spelledOut(wanted))) {
    const most = allowed[scope] ?? 'none';
    if ((RANK[level] ?? 0) > (RANK[most] ?? 0)) return { scope, wanted: level, allowed: most };
  }
  return undefined;
}

/** A map for either shorthand. */
export function spelledOut(permissions: Permissions): Record<string, string> {
  if (typeof permissions !== 'string') return permissions;
  const level = permissions === 'write-all' ? 'write' : 'read';
  return Object.fromEntries(
    [...SCOPES, 'id-token'].map((scope) => [
      scope,
      scope === 'id-token' && level === 'read' ? 'none' : level,
    ]),
  );
}
