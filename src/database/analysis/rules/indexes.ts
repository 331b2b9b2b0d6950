import type { Rule } from './rule.js';

/** Indexes that come, go or are built anew. */
export const indexRules = {
  'create-index': {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: null,
    message: ({ table, name }) => `the index ${name} is built on ${table}`,
    why: 'Nobody can write the table until it is built.',
    rewrite: ({ table, name }, tool) =>
      sentence(tool.outsideTransaction(`CREATE INDEX CONCURRENTLY ${name} ON ${table} (…)`)),
  },
  'create-unique-index': {
    class: 'risky',
    level: 'size',
    phase: 'contract',
    obstacle: 'it forbids rows that the earlier code may write',
    message: ({ table, name }) => `the unique index ${name} is built on ${table}`,
    why: 'Nobody can write the table until it is built; double values make it fail, and the code that runs now may still write some.',
    rewrite: ({ table, name }, tool) =>
      sentence(tool.outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (…)`)),
  },
  'create-unique-index-concurrently': {
    class: 'safe',
    level: 'note',
    phase: 'contract',
    obstacle: 'it forbids rows that the earlier code may write',
    message: ({ table, name }) => `the unique index ${name} is built on ${table} while it is in use`,
    why: 'Double values make it fail and leave an INVALID index behind, which has to be dropped.',
    rewrite: () => null,
  },
  'concurrently-in-transaction': {
    class: 'risky',
    level: 'error',
    phase: 'any',
    obstacle: null,
    message: ({ name }) => `${name || 'a statement'} says CONCURRENTLY inside a transaction`,
    why: 'PostgreSQL refuses that (SQLSTATE 25001): the migration will fail.',
    rewrite: (_, tool) => sentence(tool.outsideTransaction('… CONCURRENTLY …')),
  },
  'drop-index': {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: null,
    message: ({ name }) => `the index ${name} is dropped`,
    why: 'Its table is locked for all while the lock is waited for and held; queries that used it get slow. No data is lost.',
    rewrite: ({ name }, tool) => sentence(tool.outsideTransaction(`DROP INDEX CONCURRENTLY ${name}`)),
  },
  reindex: {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: null,
    message: ({ name }) => `the indexes of ${name} are built anew`,
    why: 'Nobody can write the table, or read by the index, until it is done.',
    rewrite: ({ name }, tool) => sentence(tool.outsideTransaction(`REINDEX … CONCURRENTLY ${name}`)),
  },
} satisfies Record<string, Rule>;

function sentence(advice: string): string {
  return `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
}
