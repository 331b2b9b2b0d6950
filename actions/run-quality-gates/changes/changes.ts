/** What a branch changes against its base. */
export type Changes =
  | {
      known: true;
      /** The commit it is compared with. */
      base: string;
      /** How the base was found, for the log: `merge base with origin/main`. */
      how: string;
      files: ChangedFile[];
    }
  | {
      known: false;
      /** Why it could not be found out, and what to do; gates that need it say so instead of passing or failing. */
      reason: string;
    };

/** One changed file; a deleted one has no added lines. */
export interface ChangedFile {
  /** Relative to the repository's top, with `/`. */
  path: string;
  status: 'added' | 'modified' | 'deleted' | 'renamed';
  /** Lines of the new file that were added or changed. */
  added: ReadonlySet<number>;
}
