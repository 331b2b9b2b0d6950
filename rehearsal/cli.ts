import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RehearsalError } from './errors.js';
import { type Rehearsal, rehearse } from './rehearse.js';
import { UnsupportedWorkflow } from './runner/index.js';
import { scenarios } from './scenarios/index.js';
import type { World } from './stage/world.js';
import { componentRows } from './tell.js';
import { renderTable } from './terminal/index.js';

const usage = `npm run rehearse -- [options]
  --scenario <name>   the story to rehearse (default: ${scenarios[0]?.name})
  --workflow <file>   the workflow to run, unchanged (default: workflows/pipeline.yml)
  --example <name>    the system to ship, a folder of examples/ (default: notes)
  --keep              leave the platforms up afterwards, until Ctrl-C
  --list              list scenarios, workflows and examples`;

async function main(root: string): Promise<boolean> {
  const { values } = parse();
  if (values.help) return print(usage);
  if (values.list) return print(listing(root));
  const name = values.scenario ?? scenarios[0]?.name;
  const scenario = scenarios.find((entry) => entry.name === name);
  if (!scenario)
    throw new RehearsalError(
      `There is no scenario "${name}".`,
      `Use one of ${scenarios.map((entry) => entry.name).join(', ')}.`,
    );
  const example = exampleFolder(root, values.example ?? 'notes');
  const workflow = values.workflow ?? 'workflows/pipeline.yml';
  const cancel = new AbortController();
  process.on('SIGINT', () => cancel.abort());
  process.on('SIGTERM', () => cancel.abort());
  print(`${scenario.name}: ${scenario.description}`);
  let met = false;
  await rehearse({
    root,
    scenario,
    example,
    workflow: isAbsolute(workflow) ? workflow : resolve(root, workflow),
    node: process.execPath,
    async onEnd(rehearsal) {
      met = tellEnd(rehearsal, cancel.signal.aborted);
      if (values.keep && !cancel.signal.aborted) await keep(rehearsal.observed.world, cancel.signal);
    },
    signal: cancel.signal,
    stream: process.stdout,
  });
  return met;
}

function parse(): ReturnType<typeof parseArgs<typeof options>> {
  try {
    return parseArgs(options);
  } catch (error) {
    throw new RehearsalError(error instanceof Error ? error.message : String(error), `Usage:\n${usage}`);
  }
}

const options = {
  options: {
    scenario: { type: 'string' },
    workflow: { type: 'string' },
    example: { type: 'string' },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
} as const;

function tellEnd({ observed, expectations, reportFile }: Rehearsal, cancelled: boolean): boolean {
  const rows = componentRows(observed.releases).map((row) => [
    row.release,
    row.component,
    cut(row.what),
    `${(row.durationMs / 1_000).toFixed(1)} s`,
  ]);
  print(`\n${renderTable([['release', 'component', 'what happened', 'how long'], ...rows])}\n`);
  for (const { met, text, seen } of expectations) print(`${met ? '✓' : '✗'} ${text}: ${seen}`);
  const missed = expectations.filter((entry) => !entry.met).length;
  print(`\nReport: ${reportFile}`);
  if (cancelled) print('The rehearsal was cancelled.');
  print(
    missed === 0
      ? `All ${expectations.length} expectations came true.`
      : `${missed} of ${expectations.length} expectations did not come true.`,
  );
  return missed === 0 && !cancelled;
}

function cut(text: string): string {
  return text.length <= 70 ? text : `${text.slice(0, 69)}…`;
}

/** Leaves everything up and says where it is. */
async function keep(world: World, signal: AbortSignal): Promise<void> {
  print(
    `\nKept up until Ctrl-C:\n  frontend  ${world.urls.frontend}\n  backend   ${world.urls.backend}\n  Vercel    ${world.vercel.apiUrl}\n  Railway   ${world.railway.apiUrl}\n  GitHub    ${world.github.apiUrl}\n  database  ${world.databaseUrl}\n  files     ${world.directory}`,
  );
  const alive = setInterval(() => {}, 1_000);
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
  clearInterval(alive);
}

function exampleFolder(root: string, name: string): string {
  const folder = join(root, 'examples', name);
  if (existsSync(join(folder, 'versions'))) return folder;
  throw new RehearsalError(
    `There is no example "${name}" with versions to release.`,
    `Use one of ${examples(root).join(', ')}.`,
  );
}

function examples(root: string): string[] {
  return readdirSync(join(root, 'examples')).filter((name) =>
    existsSync(join(root, 'examples', name, 'versions')),
  );
}

function listing(root: string): string {
  const workflows = readdirSync(join(root, 'workflows')).filter((file) => file.endsWith('.yml'));
  return [
    'scenarios',
    ...scenarios.map((entry) => `  ${entry.name.padEnd(20)}${entry.description}`),
    'workflows',
    ...workflows.map((file) => `  workflows/${file}`),
    'examples',
    ...examples(root).map((name) => `  ${name}`),
  ].join('\n');
}

function print(text: string): true {
  process.stdout.write(`${text}\n`);
  return true;
}

try {
  process.exitCode = (await main(process.cwd())) ? 0 : 1;
} catch (error) {
  // The one place a rehearsal's failure is told: what a person can put right without a stack, anything else with it.
  const known = error instanceof RehearsalError || error instanceof UnsupportedWorkflow;
  if (known && error instanceof Error) {
    console.error(
      `${error.message}${'fix' in error && typeof error.fix === 'string' ? `\nWhat to do: ${error.fix}` : ''}`,
    );
  } else {
    console.error(error);
  }
  process.exitCode = 1;
}
process.exit();
