import type { AlterTableCmd, AlterTableStmt, ColumnDef, PartitionCmd } from 'libpg-query';
import { typeChange } from '../column-types.js';
import { type Effect, effect, locksOn } from '../effect.js';
import type { Ledger } from '../ledger.js';
import { tableName, typeText } from '../names.js';
import type { LockMode } from '../terms.js';
import { addColumn } from './add-column.js';
import { addConstraint } from './add-constraint.js';

/** ALTER TABLE and what the grammar takes for it: ALTER INDEX, ALTER VIEW, ALTER SEQUENCE … OWNER TO. */
export function alterTable(statement: AlterTableStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.relation);
  if (statement.objtype === 'OBJECT_INDEX') return alterIndex(statement, table, ledger);
  const kinds = ['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_MATVIEW'];
  const commands = (statement.cmds ?? []).flatMap((node) =>
    'AlterTableCmd' in node ? [node.AlterTableCmd] : [],
  );
  if (!kinds.includes(statement.objtype ?? '')) return alterOther(commands, table, ledger);
  const effects = commands.flatMap((command) => alteration(command, table, ledger));
  return ledger.isNew('table', table) ? effects.map(onNewTable) : effects;
}

/** Nothing older hangs on a table of the same release, and it has no rows to speak of; locks on others stay. */
function onNewTable(one: Effect): Effect {
  const { table } = one.subject;
  const locks = one.locks.filter((lock) => lock.on !== table);
  if (one.rule === 'detach-partition' || one.rule === 'attach-partition') return one;
  if (locks.length === 0) return effect(null, { table });
  return effect('reference-table', { table, locks, other: locks.map((lock) => lock.on).join(', ') });
}

type Reader = (command: AlterTableCmd, table: string, ledger: Ledger) => Effect[];

const quiet =
  (mode: LockMode): Reader =>
  (_, table) => [effect(null, { table, locks: locksOn(mode, table) })];

const says =
  (rule: NonNullable<Effect['rule']>, mode: LockMode, work: Effect['work'] = 'none'): Reader =>
  ({ name, subtype }, table) => [
    effect(rule, { table, name: name ?? wordsOf(subtype), locks: locksOn(mode, table), work }),
  ];

const strongest = 'ACCESS EXCLUSIVE';
const writers = 'SHARE ROW EXCLUSIVE';
const mild = 'SHARE UPDATE EXCLUSIVE';

// Lock levels: AlterTableGetLockLevel in PostgreSQL's source, and this project's test against a server.
const readers: Partial<Record<NonNullable<AlterTableCmd['subtype']>, Reader>> = {
  AT_AddColumn: (command, table, ledger) => addColumn(columnOf(command), table, ledger),
  AT_AddConstraint: (command, table, ledger) =>
    command.def && 'Constraint' in command.def ? addConstraint(command.def.Constraint, table, ledger) : [],
  AT_DropColumn: says('drop-column', strongest),
  AT_AlterColumnType: changeType,
  AT_SetNotNull: setNotNull,
  AT_DropNotNull: says('drop-not-null', strongest),
  AT_ColumnDefault: (command, table, ledger) =>
    (command.def ? quiet(strongest) : says('drop-default', strongest))(command, table, ledger),
  AT_SetExpression: says('change-generated-column', strongest, 'rewrite'),
  AT_DropExpression: says('drop-expression', strongest),
  AT_AddIdentity: says('change-generated-column', strongest),
  AT_SetIdentity: says('change-generated-column', strongest),
  AT_DropIdentity: says('drop-expression', strongest),
  AT_ValidateConstraint: validate,
  AT_DropConstraint: dropConstraint,
  AT_AlterConstraint: says('change-constraint', strongest),
  AT_SetStatistics: quiet(mild),
  AT_SetOptions: quiet(mild),
  AT_ResetOptions: quiet(mild),
  AT_SetStorage: quiet(strongest),
  AT_SetCompression: quiet(strongest),
  AT_SetRelOptions: quiet(mild),
  AT_ResetRelOptions: quiet(mild),
  AT_ClusterOn: quiet(mild),
  AT_DropCluster: quiet(mild),
  AT_ChangeOwner: (command, table) => [
    effect('change-owner', {
      table,
      name: table,
      other: command.newowner?.rolename ?? 'the current user',
      locks: locksOn(strongest, table),
    }),
  ],
  AT_SetLogged: says('rewrite-table', strongest, 'rewrite'),
  AT_SetUnLogged: says('rewrite-table', strongest, 'rewrite'),
  AT_SetAccessMethod: says('rewrite-table', strongest, 'rewrite'),
  AT_SetTableSpace: says('rewrite-table', strongest, 'rewrite'),
  AT_EnableTrig: says('toggle-trigger', writers),
  AT_EnableAlwaysTrig: says('toggle-trigger', writers),
  AT_EnableReplicaTrig: says('toggle-trigger', writers),
  AT_DisableTrig: says('toggle-trigger', writers),
  AT_EnableTrigAll: says('toggle-trigger', writers),
  AT_DisableTrigAll: says('toggle-trigger', writers),
  AT_EnableTrigUser: says('toggle-trigger', writers),
  AT_DisableTrigUser: says('toggle-trigger', writers),
  AT_EnableRule: says('toggle-trigger', strongest),
  AT_EnableAlwaysRule: says('toggle-trigger', strongest),
  AT_EnableReplicaRule: says('toggle-trigger', strongest),
  AT_DisableRule: says('toggle-trigger', strongest),
  AT_ReplicaIdentity: says('replica-identity', strongest),
  AT_EnableRowSecurity: says('row-security', strongest),
  AT_DisableRowSecurity: says('row-security', strongest),
  AT_ForceRowSecurity: says('row-security', strongest),
  AT_NoForceRowSecurity: says('row-security', strongest),
  AT_AddInherit: inheritance,
  AT_DropInherit: inheritance,
  AT_AttachPartition: attach,
  AT_DetachPartition: detach,
  AT_DetachPartitionFinalize: detach,
};

function alteration(command: AlterTableCmd, table: string, ledger: Ledger): Effect[] {
  const reader = command.subtype && readers[command.subtype];
  if (reader) return reader(command, table, ledger);
  return [
    effect('unknown-statement', {
      table,
      name: `ALTER TABLE ${wordsOf(command.subtype)}`,
      locks: locksOn(strongest, table),
    }),
  ];
}

function columnOf(command: AlterTableCmd): ColumnDef {
  return command.def && 'ColumnDef' in command.def ? command.def.ColumnDef : {};
}

function changeType(command: AlterTableCmd, table: string, ledger: Ledger): Effect[] {
  const name = command.name ?? '';
  const column = columnOf(command);
  const before = ledger.known(table)?.columns.get(name);
  const change = column.raw_default
    ? { work: 'rewrite' as const, narrower: false }
    : typeChange(before, column.typeName);
  const about = {
    table,
    name,
    other: typeText(column.typeName),
    locks: locksOn(strongest, table),
    work: change.work,
  };
  if (change.work === 'none') return [effect(null, about)];
  return [effect(change.narrower ? 'narrow-column-type' : 'change-column-type', about)];
}

function setNotNull({ name = '' }: AlterTableCmd, table: string, ledger: Ledger): Effect[] {
  const locks = locksOn(strongest, table);
  if (ledger.provesNotNull(table, name)) return [effect(null, { table, name, locks })];
  return [effect('set-not-null', { table, name, locks, work: 'scan' })];
}

function validate({ name = '' }: AlterTableCmd, table: string, ledger: Ledger): Effect[] {
  const referenced = ledger.known(table)?.constraints.get(name)?.references;
  const locks = [...locksOn(mild, table), ...(referenced ? locksOn('ROW SHARE', referenced) : [])];
  const rule = ledger.wasAddedNotValid(table, name) ? 'validate-in-same-transaction' : null;
  ledger.validate(table, name);
  return [effect(rule, { table, name, locks, work: 'scan' })];
}

function dropConstraint({ name = '', behavior }: AlterTableCmd, table: string, ledger: Ledger): Effect[] {
  const known = ledger.known(table)?.constraints.get(name);
  const others = known?.references ? [known.references] : [];
  const cascaded = behavior === 'DROP_CASCADE' ? 'tables whose foreign keys need it' : null;
  const unknown = known ? null : 'the table it refers to, if it is a foreign key';
  return [
    effect('drop-constraint', {
      table,
      name,
      locks: locksOn(strongest, table, ...others),
      alsoLocks: cascaded ?? unknown,
    }),
  ];
}

function inheritance(command: AlterTableCmd, table: string): Effect[] {
  const parent = command.def && 'RangeVar' in command.def ? tableName(command.def.RangeVar) : '';
  const locks = [...locksOn(strongest, table), ...locksOn(mild, parent)];
  return [effect('change-inheritance', { table, other: parent, locks })];
}

function partitionOf(command: AlterTableCmd): PartitionCmd {
  return command.def && 'PartitionCmd' in command.def ? command.def.PartitionCmd : {};
}

function attach(command: AlterTableCmd, table: string, ledger: Ledger): Effect[] {
  const partition = tableName(partitionOf(command).name);
  const locks = [...locksOn(mild, table), ...locksOn(strongest, partition)];
  if (ledger.isNew('table', partition)) return [effect(null, { table, locks: locksOn(mild, table) })];
  return [
    effect('attach-partition', {
      table,
      other: partition,
      locks,
      work: 'scan',
      alsoLocks: 'the default partition',
    }),
  ];
}

function detach(command: AlterTableCmd, table: string, ledger: Ledger): Effect[] {
  const { name, concurrent } = partitionOf(command);
  const other = tableName(name);
  if (command.subtype === 'AT_DetachPartition' && !concurrent) {
    return [effect('detach-partition', { table, other, locks: locksOn(strongest, table, other) })];
  }
  const locks = [...locksOn(mild, table), ...locksOn(strongest, other)];
  const gone = effect(null, {
    table,
    other,
    locks,
    obstacle: 'it takes rows away from a table the earlier code reads',
  });
  if (!ledger.inTransaction || command.subtype !== 'AT_DetachPartition') return [gone];
  return [gone, effect('concurrently-in-transaction', { table, name: 'DETACH PARTITION' })];
}

/** Options of an index touch no row; moving it to another place copies it. */
function alterIndex(statement: AlterTableStmt, index: string, ledger: Ledger): Effect[] {
  const commands = (statement.cmds ?? []).flatMap((node) =>
    'AlterTableCmd' in node ? [node.AlterTableCmd] : [],
  );
  if (ledger.isNew('index', index)) return [effect(null, {})];
  return commands.map(({ subtype }) => {
    if (subtype === 'AT_SetTableSpace') {
      return effect('reindex', { name: index, locks: locksOn(strongest, index) });
    }
    const harmless = ['AT_SetRelOptions', 'AT_ResetRelOptions', 'AT_SetStatistics', 'AT_AttachPartition'];
    if (harmless.includes(subtype ?? '')) return effect(null, { name: index, locks: locksOn(mild, index) });
    return effect('unknown-statement', {
      name: `ALTER INDEX ${wordsOf(subtype)}`,
      locks: locksOn(strongest, index),
    });
  });
}

function alterOther(commands: readonly AlterTableCmd[], name: string, ledger: Ledger): Effect[] {
  if (ledger.isNew('view', name) || ledger.isNew('sequence', name) || ledger.isNew('type', name)) {
    return [effect(null, {})];
  }
  return commands.map(({ subtype, newowner }) =>
    subtype === 'AT_ChangeOwner'
      ? effect('change-owner', {
          name,
          other: newowner?.rolename ?? 'the current user',
          locks: locksOn(strongest, name),
        })
      : effect('change-object', { name, locks: locksOn(strongest, name) }),
  );
}

/** `AT_SetUnLogged` as people say it: `SET UNLOGGED`. */
function wordsOf(subtype: string | undefined): string {
  const words = (subtype ?? 'AT_Unknown').slice(3).replace('UnLogged', 'Unlogged');
  return words.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
}
