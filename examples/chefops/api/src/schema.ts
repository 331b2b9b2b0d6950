import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What is prepared in the kitchen. Change it, then run `pnpm generate`; a new column is nullable or has a default. */
export const recipes = pgTable(
  'recipes',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    /** Where in the kitchen it is made. */
    station: text().notNull().default('pass'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('recipes_created_at_index').on(table.createdAt)],
);
