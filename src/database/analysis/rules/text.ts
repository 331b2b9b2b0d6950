import type { Rule } from './rule.js';

const cannotTell = 'this reading cannot tell what it does to the earlier code';

/** What cannot be read, or not to its end. */
export const textRules = {
  unreadable: {
    class: 'risky',
    level: 'error',
    phase: 'any',
    obstacle: cannotTell,
    message: ({ name }) => `this is no SQL that PostgreSQL's parser accepts: ${name}`,
    why: 'The migration will most likely fail; if the server is newer than the parser (PostgreSQL 18), nobody has checked it.',
    rewrite: () => null,
  },
  'psql-command': {
    class: 'risky',
    level: 'error',
    phase: 'any',
    obstacle: cannotTell,
    message: ({ name }) => `${name} is a command of psql, which PostgreSQL itself does not know`,
    why: 'A migration tool sends the text to the server, which refuses it.',
    rewrite: () => 'Write it as SQL.',
  },
  'copy-from-stdin': {
    class: 'risky',
    level: 'error',
    phase: 'any',
    obstacle: cannotTell,
    message: ({ table }) => `COPY ${table} FROM STDIN expects rows from the client`,
    why: 'A migration tool has none to send: the statement fails.',
    rewrite: () => 'Write INSERT statements.',
  },
  'unknown-statement': {
    class: 'risky',
    level: 'warning',
    phase: 'any',
    obstacle: cannotTell,
    message: ({ name }) => `nothing is known about ${name}`,
    why: 'What is not known to be safe does not count as safe.',
    rewrite: () => null,
  },
  'run-code': {
    class: 'risky',
    level: 'warning',
    phase: 'any',
    obstacle: cannotTell,
    message: ({ name }) => `${name} runs code that the text does not show`,
    why: 'It can do anything, from nothing at all to dropping a table.',
    rewrite: () => 'Write plain statements; IF [NOT] EXISTS replaces most DO blocks.',
  },
  'transaction-control': {
    class: 'risky',
    level: 'warning',
    phase: 'any',
    obstacle: null,
    message: ({ name }) => `${name} begins or ends a transaction`,
    why: 'The tool has a transaction of its own: what stands after this is not undone when the migration fails.',
    rewrite: () => 'Take it out: the tool begins and ends its transactions itself.',
  },
  'outside-transaction': {
    class: 'risky',
    level: 'error',
    phase: 'any',
    obstacle: cannotTell,
    message: ({ name }) => `${name} cannot run inside a transaction`,
    why: 'PostgreSQL refuses that (SQLSTATE 25001): the migration will fail.',
    rewrite: (_, tool) => `It goes ${tool.outsideTransaction('…')}.`,
  },
} satisfies Record<string, Rule>;
