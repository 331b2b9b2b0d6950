import type { VariableSetStmt } from 'libpg-query';
import { type Effect, effect } from '../effect.js';
import type { Ledger } from '../ledger.js';

/** Settings that take back what keeps data right. */
const guards = [
  'session_replication_role',
  'row_security',
  'zero_damaged_pages',
  'allow_system_table_mods',
  'fsync',
];

/** SET and RESET. */
export function setVariable({ name = '', kind, args }: VariableSetStmt, ledger: Ledger): Effect[] {
  if (name === 'search_path' || kind === 'VAR_RESET_ALL') ledger.forgetNames();
  if (guards.includes(name)) return [effect('switch-off-guard', { name })];
  const [value] = args ?? [];
  const constant = value && 'A_Const' in value ? value.A_Const : undefined;
  const zero = constant?.sval
    ? /^0[a-z]*$/.test(constant.sval.sval ?? '')
    : constant?.ival && !constant.ival.ival;
  const unlimited = name === 'lock_timeout' && (zero || kind === 'VAR_SET_DEFAULT' || kind === 'VAR_RESET');
  return [effect(unlimited ? 'unlimited-lock-wait' : null, { name })];
}
