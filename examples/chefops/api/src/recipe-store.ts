import { desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import type { NewRecipe } from './recipe.ts';
import { recipes } from './schema.ts';

/** A recipe as it is kept. */
export type Recipe = typeof recipes.$inferSelect;

/** Recipes kept in PostgreSQL. */
export interface RecipeStore {
  /** Fails when the database does not answer. */
  ping(): Promise<void>;
  /** The newest hundred. */
  list(): Promise<Recipe[]>;
  create(recipe: NewRecipe): Promise<Recipe>;
  /** Whether there was such a recipe. */
  remove(id: number): Promise<boolean>;
}

export function createRecipeStore(pool: Pool): RecipeStore {
  const db = drizzle(pool);
  return {
    async ping() {
      await db.execute(sql`select 1`);
    },
    list: () => db.select().from(recipes).orderBy(desc(recipes.createdAt)).limit(100),
    async create(recipe) {
      const [created] = await db.insert(recipes).values(recipe).returning();
      if (!created) throw new Error('The database took the recipe and gave nothing back.');
      return created;
    },
    async remove(id) {
      const removed = await db.delete(recipes).where(eq(recipes.id, id)).returning({ id: recipes.id });
      return removed.length > 0;
    },
  };
}
