/** When an undo point is made: before anything risky, before every change, or not at all. */
export const backupModes = ['auto', 'always', 'never'] as const;
/** One of the modes above. */
export type BackupMode = (typeof backupModes)[number];

/**
 * A state of the database to come back to. Its `reference` is what a release record keeps and what `restore` takes:
 * `neon:<project>/<branch id>`, `pg_dump:<file>`, `sqlite:<file>`. It holds no secret.
 */
export interface UndoPoint {
  reference: string;
  kind: 'neon-branch' | 'pg-dump' | 'sqlite-copy';
  /** Milliseconds since the epoch. */
  madeAt: number;
  /** Of the file, in bytes; null for a branch. */
  bytes: number | null;
  /** SHA-256 of the file as it lies there, in hex; null for a branch. */
  sha256: string | null;
  encrypted: boolean;
  durationMs: number;
}
