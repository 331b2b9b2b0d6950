import { InputError } from '../errors/errors.js';
import type { NeonBranch } from './answers.js';
import type { NeonClient } from './client.js';

/** A branch for a pull request. */
export interface PreviewRequest {
  name: string;
  /** Name or id of the branch it is made from; null is the project's default one. */
  parent: string | null;
  /** Brings a branch that is there already to what its parent has now. */
  reset: boolean;
  /** When Neon removes it by itself, in milliseconds since the epoch; null keeps it. */
  expiresAt: number | null;
  /** Database and role to connect with; null takes the first database and its owner. */
  database: string | null;
  role: string | null;
}

/** What came of it. */
export interface PreviewBranch {
  branch: NeonBranch;
  /** Holds the password: mask it before anything else. */
  databaseUrl: string;
  outcome: 'created' | 'reset' | 'kept';
}

/** Makes or resets the branch of a pull request. Throws InputError when the name is production's, PlatformError as the client does. */
export async function preparePreview(neon: NeonClient, request: PreviewRequest): Promise<PreviewBranch> {
  const all = await neon.branches();
  const parent = findParent(all, request.parent, neon.access.project);
  const there = all.find((one) => one.name === request.name);
  if (there) refuseImportant(there, all, 'reset');
  const { branch, outcome } = await makeOrReset(neon, request, parent, there);
  const databaseUrl = await neon.connectionUri(branch.id, request.database, request.role);
  return { branch, databaseUrl, outcome };
}

async function makeOrReset(
  neon: NeonClient,
  { name, reset, expiresAt }: PreviewRequest,
  parent: NeonBranch,
  there: NeonBranch | undefined,
): Promise<Omit<PreviewBranch, 'databaseUrl'>> {
  const { log } = neon.access;
  if (!there) {
    log.info(`Making the Neon branch ${name} from ${parent.name}`);
    const branch = await neon.createBranch({ name, parentId: parent.id, expiresAt, compute: true });
    return { branch, outcome: 'created' };
  }
  if (!reset) return { branch: there, outcome: 'kept' };
  log.info(`Bringing the Neon branch ${name} to what ${parent.name} has now`);
  return { branch: await neon.restoreBranch(there.id, parent.id, null), outcome: 'reset' };
}

/** Removes the branch of a closed pull request; false when there is none. Throws InputError when the name is production's. */
export async function removePreview(neon: NeonClient, name: string): Promise<boolean> {
  const all = await neon.branches();
  const there = all.find((one) => one.name === name);
  if (!there) return false;
  refuseImportant(there, all, 'deleted');
  await neon.deleteBranch(there.id);
  return true;
}

/** A state of a branch to come back to. Structurally the undo point of `src/database/backup`. */
export interface NeonUndoPoint {
  /** `neon:<project>/<branch id>`. */
  reference: string;
  kind: 'neon-branch';
  madeAt: number;
  bytes: null;
  sha256: null;
  encrypted: false;
  durationMs: number;
}

/**
 * Keeps what a branch has now as a branch of its own, without a compute: instant, and it costs what changes afterwards.
 * @param of the branch that is about to change: its name or id, or the host of its database; null is the default one.
 * Throws InputError when the project has no such branch or host: the state of another one would be worth nothing.
 */
export async function makeUndoBranch(
  neon: NeonClient,
  { of, name, expiresAt }: { of: string | { host: string } | null; name: string; expiresAt: number | null },
): Promise<NeonUndoPoint> {
  const { clock, project, log } = neon.access;
  const madeAt = clock.now();
  const source = await findSource(neon, of);
  log.info(`Keeping the state of the Neon branch ${source.name} as ${name}`);
  const branch = await neon.createBranch({ name, parentId: source.id, expiresAt, compute: false });
  const reference = `neon:${project}/${branch.id}`;
  const durationMs = clock.now() - madeAt;
  return { reference, kind: 'neon-branch', madeAt, bytes: null, sha256: null, encrypted: false, durationMs };
}

/**
 * Brings a branch back to an undo point. What it had until now is kept under `keepAs`: the undo point is its child, and
 * nothing that was written since is lost for good.
 * @param to the branch that goes back: its name or id, or the host of its database; null is the default one.
 * Throws InputError for a reference of another kind or project, or when there is no such branch or host.
 */
export async function restoreUndoBranch(
  neon: NeonClient,
  reference: string,
  { to, keepAs }: { to: string | { host: string } | null; keepAs: string },
): Promise<NeonBranch> {
  const match = /^neon:([^/]+)\/(.+)$/.exec(reference);
  if (!match || match[1] !== neon.access.project) {
    throw new InputError(`"${reference}" is no undo point of the Neon project ${neon.access.project}.`);
  }
  const all = await neon.branches();
  const source = all.find((one) => one.id === match[2]);
  if (!source) {
    throw new InputError(
      `The Neon branch ${match[2]} of the undo point is gone: it expired or was deleted.`,
      {
        fix: "Neon can go back to a point in time within the project's history window: console, Restore.",
      },
    );
  }
  const target = await findSource(neon, to);
  neon.access.log.info(
    `Bringing the Neon branch ${target.name} back to ${source.name}; what it has now is kept as ${keepAs}`,
  );
  return neon.restoreBranch(target.id, source.id, keepAs);
}

async function findSource(neon: NeonClient, of: string | { host: string } | null): Promise<NeonBranch> {
  if (of === null || typeof of === 'string')
    return findParent(await neon.branches(), of, neon.access.project);
  const found = await neon.branchOfHost(of.host);
  if (found) return found;
  throw new InputError(`No compute of the Neon project ${neon.access.project} has the host ${of.host}.`, {
    fix: 'Check "neon-project": it must be the project of "database-url".',
  });
}

function findParent(all: readonly NeonBranch[], wanted: string | null, project: string): NeonBranch {
  const found = all.find((one) =>
    wanted === null ? one.default === true : one.id === wanted || one.name === wanted,
  );
  if (found) return found;
  throw new InputError(
    wanted === null
      ? `The Neon project ${project} shows no default branch.`
      : `The Neon project ${project} has no branch "${wanted}".`,
    { fix: `It has: ${all.map((one) => one.name).join(', ') || 'none'}.` },
  );
}

/** A typing error in a workflow must not cost production. */
function refuseImportant(branch: NeonBranch, all: readonly NeonBranch[], what: string): void {
  const why = branch.default
    ? "is the project's default branch"
    : branch.protected
      ? 'is protected'
      : branch.parent_id === undefined
        ? 'is a root branch'
        : all.some((one) => one.parent_id === branch.id)
          ? 'has branches of its own'
          : undefined;
  if (why === undefined) return;
  throw new InputError(`The input "neon-branch" names ${branch.name}, which ${why}: it is not ${what}.`, {
    fix: 'Name a branch of this pull request alone, such as preview/pr-${{ github.event.number }}.',
  });
}
