#!/usr/bin/env node
// Stands in for Prisma's schema engine, a native program that npm does not carry: the same engine as WebAssembly (package
// @prisma/schema-engine-wasm) over node-postgres, behind the command line and the JSON-RPC lines that Prisma's CLI speaks.
// Prisma starts it when PRISMA_SCHEMA_ENGINE_BINARY names this file. PostgreSQL only.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const home = join(import.meta.dirname, '../../.cache/programs/prisma-engine');
const require = createRequire(join(home, 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const args = process.argv.slice(2);
const argument = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const schemas = (argument('--datamodels') ?? argument('-d') ?? '')
  .split(',')
  .filter((path) => path !== '')
  .map((path) => [path, readFileSync(path, 'utf8')]);
const url = new URL(readUrl());

const oid = { char: 18, int2vector: 22, text: 25, oidvector: 30 };
const characterColumn = 6;

// An error that the adapter has passed on comes back once more as one that nobody waits for.
const stop = (error) => {
  if (String(error?.message).startsWith('External error')) return;
  console.error(error);
  process.exit(101);
};
process.on('unhandledRejection', stop);
process.on('uncaughtException', stop);

if (args.includes('cli')) await connectOnce();
else await serve();

/** Prisma 7 passes the address as JSON, Prisma 6 as it is, or it stands in the schema as the name of a variable. */
function readUrl() {
  const given = argument('--datasource');
  if (given) return given.startsWith('{') ? JSON.parse(given).url : given;
  const text = schemas.map(([, schema]) => schema).join('\n');
  const name = /\burl\s*=\s*env\("(\w+)"\)/.exec(text)?.[1] ?? 'DATABASE_URL';
  return process.env[name];
}

/** The parts apart: with an address in one piece the adapter would point its shadow database at the real one. */
function connection() {
  const settings = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
  const options = url.searchParams.get('options');
  const name = url.searchParams.get('application_name');
  return { ...settings, ...(options ? { options } : {}), ...(name ? { application_name: name } : {}) };
}

async function connectOnce() {
  const { default: pg } = await load('pg');
  const client = new pg.Client(connection());
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    const fields = { message: String(error.message), is_panic: false, error_code: 'P1001' };
    console.error(JSON.stringify({ timestamp: '', level: 'ERROR', fields, target: '' }));
    process.exit(1);
  }
}

async function serve() {
  const engine = await startEngine();
  // The engine's own promises keep nothing alive.
  const alive = setInterval(() => {}, 1_000);
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { id, method, params } = JSON.parse(line, (key, value) =>
      key === 'content' && typeof value === 'string' ? withoutAddress(value) : value,
    );
    try {
      const name = method === 'getDatabaseVersion' ? 'version' : method;
      const result = await engine[name](Array.isArray(params) ? params[0] : params);
      if (method === 'diff' && result?.stdout)
        send({ id: 1_000_000 + id, method: 'print', params: { content: result.stdout } });
      send({ id, result: result ?? null });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error.message,
        error_code: error.code ?? null,
        meta: error.meta ?? null,
      };
      send({
        id,
        error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
      });
    }
  }
  clearInterval(alive);
  process.exit(0);
}

async function startEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const glue = await load('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const [{ PrismaPg }, { bindMigrationAwareSqlAdapterFactory }] = await Promise.all([
    load('@prisma/adapter-pg'),
    load('@prisma/driver-adapter-utils'),
  ]);
  const factory = adjust(new PrismaPg(connection()));
  const datamodels = schemas.map(([path, text]) => [path, withoutAddress(text)]);
  return glue.SchemaEngine.new(
    datamodels.length > 0 ? { datamodels } : {},
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/** Since Prisma 7 an address in the schema is an error. */
function withoutAddress(schema) {
  return schema.replace(/^\s*(url|directUrl)\s*=.*$/gm, '');
}

function adjust(factory) {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => adjustAdapter(await factory.connect()),
    connectToShadowDb: async () => adjustAdapter(await factory.connectToShadowDb()),
  };
}

function adjustAdapter(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  let characters = [];
  // The adapter knows no types of the system catalogue, which the engine asks for.
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    characters = (result.fields ?? []).map((field) => field.dataTypeID === oid.char);
    for (const field of result.fields ?? []) {
      if ([oid.char, oid.int2vector, oid.oidvector].includes(field.dataTypeID)) field.dataTypeID = oid.text;
    }
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    characters.forEach((is, index) => {
      if (is) result.columnTypes[index] = characterColumn;
    });
    return result;
  };
  // Its own way splits a script at semicolons; the native engine sends it whole, which is one transaction.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}
