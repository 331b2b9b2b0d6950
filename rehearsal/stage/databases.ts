import { RehearsalError } from '../errors.js';
import type { Example } from '../example/index.js';
import { type KafkaOptions, startKafka } from '../platforms/kafka/index.js';
import { type NeonPlatform, startNeonPlatform } from '../platforms/neon/index.js';
import { findSystemPostgres, type SystemPostgres, startPostgres } from '../platforms/postgres/index.js';
import { startRedis } from '../platforms/redis/index.js';

/** The databases of a rehearsal, one of each for every environment. */
export interface Databases {
  /** Its connection address. Throws for a database or an environment that is not there. */
  url(key: string, environment: string): string;
  neon?: NeonPlatform;
}

/** Notes what was started, so that it is stopped in the end. */
export type Started = <Part extends { close(): Promise<unknown> }>(part: Promise<Part>) => Promise<Part>;

/** Starts what the example declares, and nothing else. */
export async function startDatabases(
  { name, declaration, dumps }: Example,
  folder: (name: string) => Promise<string>,
  started: Started,
): Promise<Databases> {
  const urls = new Map<string, string>();
  const environments = Object.keys(declaration.environments);
  const declared = Object.entries(declaration.databases);
  const needsPostgres = declared.some(([, { kind }]) => kind === 'postgres');
  const system = dumps ? findSystemPostgres() : undefined;
  const postgres = needsPostgres ? await started(postgresIn(await folder('postgres'), system)) : undefined;
  let neon: NeonPlatform | undefined;
  for (const [key, database] of declared) {
    for (const [index, environment] of environments.entries()) {
      const place = `${key} ${environment}`;
      if (database.kind === 'redis' || database.kind === 'kafka') {
        urls.set(place, (await started(inMemory(database))).url);
        continue;
      }
      if (database.kind === 'neon') {
        neon ??= await started(
          neonIn(await folder('neon'), started, database.name ?? `${name}_${key}`, system),
        );
        urls.set(place, index === 0 ? (neon.branches()[0]?.url ?? '') : await branchFor(neon, environment));
        continue;
      }
      if (!postgres) continue;
      const own = (database.name ?? `${name}_${key}`).replaceAll('-', '_');
      urls.set(place, await postgres.createDatabase(index === 0 ? own : `${own}_${environment}`));
    }
  }
  return {
    url(key, environment) {
      const found = urls.get(`${key} ${environment}`);
      if (found === undefined) throw new Error(`There is no database "${key}" in "${environment}".`);
      return found;
    },
    ...(neon ? { neon } : {}),
  };
}

/** What each environment has a server of its own for. */
function inMemory(
  database: { kind: 'redis' } | (KafkaOptions & { kind: 'kafka' }),
): Promise<{ url: string; close(): Promise<void> }> {
  return database.kind === 'redis' ? startRedis() : startKafka(database);
}

/** A Neon with a server of its own, which its branches are copies of. */
async function neonIn(
  directory: string,
  started: Started,
  name: string,
  system: SystemPostgres | undefined,
): Promise<NeonPlatform> {
  const postgres = await started(postgresIn(directory, system));
  const database = name.replaceAll('-', '_');
  await postgres.createDatabase(database);
  return startNeonPlatform({ postgresUrl: postgres.url, postgres, database });
}

/** On Neon, another environment is a branch of the first one's database. */
async function branchFor(neon: NeonPlatform, name: string): Promise<string> {
  const answer = await fetch(`${neon.apiUrl}/projects/${neon.project}/branches`, {
    method: 'POST',
    headers: { authorization: `Bearer ${neon.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ branch: { name }, endpoints: [{ type: 'read_write' }] }),
  });
  const made = neon.branches().find((branch) => branch.name === name);
  if (!made) throw new Error(`The local Neon made no branch "${name}": HTTP ${answer.status}.`);
  return made.url;
}

async function postgresIn(
  directory: string,
  system: SystemPostgres | undefined,
): ReturnType<typeof startPostgres> {
  try {
    return await startPostgres({ directory, system });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RehearsalError(
      `The rehearsal's PostgreSQL could not be started: ${message}`,
      'Remove node_modules/.installed-lock and run this again: it installs the PostgreSQL package anew.',
    );
  }
}
