import type { Catalogue, KnownTable } from './catalogue.js';
import type { TakenLock } from './terms.js';

type ObjectKind = 'table' | 'view' | 'index' | 'type' | 'sequence' | 'function' | 'schema' | 'other';

/**
 * What is known while a release's migrations are read one after the other: what they made themselves (nothing older can
 * hang on it), what they proved, and which locks the transaction of the moment keeps.
 */
export class Ledger {
  readonly catalogue: Catalogue | undefined;
  /** False while reading what no transaction is around. */
  inTransaction = true;
  readonly #created = new Set<string>();
  readonly #indexes = new Map<string, string>();
  readonly #notNullChecks = new Map<string, string>();
  readonly #provenColumns = new Set<string>();
  readonly #constrainedDomains = new Set<string>();
  #notValid = new Set<string>();
  #held: TakenLock | undefined;

  constructor(catalogue: Catalogue | undefined) {
    this.catalogue = catalogue;
  }

  /** A new transaction: the locks are given back. */
  beginTransaction(inTransaction: boolean): void {
    this.inTransaction = inTransaction;
    this.#held = undefined;
    this.#notValid = new Set();
  }

  create(kind: ObjectKind, name: string): void {
    this.#created.add(`${kind} ${name}`);
  }

  /** The search path changed: the same name may mean something else from now on. */
  forgetNames(): void {
    this.#created.clear();
    this.#indexes.clear();
    this.#notNullChecks.clear();
    this.#provenColumns.clear();
  }

  forget(kind: ObjectKind, name: string): void {
    this.#created.delete(`${kind} ${name}`);
  }

  isNew(kind: ObjectKind, name: string): boolean {
    return this.#created.has(`${kind} ${name}`);
  }

  addIndex(index: string, table: string): void {
    this.#indexes.set(index, table);
    if (this.isNew('table', table)) this.create('index', index);
  }

  /** The table of an index, where the migrations or the server name it. */
  tableOfIndex(index: string): string | undefined {
    return this.#indexes.get(index) ?? this.catalogue?.indexes.get(index);
  }

  known(table: string): KnownTable | undefined {
    return this.catalogue?.tables.get(table);
  }

  /** A domain with a constraint, of the server or of these migrations. */
  isConstrainedDomain(type: string): boolean {
    return this.#constrainedDomains.has(type) || this.catalogue?.constrainedDomains.has(type) === true;
  }

  addConstrainedDomain(name: string): void {
    this.#constrainedDomains.add(name);
  }

  /** Tables with a foreign key to this one, by the server. */
  referencing(table: string): string[] {
    const tables = [...(this.catalogue?.tables ?? [])];
    return tables
      .filter(([, known]) => [...known.constraints.values()].some((one) => one.references === table))
      .map(([name]) => name);
  }

  addNotValid(table: string, constraint: string): void {
    this.#notValid.add(`${table} ${constraint}`);
  }

  /** Whether this very transaction added the constraint without checking it. */
  wasAddedNotValid(table: string, constraint: string): boolean {
    return this.#notValid.has(`${table} ${constraint}`);
  }

  /** A CHECK (column IS NOT NULL); it proves something once it is valid. */
  addNotNullCheck(table: string, constraint: string, column: string, valid: boolean): void {
    if (valid) this.#provenColumns.add(`${table} ${column}`);
    else this.#notNullChecks.set(`${table} ${constraint}`, column);
  }

  validate(table: string, constraint: string): void {
    const column = this.#notNullChecks.get(`${table} ${constraint}`);
    if (column !== undefined) this.#provenColumns.add(`${table} ${column}`);
  }

  provesNotNull(table: string, column: string): boolean {
    if (this.#provenColumns.has(`${table} ${column}`)) return true;
    return [...(this.known(table)?.constraints.values() ?? [])].some((one) => one.provesNotNull === column);
  }

  /** Remembers what a statement shut everybody out of; weaker locks let readers pass. */
  hold(locks: readonly TakenLock[]): void {
    if (!this.inTransaction) return;
    this.#held ??= locks.find((lock) => lock.mode === 'ACCESS EXCLUSIVE' && !this.isNew('table', lock.on));
  }

  /** The first such lock that the transaction keeps since an earlier statement. */
  strongestHeld(): TakenLock | undefined {
    return this.#held;
  }
}
