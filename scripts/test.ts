import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildDist } from './build.js';
import { checkHouse } from './house.js';
import { checkMetadata } from './metadata.js';
import { capture } from './run.js';
import { lintWorkflows } from './workflows.js';

/** One stage of `npm test`: it passes, or it says what is wrong. */
interface Stage {
  name: string;
  /** Returns faults, one line or block each; none = passed. */
  check(): Promise<string[]>;
}

const root = process.cwd();
const bin = (name: string) => join(root, 'node_modules/.bin', name);

/** A program whose exit code decides and whose output is the fault. */
const program = (name: string, command: string, args: string[]): Stage => ({
  name,
  check: async () => {
    const { code, output } = await capture(command, args, root);
    return code === 0 ? [] : [output.trim()];
  },
});

const checks: Stage[] = [
  program('types', bin('tsc'), ['--noEmit']),
  program('lint and format', bin('biome'), ['ci', '--colors=off', '.']),
  program('floors of the house', bin('depcruise'), [
    '--config',
    '.dependency-cruiser.cjs',
    'actions',
    'init',
    'src',
    'rehearsal',
    'test',
    'scripts',
    'bench',
  ]),
  program('dead code', bin('knip'), []),
  { name: 'metadata agree', check: async () => checkMetadata(root) },
  { name: 'short and documented', check: async () => checkHouse(root) },
  { name: 'workflows', check: async () => (await lintWorkflows(root)).faults },
];

const dist: Stage = {
  name: 'dist is what the source builds',
  check: async () => {
    await buildDist(root);
    const { code, output } = await capture('git', ['status', '--porcelain', '--', 'dist'], root);
    if (code !== 0) return [`git status failed: ${output.trim()}`];
    return output.trim() === ''
      ? []
      : [`The committed dist/ is not what the source builds: commit the rebuilt one.\n${output.trimEnd()}`];
  },
};

let passed = 0;
let failed = 0;

async function runStage(stage: Stage): Promise<void> {
  const began = Date.now();
  const faults = await stage
    .check()
    .catch((error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${faults.length === 0 ? '✓' : '✗'} ${stage.name} (${seconds} s)`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '    '));
  if (faults.length === 0) passed += 1;
  else failed += 1;
}

/** Jest runs last, alone: it starts servers, databases and browsers and measures time. */
async function runJest(args: string[]): Promise<void> {
  const file = join(root, '.cache/jest-results.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(file, { force: true });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const options = [
    '--experimental-vm-modules',
    '--no-warnings',
    jest,
    // A failed test may leave a server or a child behind; the run ends all the same.
    '--forceExit',
    '--json',
    `--outputFile=${file}`,
    ...args,
  ];
  const { code, output } = await capture(process.execPath, options, root);
  if (!existsSync(file)) {
    failed += 1;
    console.log(`✗ jest did not finish (exit ${code})\n${output}`);
    return;
  }
  const results = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numFailedTestSuites: number;
  };
  console.log(worthReading(output));
  passed += results.numPassedTests;
  failed += Math.max(results.numFailedTests, results.numFailedTestSuites, code === 0 ? 0 : 1);
}

/** What jest prints besides its JSON: failures, and skipped tests. Passed files and a notice about GitHub's parser are noise. */
function worthReading(output: string): string {
  const noise = /^(Force exiting Jest|\{"num|PASS |Jest: importing JSON|Test results written)/;
  return output
    .split('\n')
    .filter((line) => !noise.test(line))
    .join('\n')
    .trim();
}

const began = Date.now();
const only = process.argv.slice(2);
if (only.length === 0) {
  const light = async () => {
    for (const stage of checks) await runStage(stage);
  };
  await Promise.all([light(), runStage(dist)]);
}
await runJest(only);
console.log(`Took ${((Date.now() - began) / 1000).toFixed(0)} s on Node ${process.versions.node}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
