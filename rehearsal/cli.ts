import { parseArgs } from 'node:util';
import { RehearsalError } from './errors.js';
import { type Choice, choicesOf, listing, referenceWorkflows } from './plan.js';
import { type Rehearsal, rehearse } from './rehearse.js';
import { UnsupportedWorkflow } from './runner/index.js';
import type { World } from './stage/world.js';
import { componentRows } from './tell.js';
import { formatDuration, renderTable } from './terminal/index.js';

const usage = `npm run rehearse -- [options]
  --example <name>    the system to ship, a folder of examples/ (default: notes)
  --scenario <name>   the story to rehearse (default: the example's first)
  --workflow <file>   the workflow to run, unchanged (default: the story's, else the example's first)
  --all               every story of every example with every workflow it is told for; with a name above, only those
  --keep              leave the platforms up afterwards, until Ctrl-C
  --list              list what can be rehearsed`;

const options = {
  options: {
    scenario: { type: 'string' },
    workflow: { type: 'string' },
    example: { type: 'string' },
    all: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
} as const;

async function main(root: string): Promise<boolean> {
  const { values } = parse();
  if (values.help) return print(usage);
  if (values.list) return list(root, values.example);
  const cancel = new AbortController();
  process.on('SIGINT', () => cancel.abort());
  process.on('SIGTERM', () => cancel.abort());
  if (values.all) return runAll(root, await choicesOf(root, values), cancel.signal);
  const [choice] = await choicesOf(root, { ...values, example: values.example ?? 'notes' });
  if (!choice) throw new RehearsalError('There is nothing to rehearse.', 'See --list.');
  const { missing } = choice.requirements;
  if (missing) return print(`SKIPPED: ${choice.example.name} is not rehearsed, since ${missing}.`);
  return runOne(root, choice, { keep: values.keep, signal: cancel.signal });
}

function parse(): ReturnType<typeof parseArgs<typeof options>> {
  try {
    return parseArgs(options);
  } catch (error) {
    throw new RehearsalError(error instanceof Error ? error.message : String(error), `Usage:\n${usage}`);
  }
}

async function list(root: string, example: string | undefined): Promise<true> {
  const rows = listing(await choicesOf(root, { example }));
  print(renderTable([['example', 'scenario', 'workflows', 'what it tells'], ...rows]));
  return print(
    `\nAny other workflow can be run with --workflow, such as ${referenceWorkflows(root).join(', ')}.`,
  );
}

interface RunOptions {
  keep: boolean;
  signal: AbortSignal;
  report?: string;
}

async function runOne(root: string, choice: Choice, { keep, signal, report }: RunOptions): Promise<boolean> {
  const { example, scenario, workflow, requirements } = choice;
  print(`${example.name}, ${scenario.name}, ${workflow}: ${scenario.description}`);
  let met = false;
  await rehearse({
    ...{ root, scenario, example, workflow, signal, python: requirements.python },
    ...(report === undefined ? {} : { report }),
    node: process.execPath,
    async onEnd(rehearsal) {
      met = tellEnd(rehearsal, signal.aborted);
      if (keep && !signal.aborted) await keepUp(rehearsal.observed.world, signal);
    },
    stream: process.stdout,
  });
  return met;
}

/** All of them, one after the other; a rehearsal that broke off is one that failed. */
async function runAll(root: string, choices: readonly Choice[], signal: AbortSignal): Promise<boolean> {
  const rows: string[][] = [];
  let good = choices.length > 0;
  for (const choice of choices) {
    if (signal.aborted) break;
    const { example, scenario, workflow, requirements } = choice;
    const began = Date.now();
    const report = `${example.name}-${scenario.name}-${workflow.replaceAll(/[^\w]+/g, '-')}.html`;
    const came = requirements.missing
      ? `skipped: ${requirements.missing}`
      : await runOne(root, choice, { keep: false, signal, report }).then(
          (met) => (met ? 'as expected' : 'NOT as expected'),
          tellBroken,
        );
    good &&= came === 'as expected' || came.startsWith('skipped');
    rows.push([example.name, scenario.name, workflow, formatDuration(Date.now() - began), came]);
  }
  print(`\n${renderTable([['example', 'scenario', 'workflow', 'took', 'came true'], ...rows])}`);
  if (signal.aborted) print('The rehearsals were cancelled.');
  return good && !signal.aborted;
}

function tellBroken(error: unknown): string {
  tell(error);
  return `BROKE OFF: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : error}`;
}

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
  if (expectations.length === 0) print('Nothing was expected, so nothing is proven.');
  else if (missed === 0) print(`All ${expectations.length} expectations came true.`);
  else print(`${missed} of ${expectations.length} expectations did not come true.`);
  return missed === 0 && expectations.length > 0 && !cancelled;
}

function cut(text: string): string {
  return text.length <= 70 ? text : `${text.slice(0, 69)}…`;
}

/** Leaves everything up and says where it is. */
async function keepUp(world: World, signal: AbortSignal): Promise<void> {
  const { services, projects, databases } = world.example.declaration;
  const places: [string, string | undefined][] = [
    ...[...Object.keys(services), ...Object.keys(projects)].map(
      (key) => [key, world.url(key)] as [string, string | undefined],
    ),
    ...Object.keys(databases).map((key) => [key, world.fill(`\${databases.${key}.url}`)] as [string, string]),
    ['Vercel', world.vercel.apiUrl],
    ['Railway', world.railway.apiUrl],
    ['GitHub', world.github.apiUrl],
    ['files', world.directory],
  ];
  print('\nKept up until Ctrl-C:');
  for (const [name, place] of places) if (place !== undefined) print(`  ${name.padEnd(12)} ${place}`);
  const alive = setInterval(() => {}, 1_000);
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
  clearInterval(alive);
}

function print(text: string): true {
  process.stdout.write(`${text}\n`);
  return true;
}

/** What a person can put right is told without a stack, anything else with it. */
function tell(error: unknown): void {
  const known = error instanceof RehearsalError || error instanceof UnsupportedWorkflow;
  if (!known || !(error instanceof Error)) {
    console.error(error);
    return;
  }
  const fix = 'fix' in error && typeof error.fix === 'string' ? `\nWhat to do: ${error.fix}` : '';
  console.error(`${error.message}${fix}`);
}

try {
  process.exitCode = (await main(process.cwd())) ? 0 : 1;
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
process.exit();
