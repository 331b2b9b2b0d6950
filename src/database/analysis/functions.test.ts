import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type LocalPostgres, startPostgres } from '../../../rehearsal/platforms/postgres/index.js';
import { harmlessFunctions, steadyFunctions } from './functions.js';

let server: LocalPostgres;
let client: pg.Client;

beforeAll(async () => {
  server = await startPostgres();
  client = new pg.Client(server.url);
  await client.connect();
}, 60_000);

afterAll(async () => {
  await client?.end();
  await server?.close();
});

/** Written by the grammar and no functions of the catalogue, or of extensions. */
const elsewhere = [
  'coalesce',
  'nullif',
  'json_array',
  'json_object',
  'greatest',
  'least',
  'crypt',
  'gen_salt',
  'uuid_generate_v4',
  'uuid_generate_v1',
];

describe('the functions that the analysis takes for known', () => {
  it('are in PostgreSQL, and none that gives the same for every row is volatile there', async () => {
    const names = [...steadyFunctions, ...harmlessFunctions];
    const { rows } = await client.query<{ name: string; volatile: boolean }>(
      `select proname as name, bool_or(provolatile = 'v') as volatile from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and proname = any($1) group by proname`,
      [names],
    );
    const there = new Map(rows.map((row) => [row.name, row.volatile]));
    expect(names.filter((name) => !there.has(name) && !elsewhere.includes(name))).toEqual([]);
    expect([...steadyFunctions].filter((name) => there.get(name) === true)).toEqual([]);
  });
});
