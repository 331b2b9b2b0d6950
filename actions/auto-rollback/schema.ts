import type { DatabaseComponent } from '../../src/release/component.js';

/** What may be done to databases, and where they are now. */
export interface SchemaFacts {
  /** Whether the database can be reached from here (`database-url`). */
  reachable: boolean;
  /** Whether a backup may take the place of what was written since. */
  allowRestore: boolean;
  /** The last applied migration of each, where it was looked at; null for an empty history. */
  live: ReadonlyMap<DatabaseComponent, string | null>;
  /** Why an undo point cannot be restored from here, for those that cannot. */
  lacking?: ReadonlyMap<DatabaseComponent, string>;
  /** Those whose ways down were begun and stopped between two of them. */
  halfDown?: ReadonlySet<DatabaseComponent>;
  /** Those that this release migrated and that an earlier attempt of the run may have brought back. */
  again?: ReadonlySet<DatabaseComponent>;
}

/** What a plan does to a database, and why. */
export type SchemaMove = {
  action: 'downgrade' | 'restore';
  component: DatabaseComponent;
  /** The last migration that stays; null for none. */
  to: string | null;
  call: string;
  /** Nobody can tell how long SQL takes. */
  estimateMs: undefined;
  /** Set where an earlier attempt has brought it there: it is only looked at and recorded. */
  isBack?: true;
};

type Bare =
  | (SchemaMove & { reason: string })
  | { action: 'leave'; component: DatabaseComponent; reason: string }
  | { action: 'refuse'; component: DatabaseComponent; outcome: 'blocked' | 'superseded'; reason: string };

const nowhere: SchemaFacts = { reachable: false, allowRestore: false, live: new Map() };

/**
 * Reads from the migrations' record what the earlier code needs of the schema before it goes back. Where the earlier code is
 * live already (the deploy failed, or it went back by other means) the schema still follows it where there are ways down.
 */
export function databaseMove(
  component: DatabaseComponent,
  codeGoesBack: boolean,
  schema: SchemaFacts = nowhere,
): Bare {
  const { from, to, rollback } = component;
  const leave = (reason: string): Bare => ({ action: 'leave', component, reason });
  if (from === to) return leave('this release changed nothing in it');
  const span = spanOf(component);
  if (!codeGoesBack && (rollback !== 'downgrade' || !schema.reachable)) {
    const risk =
      rollback === 'safe' ? '' : `; the migrations are "${rollback}", so see that what is live runs on them`;
    return leave(`no code goes back; its schema stays at ${to ?? 'nothing'} (from ${span})${risk}`);
  }
  if (rollback === 'safe')
    return leave(`the migrations from ${span} only add, so the earlier code runs on them`);
  const now = schema.live.get(component);
  if (now !== undefined && now === from) {
    const isBack = schema.again?.has(component);
    return isBack ? backAlready(component) : leave(`its schema is at ${from ?? 'nothing'} already`);
  }
  const isHalfDown = rollback === 'downgrade' && schema.halfDown?.has(component);
  if (now !== undefined && now !== to && !isHalfDown) {
    const reason = `its last migration is ${now ?? 'none'}, and this release left it at ${to ?? 'none'}: somebody changed it since`;
    return { action: 'refuse', component, outcome: 'superseded', reason };
  }
  return changingMove(component, schema);
}

/** What an earlier attempt has done is this one's, as with the code. */
function backAlready(component: DatabaseComponent): Bare {
  const { from, rollback } = component;
  return {
    ...{ component, to: from, estimateMs: undefined, isBack: true, call: 'look that it is there' },
    action: rollback === 'restore' ? 'restore' : 'downgrade',
    reason: `the earlier code does not run on the migrations from ${spanOf(component)}; an earlier attempt has brought its schema back already`,
  };
}

function changingMove(component: DatabaseComponent, schema: SchemaFacts): Bare {
  const { from, tool, rollback, backup } = component;
  const begun = schema.halfDown?.has(component)
    ? `; it stands between them, at ${schema.live.get(component)}`
    : '';
  const span = spanOf(component);
  const obstacle = obstacleOf(component, schema);
  if (obstacle !== undefined) {
    const reason = `the migrations from ${span} are "${rollback}": the earlier code may not run on this schema. ${obstacle}`;
    return { action: 'refuse', component, outcome: 'blocked', reason };
  }
  const common = { component, to: from, estimateMs: undefined };
  if (rollback === 'downgrade')
    return {
      ...common,
      action: 'downgrade',
      call: `${tool}: the ways down to ${from ?? 'before the first migration'}`,
      reason: `the earlier code does not run on the migrations from ${span}, and they have ways down${begun}`,
    };
  return {
    ...common,
    action: 'restore',
    call: `restore ${backup ?? ''}`,
    reason: `nothing else brings the schema back from ${span}; LOST is ${lossOf(component)}`,
  };
}

/** Why the schema cannot be brought back by this run, and what to do; undefined when it can. */
function obstacleOf(component: DatabaseComponent, schema: SchemaFacts): string | undefined {
  const { rollback, backup } = component;
  if (rollback === 'impossible')
    return 'There is no way down and no undo point: fix it by a new release, or by hand.';
  if (rollback === 'restore' && backup === null)
    return 'It needs an undo point, and the record names none: fix it by a new release, or by hand.';
  if (rollback === 'restore' && !schema.allowRestore)
    return `Only its undo point ${backup} brings it back, and that would lose ${lossOf({ backup })}. If that is right, run again with "allow-restore: true".`;
  if (!schema.reachable)
    return 'Give "database-url" (and check out the release\'s commit) so that the schema can be brought back.';
  return rollback === 'restore' ? schema.lacking?.get(component) : undefined;
}

/** What a restore would lose, in words. The name of a backup's file says when it was made. */
export function lossOf({ backup }: Pick<DatabaseComponent, 'backup'>): string {
  const at = /_(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)\.\d+Z\./.exec(backup ?? '');
  const since = at ? `${at[1]} ${at[2]}:${at[3]}:${at[4]} UTC` : 'the undo point was made';
  return `everything that was written to the database since ${since}`;
}

function spanOf({ from, to }: DatabaseComponent): string {
  return `${from ?? 'the empty schema'} to ${to ?? 'the empty schema'}`;
}
