/**
 * Brings a copy back into production's database: `node ops/restore.mjs plan|act <copy> [<file>]`.
 * <copy>: the name of one on the volume, or a kind (daily, release, migration, restore, upload) for its newest.
 * <file>: one that was kept elsewhere; it is put on the volume first, and <copy> is not read.
 * Output of `plan`: name.
 */
import { readFileSync } from 'node:fs';
import { ask, inWords, output, Refusal, run, summarise } from './service.mjs';

const [command, wanted = '', file] = process.argv.slice(2);
const programs = { plan, act };

await run(async () => {
  const program = programs[command];
  if (!program) throw new Refusal('Use: node ops/restore.mjs plan|act <copy> [<file>]');
  await program();
});

/** Says what would be gone, and changes nothing but for putting a file beside the copies. */
async function plan() {
  const uploaded =
    file && (await (await ask('/admin/copies', { method: 'PUT', body: readFileSync(file) })).json());
  const { database, copies } = await (await ask('/admin/copies')).json();
  const copy = uploaded || copies.find(({ name }) => name === wanted || name.endsWith(`-${wanted}.sqlite`));
  if (!copy) {
    throw new Refusal(
      `There is no copy "${wanted}" on the volume. There are: ${copies.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  }
  output({ name: copy.name });
  const tables = [...new Set([...Object.keys(database.rows), ...Object.keys(copy.rows)])].sort();
  const rows = tables.map(
    (table) => `| ${table} | ${database.rows[table] ?? 'none'} | ${copy.rows[table] ?? 'none'} |`,
  );
  const told = [
    `### ${copy.name} would take the database's place`,
    '',
    `| table | rows now | rows of the copy |\n| --- | --- | --- |\n${rows.join('\n')}`,
    '',
    `What was written since the copy was made would be gone. The database as it is now is kept as another copy first.`,
  ].join('\n');
  console.log(told);
  summarise(told);
}

async function act() {
  const told = await (await ask('/admin/restore', { method: 'POST', json: { name: wanted } })).json();
  const { database } = await (await ask('/admin/copies')).json();
  const same = JSON.stringify(database.rows) === JSON.stringify(told.after.rows);
  const text = `Restored ${told.restored}: ${inWords(told.after)}, where there had been ${inWords(told.before)}. Those are kept as ${told.kept}.`;
  console.log(text);
  summarise(text);
  if (!same)
    console.log(`::warning::The database holds ${inWords(database)} already: somebody has written since.`);
}
