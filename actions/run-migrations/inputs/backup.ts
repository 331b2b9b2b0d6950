import type { InputReader } from '../../../src/action/inputs.js';
import { type BackupMode, backupModes } from '../../../src/database/backup/undo-point.js';

/** When an undo point is made, where it lies, how long it stays. */
export interface BackupInputs {
  mode: BackupMode;
  /** Absolute path. */
  directory: string;
  /** Passphrase; null leaves the files unencrypted. */
  key: string | null;
  keep: { count: number | null; ageMs: number | null };
}

/** Reads the inputs about undo points. */
export function readBackup(read: InputReader): BackupInputs {
  const days = read.integer('backup-keep-days', { min: 0, max: 3_650, fallback: 0 });
  const count = read.integer('backup-keep', { min: 0, max: 10_000, fallback: 10 });
  return {
    mode: read.choice('backup', backupModes, 'auto'),
    directory: read.path('backup-directory', '.deploy-actions/backups'),
    key: read.secret('backup-key') ?? null,
    keep: { count: count === 0 ? null : count, ageMs: days === 0 ? null : days * 86_400_000 },
  };
}
