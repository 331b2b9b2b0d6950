import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { parseInputs } from '../../actions/run-migrations/inputs.js';
import { main as migrateNow } from '../../actions/run-migrations/main.js';
import { InputReader } from '../../src/action/inputs.js';
import type { DatabaseComponent } from '../../src/release/component.js';
import { runOf } from './conclude.js';
import type { World } from './world.js';

/** Writes migrations below the input `working-directory` and applies them as a pipeline's job does; returns the record it passes on. */
export async function migrate(
  world: World,
  run: number,
  files: Record<string, string>,
  raw: Record<string, string>,
): Promise<DatabaseComponent> {
  const folder = raw['working-directory'] ?? '';
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'migrations', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const source = { raw: (name: string) => raw[name] ?? '', mask: () => {}, workspace: folder };
  const env = { PATH: process.env.PATH ?? '' };
  const deps = { ...runOf(world, { run }).run, env, github: undefined, refuseFrozen: async () => {} };
  const { record } = await migrateNow(parseInputs(new InputReader(source)), deps);
  if (record?.kind !== 'database') throw new Error(`${Object.keys(files)} was not applied.`);
  return record;
}

/** Asks a PostgreSQL by a connection of its own. */
export async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}
