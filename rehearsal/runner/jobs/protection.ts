/** How a review of a job ends; unanswered means that GitHub's 30 days are over. */
export type Review = 'approved' | 'rejected' | 'unanswered';

/** What an environment asks of a job before it runs, as "Settings / Environments" has it. */
export interface Protection {
  /** Patterns of branches and of tags that may deploy to it; any when both are absent. */
  branches?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
  /** Asks its reviewers; nobody has to approve when it is absent. Rejects when the signal is aborted. */
  review?: ((signal: AbortSignal) => Promise<Review>) | undefined;
}

/**
 * Lets a job into an environment, which may take as long as a review takes.
 * @throws Error in GitHub's words when it may not.
 */
export async function enterEnvironment(
  name: string,
  protection: Protection | undefined,
  ref: string,
  signal: AbortSignal,
): Promise<void> {
  if (!protection) return;
  const refused = "The deployment was rejected or didn't satisfy other protection rules.";
  if (!allowed(protection, ref)) {
    const [, kind = 'ref', short = ref] = /^refs\/(head|tag)s\/(.+)$/.exec(ref) ?? [];
    const told = { head: 'Branch', tag: 'Tag', ref: 'Ref' }[kind];
    throw new Error(
      `${told} "${short}" is not allowed to deploy to ${name} due to environment protection rules. ${refused}`,
    );
  }
  const review = await protection.review?.(signal);
  if (review === 'rejected') throw new Error(`A reviewer of ${name} has said no. ${refused}`);
  if (review === 'unanswered') {
    throw new Error(`No reviewer of ${name} has answered within 30 days. ${refused}`);
  }
}

function allowed({ branches, tags }: Protection, ref: string): boolean {
  if (!branches && !tags) return true;
  const [, kind, name = ''] = /^refs\/(head|tag)s\/(.+)$/.exec(ref) ?? [];
  const patterns = kind === 'head' ? branches : kind === 'tag' ? tags : [];
  return (patterns ?? []).some((pattern) => matcher(pattern).test(name));
}

/** As Ruby's File.fnmatch without a path's slashes: `*` stands for anything but a slash. */
function matcher(pattern: string): RegExp {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${source}$`);
}
