import { describe, expect, it } from '@jest/globals';
import { analyseAll } from './analyse.js';
import type { Catalogue } from './catalogue.js';
import { decide } from './policy.js';
import { rollbackOf } from './rollback.js';
import type { AnalysedTool } from './terms.js';
import type { AnalysisContext, MigrationPlan } from './types.js';

const plan = (
  sql: string | string[],
  tool: AnalysedTool = 'sql',
  context: AnalysisContext = {},
): Promise<MigrationPlan> =>
  analyseAll(
    [sql].flat().map((text, index) => ({ name: `m${index + 1}`, sql: text, tool })),
    context,
  );

function catalogue(rows: number | null): Catalogue {
  const table = { rows, bytes: 0, columns: new Map([['a', 'integer']]), constraints: new Map() };
  return { version: 17, tables: new Map([['t', table]]), indexes: new Map(), constrainedDomains: new Set() };
}

describe('the policy', () => {
  const verdict = async (
    sql: string,
    onRisky: 'allow' | 'warn' | 'block',
    allowDestructive = false,
    rows: number | null = null,
  ) => decide(await plan(sql, 'sql', { catalogue: catalogue(rows) }), { onRisky, allowDestructive });

  it('blocks what destroys unless that is allowed, and names both ways out', async () => {
    const { blocked, decisions } = await verdict('DROP TABLE t', 'allow');
    expect(blocked).toBe(true);
    expect(decisions[0]?.message).toMatch(/allow drop-table <reason>.*allow-destructive: true/);
    expect((await verdict('DROP TABLE t', 'block', true)).decisions[0]?.action).toBe('warn');
  });

  it.each([
    ['allow', null, 'pass'],
    ['warn', null, 'warn'],
    ['block', null, 'block'],
    ['block', 10, 'pass'],
    ['warn', 20_000_000, 'block'],
    ['allow', 20_000_000, 'pass'],
  ] as const)('with on-risky: %s and %s rows lets an index %s', async (onRisky, rows, action) => {
    const { decisions } = await verdict('CREATE INDEX i ON t (a)', onRisky, false, rows);
    expect(decisions[0]?.action).toBe(action);
  });

  it('never stops at what is only worth a note', async () => {
    expect((await verdict("ALTER TYPE e ADD VALUE 'x'", 'block')).blocked).toBe(false);
  });
});

describe('the way back', () => {
  const back = async (sql: string, down: boolean, backup: boolean) =>
    rollbackOf(await plan(sql), { down, backup }).rollback;

  it.each([
    ['ALTER TABLE t ADD COLUMN x int', false, false, 'safe'],
    ['CREATE INDEX i ON t (a)', false, false, 'safe'],
    ['ALTER TABLE t RENAME a TO b', false, false, 'impossible'],
    ['ALTER TABLE t RENAME a TO b', true, true, 'downgrade'],
    ['ALTER TABLE t RENAME a TO b', false, true, 'restore'],
    ['ALTER TABLE t DROP COLUMN a', true, true, 'restore'],
    ['ALTER TABLE t DROP COLUMN a', true, false, 'downgrade'],
    ['ALTER TABLE t DROP COLUMN a', false, false, 'impossible'],
    ["ALTER TYPE e ADD VALUE 'x'", false, false, 'impossible'],
    ['SLECT 1', false, false, 'impossible'],
  ] as const)('after %s (way down %s, undo point %s) is %s', async (sql, down, backup, rollback) => {
    expect(await back(sql, down, backup)).toBe(rollback);
  });
});
