import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { glob } from 'tinyglobby';
import { z } from 'zod';
import { escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import { builtInGate, type Finding, type GateContext } from './built-in-gate.js';

const options = z.strictObject({
  files: z
    .array(z.string())
    .default(['**/migrations/**/*.sql', '**/drizzle/**/*.sql'])
    .describe('Globs of migrations written in SQL.'),
  'on-risky': z.enum(['allow', 'warn', 'block']).default('warn'),
  'allow-destructive': z.boolean().default(false),
  all: z.boolean().default(false).describe('Read all migrations, not only those this change adds or edits.'),
});
type Options = z.infer<typeof options>;

/** A way down is no step of a release. */
const wayDown = /(^|\/)down\.sql$|\.down\.sql$/;

/**
 * `migrations`: what new migrations written in SQL would do to a database in use, read with PostgreSQL's own parser and
 * judged as run-migrations judges its plan. It asks no database; Alembic's migrations are code, and run-migrations plans those.
 */
export const migrationsGate = builtInGate({
  name: 'migrations',
  options,
  async run(options, context) {
    const found = await migrationsIn(options, context);
    if ('unknown' in found) return { result: 'warned', reason: found.unknown, findings: [] };
    if (found.files.length === 0)
      return { result: 'passed', reason: 'there is no new migration in SQL', findings: [] };
    const [{ analyseAll }, { decide }] = await Promise.all([
      import('../../../src/database/analysis/analyse.js'),
      import('../../../src/database/analysis/policy.js'),
    ]);
    const sources = await Promise.all(
      found.files.map(async (name) => ({
        name,
        sql: await readFile(join(context.workspace, name), 'utf8'),
        tool: toolOf(name, context),
      })),
    );
    const plan = await analyseAll(sources);
    const { blocked, decisions } = decide(plan, {
      onRisky: options['on-risky'],
      allowDestructive: options['allow-destructive'],
    });
    return {
      result: blocked ? 'failed' : 'passed',
      reason: `${found.files.length} migration(s) are ${plan.class}, ${plan.phase}${blocked ? ': not to be applied as they are' : ''}`,
      findings: decisions.flatMap(findingOf),
      markdown: tableOf(plan),
    };
  },
});

type Decision = ReturnType<
  typeof import('../../../src/database/analysis/policy.js')['decide']
>['decisions'][number];

function findingOf({ action, message, migration, line, finding }: Decision): Finding[] {
  if (action === 'pass') return [];
  return [
    {
      severity: action === 'block' ? 'error' : 'warning',
      rule: `migrations/${finding.rule}`,
      // Where it stands is told beside it.
      message: message.replace(`${migration}:${line}: `, ''),
      file: migration,
      line,
    },
  ];
}

async function migrationsIn(
  { files, all }: Options,
  context: GateContext,
): Promise<{ files: string[] } | { unknown: string }> {
  const paths = await glob(files, {
    cwd: context.directory,
    absolute: true,
    ignore: ['**/node_modules/**'],
    expandDirectories: false,
  });
  const ups = paths
    .map((path) => relative(context.workspace, path).replaceAll('\\', '/'))
    .filter((path) => !wayDown.test(path))
    .sort();
  if (all) return { files: ups };
  const changes = await context.changes();
  if (!changes.known) return { unknown: `which migrations are new is unknown: ${changes.reason}` };
  const touched = new Set(changes.files.map(({ path }) => path));
  return { files: ups.filter((path) => touched.has(path)) };
}

function toolOf(path: string, { workspace }: GateContext): 'prisma' | 'drizzle' | 'sql' {
  if (path.endsWith('/migration.sql')) return 'prisma';
  const folder = path.slice(0, path.lastIndexOf('/'));
  return existsSync(join(workspace, folder, 'meta/_journal.json')) ? 'drizzle' : 'sql';
}

type Plan = Awaited<ReturnType<typeof import('../../../src/database/analysis/analyse.js')['analyseAll']>>;

function tableOf({ migrations }: Plan): string {
  const rows = migrations.flatMap(({ name, statements }) =>
    statements
      .slice(0, 20)
      .map(({ text, line, locks, work, class: kind }) => [
        escapeMarkdown(`${name}:${line}`),
        escapeMarkdown(text.replace(/\s+/g, ' ').slice(0, 80)),
        escapeMarkdown(locks.map(({ mode, on }) => `${mode} on ${on}`).join(', ')),
        work === 'none' ? '' : work,
        kind,
      ]),
  );
  if (rows.length === 0) return '';
  return markdownTable(['where', 'statement', 'lock', 'work', 'class'], rows.slice(0, 60));
}
