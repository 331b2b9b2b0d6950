/** What a server tells about its tables, as far as the analysis can use it. Names are folded, without the schema `public`. */
export interface Catalogue {
  /** Major version, e.g. 17. */
  version: number;
  tables: ReadonlyMap<string, KnownTable>;
  /** Index to its table. */
  indexes: ReadonlyMap<string, string>;
  /** Domains that carry a constraint: a column of such a type is checked row by row. */
  constrainedDomains: ReadonlySet<string>;
}

/** A table as the server knows it. */
export interface KnownTable {
  /** PostgreSQL's estimate; null for a table that was never analysed. */
  rows: number | null;
  /** Size with indexes, in bytes. */
  bytes: number;
  /** Column to its type as PostgreSQL writes it, e.g. `character varying(10)`. */
  columns: ReadonlyMap<string, string>;
  constraints: ReadonlyMap<string, KnownConstraint>;
}

/** A constraint as the server knows it. */
export interface KnownConstraint {
  kind: 'check' | 'foreign-key' | 'not-null' | 'primary-key' | 'unique' | 'exclusion';
  /** Table of the other side of a foreign key. */
  references: string | null;
  /** Column that a valid CHECK (column IS NOT NULL) keeps from being null. */
  provesNotNull: string | null;
}
