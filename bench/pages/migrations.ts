import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseAll } from '../../src/database/analysis/analyse.js';
import type { MigrationSource } from '../../src/database/analysis/types.js';
import { installTools } from '../../test/tools/install.js';
import { measureProcess, median } from '../measure.js';
import type { Bench, Figure, Page } from '../page.js';

const migrationCount = 1_000;
const statementsEach = 20;
const runs = 3;

/** What generators of migrations write, and what people add by hand. */
const kinds: ((n: number) => string)[] = [
  (n) =>
    `CREATE TABLE "table_${n}" (\n  "id" SERIAL NOT NULL,\n  "title" TEXT NOT NULL,\n  "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,\n  CONSTRAINT "table_${n}_pkey" PRIMARY KEY ("id")\n)`,
  (n) => `ALTER TABLE "notes" ADD COLUMN "c${n}" INTEGER NOT NULL DEFAULT 0`,
  (n) => `CREATE INDEX "notes_c${n}_idx" ON "notes"("c${n}")`,
  (n) =>
    `ALTER TABLE "notes" ADD CONSTRAINT "notes_c${n}_fkey" FOREIGN KEY ("c${n}") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE`,
  (n) => `ALTER TABLE "users" DROP COLUMN "old${n}"`,
  (n) => `ALTER TABLE "users" ALTER COLUMN "age${n}" SET DATA TYPE BIGINT`,
  (n) => `UPDATE "users" SET "age${n}" = 0 WHERE "age${n}" IS NULL`,
  (n) => `CREATE TYPE "mood_${n}" AS ENUM ('ok', 'bad')`,
  (n) => `ALTER TABLE "users" ALTER COLUMN "age${n}" SET NOT NULL`,
  (n) => `CREATE UNIQUE INDEX "users_age${n}_key" ON "users"("age${n}")`,
];

/** Reading 20,000 statements of 1,000 migrations, beside squawk on the same files. */
export async function run(bench: Bench): Promise<Page> {
  const migrations = makeMigrations();
  const files = writeFiles(bench, migrations);
  bench.say('installing squawk');
  const squawk = join(await installTools('squawk'), 'node_modules/.bin/squawk');
  const [ours, theirs]: [number[], number[]] = [[], []];
  let findings = { ours: 0, theirs: 0 };
  // Each in turn, so that whatever else the machine does falls on both.
  for (let turn = 1; turn <= runs; turn += 1) {
    bench.say(`run ${turn} of ${runs}`);
    const began = performance.now();
    const plan = await analyseAll(migrations);
    ours.push(performance.now() - began);
    const peer = await measureProcess(squawk, ['--reporter', 'json', ...files], { cwd: bench.directory });
    theirs.push(peer.wallMs);
    const read = plan.migrations.flatMap((one) => one.statements);
    findings = { ours: read.flatMap((one) => one.findings).length, theirs: countFindings(peer.output) };
  }
  return {
    title: 'Reading migrations',
    about: `${migrationCount} migrations of ${statementsEach} statements, read in this process, beside squawk-cli 2.66.0 (a native program) on the same files; the middle of ${runs} runs, in turn.`,
    figures: figures(median(ours), median(theirs), findings),
  };
}

function figures(oursMs: number, theirsMs: number, findings: { ours: number; theirs: number }): Figure[] {
  const total = migrationCount * statementsEach;
  return [
    {
      name: 'this project',
      value: oursMs,
      unit: 'ms',
      goal: { atMost: 5_000 },
      note: `${findings.ours} findings`,
    },
    { name: 'squawk-cli', value: theirsMs, unit: 'ms', note: `${findings.theirs} findings` },
    { name: 'this project to squawk-cli', value: oursMs / theirsMs, unit: 'x' },
    { name: 'one statement', value: (oursMs / total) * 1_000, unit: 'µs' },
  ];
}

function makeMigrations(): MigrationSource[] {
  return Array.from({ length: migrationCount }, (_, migration) => {
    const statements = Array.from({ length: statementsEach }, (_, index) => {
      const n = migration * statementsEach + index;
      return kinds[n % kinds.length]?.(n) ?? '';
    });
    return {
      name: `${String(migration).padStart(4, '0')}.sql`,
      sql: `${statements.join(';\n\n')};\n`,
      tool: 'sql',
    };
  });
}

function writeFiles(bench: Bench, migrations: readonly MigrationSource[]): string[] {
  mkdirSync(join(bench.directory, 'sql'));
  return migrations.map(({ name, sql }) => {
    writeFileSync(join(bench.directory, 'sql', name), sql);
    return join('sql', name);
  });
}

function countFindings(output: string): number {
  try {
    const found: unknown = JSON.parse(output.slice(output.indexOf('[')));
    return Array.isArray(found) ? found.length : 0;
  } catch {
    return 0;
  }
}
