import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The table of notes. Change it, then run `npx drizzle-kit generate`. */
export const notes = pgTable(
  'notes',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    text: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('notes_created_at_index').on(table.createdAt)],
);
