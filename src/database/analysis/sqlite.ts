import type { Analysis, MigrationSource } from './types.js';

/** Placeholder until SQLite's reader stands. */
export function readSqlite(migrations: readonly MigrationSource[]): Analysis[] {
  return migrations.map(({ name }) => ({
    name,
    statements: [],
    remarks: [],
    class: 'risky',
    phase: 'mixed',
  }));
}
