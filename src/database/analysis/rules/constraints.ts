import type { Rule } from './rule.js';

const forbids = 'it forbids rows that the earlier code may write';
const afterwards = 'Rows that break it make it fail, and the code that runs now may still write such rows.';

/** Constraints that come, are checked, or are changed. */
export const constraintRules = {
  'add-check': {
    class: 'risky',
    level: 'size',
    phase: 'contract',
    obstacle: forbids,
    message: ({ table, name }) => `${table} gets the CHECK ${name}`,
    why: `All rows are read while nobody can read or write the table. ${afterwards}`,
    rewrite: ({ table, name }, tool) =>
      `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (…) NOT VALID; ${tool.nextStep}: ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}.`,
  },
  'add-foreign-key': {
    class: 'risky',
    level: 'size',
    phase: 'contract',
    obstacle: forbids,
    message: ({ table, name, other }) => `${table} gets the foreign key ${name} to ${other}`,
    why: `All rows are looked up while nobody can write either table. ${afterwards}`,
    rewrite: ({ table, name, other }, tool) =>
      `ALTER TABLE ${table} ADD CONSTRAINT ${name} FOREIGN KEY (…) REFERENCES ${other} NOT VALID; ${tool.nextStep}: ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}.`,
  },
  'add-unique': {
    class: 'risky',
    level: 'size',
    phase: 'contract',
    obstacle: forbids,
    message: ({ table, name }) => `${table} gets the unique constraint ${name}`,
    why: `Its index is built while nobody can read or write the table. ${afterwards}`,
    rewrite: ({ table, name }, tool) =>
      `First ${tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (…)`)}; then ALTER TABLE ${table} ADD CONSTRAINT ${name} UNIQUE USING INDEX ${name}.`,
  },
  'add-primary-key': {
    class: 'risky',
    level: 'size',
    phase: 'contract',
    obstacle: forbids,
    message: ({ table }) => `${table} gets a primary key`,
    why: `Its index is built, and NULLs are looked for, while nobody can read or write the table. ${afterwards}`,
    rewrite: ({ table }, tool) =>
      `First make its columns NOT NULL and ${tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY … ON ${table} (…)`)}; then ALTER TABLE ${table} ADD PRIMARY KEY USING INDEX ….`,
  },
  'add-exclusion': {
    class: 'risky',
    level: 'size',
    phase: 'contract',
    obstacle: forbids,
    message: ({ table, name }) => `${table} gets the exclusion constraint ${name}`,
    why: `Its index is built while nobody can read or write the table, and there is no way to do that in steps. ${afterwards}`,
    rewrite: () => null,
  },
  'add-constraint-not-valid': {
    class: 'safe',
    level: 'note',
    phase: 'contract',
    obstacle: forbids,
    message: ({ table, name }) =>
      `${table} gets the constraint ${name}, not checked for the rows that are there`,
    why: 'New rows are checked from now on; the code that runs now may still write such rows.',
    rewrite: () => null,
  },
  'use-index-for-constraint': {
    class: 'safe',
    level: 'note',
    phase: 'any',
    obstacle: null,
    message: ({ table, name }) => `${table} gets the constraint ${name} from an index that is there`,
    why: 'The table is locked for a moment only.',
    rewrite: () => null,
  },
  'validate-in-same-transaction': {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: null,
    message: ({ table, name }) =>
      `${table}'s constraint ${name} is added NOT VALID and validated in one transaction`,
    why: 'The strong lock of adding it is kept while all rows are read, so nothing is won over adding it in one step.',
    rewrite: ({ table, name }, tool) => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name} ${tool.nextStep}.`,
  },
  'change-constraint': {
    class: 'risky',
    level: 'note',
    phase: 'any',
    obstacle: 'it changes when a rule is checked that the earlier code may count on',
    message: ({ table, name }) => `${table}'s constraint ${name} changes`,
    why: 'The code may count on when it is checked.',
    rewrite: () => null,
  },
  'add-domain-constraint': {
    class: 'risky',
    level: 'warning',
    phase: 'contract',
    obstacle: forbids,
    message: ({ name }) => `the domain ${name} gets a constraint`,
    why: 'All tables with a column of it are read while their writers wait.',
    rewrite: ({ name }, tool) =>
      `ALTER DOMAIN ${name} ADD CONSTRAINT … CHECK (…) NOT VALID; ${tool.nextStep}: ALTER DOMAIN ${name} VALIDATE CONSTRAINT ….`,
  },
} satisfies Record<string, Rule>;
