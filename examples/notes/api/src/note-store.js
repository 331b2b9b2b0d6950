import { desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { notes } from './schema.js';

/**
 * Notes kept in PostgreSQL.
 * @param {import('pg').Pool} pool
 */
export function createNoteStore(pool) {
  const db = drizzle(pool);
  return {
    /** Fails when the database does not answer. */
    async ping() {
      await db.execute(sql`select 1`);
    },
    /** The newest hundred notes. */
    list() {
      return db.select().from(notes).orderBy(desc(notes.createdAt)).limit(100);
    },
    /** @param {{ text: string }} note */
    async create(note) {
      const [created] = await db.insert(notes).values(note).returning();
      return created;
    },
    /**
     * @param {number} id
     * @returns {Promise<boolean>} whether there was such a note
     */
    async remove(id) {
      const removed = await db.delete(notes).where(eq(notes.id, id)).returning({ id: notes.id });
      return removed.length > 0;
    },
  };
}
