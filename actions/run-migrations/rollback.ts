import type { Migration } from '../../src/database/migration.js';
import { readRollback } from '../../src/database/rollback-class.js';
import type { SchemaRollback } from '../../src/release/component.js';
import type { Result } from './result.js';
import type { Work } from './work.js';

/** What the way back is after these migrations, for the record and for people. */
export function rollbackOf(
  work: Work,
  migrations: readonly Migration[],
  { from, to, backup = null }: { from: string | null; to: string | null; backup?: string | null },
): Pick<Result, 'record' | 'obstacles' | 'rollbackReason'> {
  const { inputs, tool } = work;
  const { obstacles } = readRollback(migrations.filter((one) => !one.opaque));
  const { rollback, reason } = decide(migrations, obstacles.length, backup, tool.down !== undefined);
  return {
    obstacles,
    rollbackReason: reason,
    record: { kind: 'database', name: inputs.name, tool: tool.kind, from, to, rollback, backup },
  };
}

function decide(
  migrations: readonly Migration[],
  obstacles: number,
  backup: string | null,
  canDown: boolean,
): { rollback: SchemaRollback; reason: string } {
  const opaque = migrations.filter((one) => one.opaque).map((one) => one.name);
  if (obstacles === 0 && opaque.length === 0) {
    return { rollback: 'safe', reason: 'The earlier code can run on this schema: it only adds.' };
  }
  const why =
    opaque.length > 0
      ? `nobody can tell which SQL ${opaque.join(', ')} runs`
      : 'the earlier code may not run on this schema';
  if (canDown && migrations.every((one) => one.hasDown)) {
    return { rollback: 'downgrade', reason: `${capital(why)}, and every migration has a way down.` };
  }
  if (backup !== null)
    return { rollback: 'restore', reason: `${capital(why)}; there is an undo point from before.` };
  const lacking = migrations.filter((one) => !one.hasDown).map((one) => one.name);
  return {
    rollback: 'impossible',
    reason: `${capital(why)}; ${lacking.join(', ')} ${lacking.length === 1 ? 'has' : 'have'} no way down and there is no undo point.`,
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
