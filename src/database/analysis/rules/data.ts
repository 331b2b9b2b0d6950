import type { Rule } from './rule.js';

const inBatches =
  'Change the rows in batches outside the migration (a script, a job), so that each batch holds its locks briefly.';

/** Statements that change rows. */
export const dataRules = {
  'insert-rows': {
    class: 'safe',
    level: 'note',
    phase: 'any',
    obstacle: 'it writes data the earlier code will meet',
    message: ({ table }) => `rows are written into ${table}`,
    why: 'The code that runs now will meet them.',
    rewrite: () => null,
  },
  'copy-rows': {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: 'it writes data the earlier code will meet',
    message: ({ table }) => `rows of a query are written into ${table}`,
    why: 'It takes as long as the query, and keeps every lock the migration took before.',
    rewrite: () => inBatches,
  },
  'update-all-rows': {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: 'it changes data',
    message: ({ table }) => `every row of ${table} is changed (no WHERE)`,
    why: 'All rows stay locked until the migration ends, the table grows by as much again, and what they held is lost.',
    rewrite: () => inBatches,
  },
  'update-rows': {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: 'it changes data',
    message: ({ table }) => `rows of ${table} are changed`,
    why: 'They stay locked until the migration ends, and what they held is lost.',
    rewrite: () => inBatches,
  },
  'delete-all-rows': {
    class: 'destructive',
    level: 'error',
    phase: 'contract',
    obstacle: 'it takes rows away',
    message: ({ table }) => `every row of ${table} is deleted (no WHERE)`,
    why: 'The data is gone.',
    rewrite: () => 'Say which rows (WHERE), and delete in batches.',
  },
  'delete-rows': {
    class: 'destructive',
    level: 'error',
    phase: 'contract',
    obstacle: 'it takes rows away',
    message: ({ table }) => `rows of ${table} are deleted`,
    why: 'The data is gone; foreign keys may take further rows along.',
    rewrite: () => 'Mark them as deleted first, and delete in a later release, in batches.',
  },
  'merge-rows': {
    class: 'destructive',
    level: 'error',
    phase: 'any',
    obstacle: 'it changes data',
    message: ({ table }) => `rows of ${table} are merged with others`,
    why: 'It can change and delete rows.',
    rewrite: () => inBatches,
  },
  'work-under-lock': {
    class: 'risky',
    level: 'size',
    phase: 'any',
    obstacle: null,
    message: ({ table, other }) => `${table} is worked through while the transaction keeps ${other}`,
    why: 'Nobody gets past that lock until the transaction ends, however long this statement takes.',
    rewrite: (_, tool) => `Do this ${tool.nextStep}, or before the statement that takes the lock.`,
  },
} satisfies Record<string, Rule>;
