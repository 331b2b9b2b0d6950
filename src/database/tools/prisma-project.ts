import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../errors/errors.js';
import { findUpwards, type Program, readIfThere } from './program.js';

/** A project that keeps its schema with Prisma. Paths are absolute. */
export interface PrismaProject {
  /** Where its programs run. */
  workingDirectory: string;
  /** The folder of the migrations. */
  directory: string;
  /** A file, or a folder of files; undefined when only the configuration's code knows it. */
  schema: string | undefined;
  /** `postgresql`, `sqlite`, … as migration_lock.toml has it; undefined without that file. */
  provider: string | undefined;
  /** Variables that its configuration reads the address from. */
  urlVariables: string[];
  /** Its CLI; undefined where it is not installed, and only the history is read. */
  cli: { version: string; major: number; program: Program } | undefined;
}

const configNames = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((end) => [
  `prisma.config.${end}`,
  join('.config', `prisma.${end}`),
]);
const packageSchema = z.object({
  version: z.string().optional(),
  prisma: z.object({ schema: z.string().optional() }).optional(),
});

/** Whether a folder of migrations is Prisma's: folders that hold a migration.sql each. */
export function isPrismaFolder(directory: string): boolean {
  if (existsSync(join(directory, 'migration_lock.toml'))) return true;
  return existsSync(directory) && migrationFolders(directory).length > 0;
}

/** Names of the folders that hold a migration.sql, in Prisma's order. */
export function migrationFolders(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'migration.sql')))
    .sort();
}

/** Where the migrations of an app are by its configuration or by custom; undefined when it has none. */
export function findPrismaFolder(workingDirectory: string): string | undefined {
  const configured = configuredPath(readConfig(workingDirectory), /migrations\s*:\s*\{[^}]*?path\s*:/);
  const schema = findSchema(workingDirectory);
  const candidates = [
    configured && resolve(workingDirectory, configured),
    schema && join(dirname(schema), 'migrations'),
    schema && join(schema, 'migrations'),
    join(workingDirectory, 'prisma', 'migrations'),
  ];
  return candidates.find((folder) => folder !== undefined && existsSync(folder) && isPrismaFolder(folder));
}

/**
 * Reads the project around a folder of migrations. Throws InputError when its CLI is not installed, unless only the history
 * is to be read.
 */
export function readPrismaProject(
  workingDirectory: string,
  directory: string,
  onlyRead = false,
): PrismaProject {
  const cli = findCli(workingDirectory);
  if (!cli && !onlyRead) throw cliMissing(workingDirectory);
  const schema = findSchema(workingDirectory);
  const lock = readIfThere(join(directory, 'migration_lock.toml')) ?? '';
  return {
    workingDirectory,
    directory,
    schema,
    provider: /^\s*provider\s*=\s*"(\w+)"/m.exec(lock)?.[1],
    urlVariables: readVariables(`${readConfig(workingDirectory)}\n${schemaText(schema)}`),
    cli,
  };
}

function readConfig(workingDirectory: string): string {
  const found = configNames.map((name) => join(workingDirectory, name)).find((path) => existsSync(path));
  return (found && readIfThere(found)) || '';
}

function configuredPath(config: string, key: RegExp): string | undefined {
  return new RegExp(`${key.source}\\s*['"\`]([^'"\`]+)`).exec(config)?.[1];
}

function findSchema(workingDirectory: string): string | undefined {
  const packageText = readIfThere(join(workingDirectory, 'package.json'));
  const configured =
    configuredPath(readConfig(workingDirectory), /(?:^|[\s{,])schema\s*:/) ??
    (packageText && parsePackage(packageText)?.prisma?.schema);
  const candidates = [configured, 'prisma/schema.prisma', 'schema.prisma', 'prisma/schema'];
  return candidates
    .map((path) => path && resolve(workingDirectory, path))
    .filter((path): path is string => Boolean(path))
    .find((path) => existsSync(path));
}

function schemaText(schema: string | undefined): string {
  if (schema === undefined) return '';
  if (!statSync(schema).isDirectory()) return readIfThere(schema) ?? '';
  const files = readdirSync(schema).filter((name) => name.endsWith('.prisma'));
  return files.map((name) => readIfThere(join(schema, name)) ?? '').join('\n');
}

/** `env("X")` in a schema or a configuration, `process.env.X` in the latter. */
function readVariables(text: string): string[] {
  const found = text.matchAll(
    /\benv(?:<[^>]*>)?\(\s*['"](\w+)['"]|process\.env(?:\.|\[['"])(\w*(?:URL|URI|DSN)\w*)/g,
  );
  const names = [...found]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((name) => /URL|URI|DSN|DATABASE|DB/.test(name));
  return [...new Set(names)].filter((name) => !/SHADOW/.test(name));
}

function findCli(workingDirectory: string): PrismaProject['cli'] {
  const manifest = findUpwards(workingDirectory, join('node_modules', 'prisma', 'package.json'));
  const version = manifest && parsePackage(readIfThere(manifest) ?? '')?.version;
  const command = findUpwards(workingDirectory, join('node_modules', '.bin', 'prisma'));
  if (version === undefined || command === undefined) return undefined;
  return { version, major: Number(version.split('.')[0]), program: { command, prefix: [] } };
}

/** What is told where Prisma itself must run and is not there. */
export function cliMissing(workingDirectory: string): InputError {
  return new InputError(`Prisma's CLI is not installed in ${workingDirectory} or a folder above it.`, {
    fix: 'Install the project\'s packages in a step before this one (`npm ci`, without --omit=dev when "prisma" is a development dependency), with the version the lock file names.',
  });
}

function parsePackage(text: string): z.infer<typeof packageSchema> | undefined {
  try {
    return packageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The PATH with the project's own programs first. */
export function pathWithBin({ command }: Program, path: string | undefined): string {
  return [dirname(command), path].filter(Boolean).join(delimiter);
}
