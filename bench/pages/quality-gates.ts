import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureProcess, median, type ProcessRun } from '../measure.js';
import type { Bench, Figure, Page } from '../page.js';

const root = process.cwd();
const bundle = join(root, 'dist/run-quality-gates/index.js');
const lcovBytes = 500_000_000;

/** Start-up, the order of the gates against the least time there is, and a coverage report of half a gigabyte. */
export async function run(bench: Bench): Promise<Page> {
  return {
    title: 'run-quality-gates',
    about:
      'The bundle as whole processes. Sleeping gates cost no core, so their longest chain is the least time there is; gates that compute show what two cores allow.',
    figures: [
      await startUp(bench),
      ...(await chain(bench)),
      ...(await computing(bench)),
      ...(await bigReport(bench)),
      await flood(bench),
    ],
  };
}

async function action(bench: Bench, gates: unknown): Promise<ProcessRun> {
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_WORKSPACE: bench.directory,
    RUNNER_TEMP: bench.directory,
    GITHUB_OUTPUT: join(bench.directory, 'output'),
    GITHUB_STEP_SUMMARY: join(bench.directory, 'summary'),
    INPUT_GATES: JSON.stringify(gates),
    'INPUT_MAX-PARALLEL': '8',
  };
  for (const file of [env.GITHUB_OUTPUT, env.GITHUB_STEP_SUMMARY]) writeFileSync(file, '');
  const ran = await measureProcess(process.execPath, [bundle], { env, cwd: bench.directory });
  if (ran.code !== 0) throw new Error(`The gates did not pass:\n${ran.output.slice(-2_000)}`);
  return ran;
}

/** The action with a gate that does nothing, less the shell that does it and Node itself. */
async function startUp(bench: Bench): Promise<Figure> {
  bench.say('start-up');
  const runs: number[] = [];
  const empty: number[] = [];
  for (let count = 0; count < 9; count += 1) {
    runs.push((await action(bench, [{ name: 'nothing', command: ':' }])).wallMs);
    empty.push((await measureProcess(process.execPath, ['-e', ''])).wallMs);
  }
  const note = `whole process ${Math.round(median(runs))} ms, an empty Node ${Math.round(median(empty))} ms; median of 9`;
  return {
    name: 'own start-up',
    value: median(runs) - median(empty),
    unit: 'ms',
    goal: { atMost: 150 },
    note,
  };
}

/** a -> b -> c beside d: 1.5 s is the longest chain, 3 s the sum. */
async function chain(bench: Bench): Promise<Figure[]> {
  bench.say('gates that need each other');
  const { wallMs } = await action(bench, [
    { name: 'a', command: 'sleep 0.5' },
    { name: 'b', command: 'sleep 0.5', needs: ['a'] },
    { name: 'c', command: 'sleep 0.5', needs: ['b'] },
    { name: 'd', command: 'sleep 1.5' },
  ]);
  return [
    { name: 'against the longest chain (1.5 s)', value: wallMs / 1_500, unit: 'x', note: 'with start-up' },
    { name: 'against one after the other (3 s)', value: wallMs / 3_000, unit: 'x' },
  ];
}

async function computing(bench: Bench): Promise<Figure[]> {
  bench.say('gates that compute');
  const work = `node -e "const t=process.cpuUsage();while(process.cpuUsage(t).user<3e6);"`;
  const alone = (await measureProcess('bash', ['-c', work])).wallMs;
  const { wallMs } = await action(bench, [
    { name: 'a', command: work },
    { name: 'b', command: work },
  ]);
  return [
    {
      name: 'two computing gates against the longest of them',
      value: wallMs / alone,
      unit: 'x',
      goal: { atMost: 1.05 },
      note: `${Math.round(wallMs)} ms beside ${Math.round(alone)} ms; two cores, shared with this benchmark`,
    },
  ];
}

async function bigReport(bench: Bench): Promise<Figure[]> {
  bench.say('an lcov report of 500 MB');
  const folder = join(bench.directory, 'coverage');
  mkdirSync(folder, { recursive: true });
  await writeLcov(join(folder, 'lcov.info'));
  const { wallMs, peakBytes } = await action(bench, [
    { gate: 'coverage', with: { thresholds: { lines: 1 } } },
  ]);
  execFileSync('rm', ['-r', folder]);
  return [
    { name: 'lcov of 500 MB', value: wallMs / 1_000, unit: 's', goal: { atMost: 10 } },
    { name: 'its memory', value: peakBytes / 1e6, unit: 'MB' },
  ];
}

async function writeLcov(file: string): Promise<void> {
  const stream = createWriteStream(file);
  const body = Array.from({ length: 2_000 }, (_, index) => `DA:${index + 1},${index % 3}\n`).join('');
  for (let written = 0, count = 0; written < lcovBytes; count += 1) {
    const record = `SF:src/file${count}.ts\n${body}end_of_record\n`;
    written += record.length;
    if (!stream.write(record)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  }
  await new Promise<void>((resolve) => stream.end(() => resolve()));
}

async function flood(bench: Bench): Promise<Figure> {
  bench.say('a gate that prints 100 MB');
  const { peakBytes } = await action(bench, [{ name: 'flood', command: 'seq 1 12000000' }]);
  return {
    name: 'memory while a gate prints 100 MB',
    value: peakBytes / 1e6,
    unit: 'MB',
  };
}
