import type { Rule } from './rule.js';

const batches = 'fill it in batches';
const swap =
  'Add a new column of the new type, write both from the code, fill the old rows in batches, read the new one, and drop the old one in a later release.';

/** Columns that come, change or are renamed. Those that go are with the removals. */
export const columnRules = {
  'add-column-required': {
    class: 'risky',
    level: 'warning',
    phase: 'mixed',
    obstacle: 'the earlier code writes rows without the new required column',
    message: ({ table, name }) => `${table} gets the column ${name}, NOT NULL and without a default`,
    why: 'It fails if the table has a row (SQLSTATE 23502), and the code that runs now does not fill it.',
    rewrite: ({ table, name }, tool) =>
      `Add it with a DEFAULT, or without NOT NULL first; fill it; then, ${tool.nextStep}: ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL.`,
  },
  'add-column-volatile-default': {
    class: 'risky',
    level: 'size',
    phase: 'expand',
    obstacle: null,
    message: ({ table, name, other }) =>
      `${table} gets the column ${name} with a default that differs from row to row (${other})`,
    why: 'The whole table and its indexes are written anew while nobody can read or write it.',
    rewrite: ({ table, name, other }) =>
      `ALTER TABLE ${table} ADD COLUMN ${name} … without the default; ALTER TABLE ${table} ALTER COLUMN ${name} SET DEFAULT ${other}; then ${batches}.`,
  },
  'add-column-serial': {
    class: 'risky',
    level: 'size',
    phase: 'expand',
    obstacle: null,
    message: ({ table, name }) => `${table} gets the numbered column ${name}`,
    why: 'The whole table is written anew, row by row, while nobody can read or write it.',
    rewrite: ({ table, name }) =>
      `Create a sequence, ALTER TABLE ${table} ADD COLUMN ${name} bigint, set its default to nextval, and ${batches}.`,
  },
  'add-column-stored': {
    class: 'risky',
    level: 'size',
    phase: 'expand',
    obstacle: null,
    message: ({ table, name }) => `${table} gets the computed, stored column ${name}`,
    why: 'The whole table is written anew while nobody can read or write it.',
    rewrite: ({ name }) =>
      `GENERATED ALWAYS AS (…) VIRTUAL (PostgreSQL 18) stores nothing; before that, an ordinary column ${name} filled by a trigger and in batches.`,
  },
  'add-column-domain': {
    class: 'risky',
    level: 'size',
    phase: 'expand',
    obstacle: null,
    message: ({ table, name, other }) =>
      `${table} gets the column ${name} of the domain ${other}, which has a constraint`,
    why: 'The whole table is written anew to check each row, while nobody can read or write it.',
    rewrite: ({ other }) => `Use the type below ${other} with a CHECK of its own, NOT VALID first.`,
  },
  'add-column-unique': {
    class: 'risky',
    level: 'size',
    phase: 'expand',
    obstacle: 'the new column forbids rows that the earlier code may write',
    message: ({ table, name }) => `${table} gets the column ${name} with a unique index`,
    why: 'The index is built while nobody can read or write the table.',
    rewrite: ({ table, name }, tool) =>
      `Add the plain column; then ${tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY … ON ${table} (${name})`)}; then ALTER TABLE ${table} ADD CONSTRAINT … UNIQUE USING INDEX ….`,
  },
  'add-column-check': {
    class: 'risky',
    level: 'size',
    phase: 'expand',
    obstacle: 'the new column forbids rows that the earlier code may write',
    message: ({ table, name }) => `${table} gets the column ${name} with a CHECK`,
    why: 'All rows are read to check it while nobody can read or write the table.',
    rewrite: ({ table }, tool) =>
      `Add the plain column and ALTER TABLE ${table} ADD CONSTRAINT … CHECK (…) NOT VALID; then, ${tool.nextStep}, VALIDATE CONSTRAINT.`,
  },
  'set-not-null': {
    class: 'risky',
    level: 'size',
    phase: 'contract',
    obstacle: 'it forbids rows that the earlier code may write',
    message: ({ table, name }) => `${table}.${name} becomes NOT NULL`,
    why: 'All rows are read while nobody can read or write the table, and the code that runs now may still write NULL.',
    rewrite: ({ table, name }, tool) =>
      `ALTER TABLE ${table} ADD CONSTRAINT … CHECK (${name} IS NOT NULL) NOT VALID; ${tool.nextStep}: VALIDATE CONSTRAINT …, then SET NOT NULL (which reads no row now) and drop the CHECK. PostgreSQL 18: ADD CONSTRAINT … NOT NULL ${name} NOT VALID, then VALIDATE.`,
  },
  'change-column-type': {
    class: 'risky',
    level: 'size',
    phase: 'mixed',
    obstacle: 'it changes the type of a column the earlier code uses',
    message: ({ table, name, other }) => `${table}.${name} becomes ${other}`,
    why: 'Unless the old type is stored the same way, the table and its indexes are written anew while nobody can read or write it.',
    rewrite: () => swap,
  },
  'narrow-column-type': {
    class: 'risky',
    level: 'size',
    phase: 'mixed',
    obstacle: 'it forbids values that the earlier code may write',
    message: ({ table, name, other }) => `${table}.${name} becomes ${other}, which holds less than before`,
    why: 'All rows are read or written anew while nobody can use the table; one value that does not fit makes it fail.',
    rewrite: ({ table, name }, tool) =>
      `ALTER TABLE ${table} ADD CONSTRAINT … CHECK (length(${name}) <= …) NOT VALID; ${tool.nextStep}: VALIDATE CONSTRAINT.`,
  },
  'change-generated-column': {
    class: 'risky',
    level: 'size',
    phase: 'mixed',
    obstacle: 'it changes what a column the earlier code uses contains',
    message: ({ table, name }) => `how ${table}.${name} is generated changes`,
    why: 'A new expression of a stored column writes the whole table anew; an identity changes what inserts may say.',
    rewrite: () => swap,
  },
  'add-column-references': {
    class: 'risky',
    level: 'note',
    phase: 'expand',
    obstacle: null,
    message: ({ table, name, other }) => `${table} gets the column ${name}, which refers to ${other}`,
    why: 'Writers of the table it refers to wait, too, while the lock is waited for and held.',
    rewrite: ({ table, name, other }, tool) =>
      `Add the plain column and ALTER TABLE ${table} ADD FOREIGN KEY (${name}) REFERENCES ${other} NOT VALID; ${tool.nextStep}: VALIDATE CONSTRAINT.`,
  },
  'drop-not-null': {
    class: 'safe',
    level: 'note',
    phase: 'expand',
    obstacle: 'the earlier code may meet NULL where it knows none',
    message: ({ table, name }) => `${table}.${name} may be NULL`,
    why: 'Once the new code has written a NULL, the earlier code may not know what to do with it.',
    rewrite: () => null,
  },
  'drop-default': {
    class: 'safe',
    level: 'note',
    phase: 'contract',
    obstacle: 'the earlier code may count on the default',
    message: ({ table, name }) => `${table}.${name} loses its default`,
    why: 'Code that does not give the column writes NULL from now on, or fails where it is NOT NULL.',
    rewrite: () => null,
  },
  'rename-column': {
    class: 'risky',
    level: 'warning',
    phase: 'mixed',
    obstacle: 'it takes away a name the earlier code uses',
    message: ({ table, name, other }) => `${table}.${name} is renamed to ${other}`,
    why: 'The code that runs now asks for the old name, the new code for the new one: between the two, one of them fails.',
    rewrite: ({ table, name, other }) =>
      `Add ${other}, write both, fill the old rows, move the readers, and drop ${table}.${name} in a later release. Or keep the column's name and map it in the code (Prisma @map, Drizzle's column name).`,
  },
} satisfies Record<string, Rule>;
