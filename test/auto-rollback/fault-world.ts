import { expect } from '@jest/globals';
import type { Result } from '../../actions/auto-rollback/result.js';
import type { Fault, Faults } from '../../rehearsal/platforms/http/faults.js';
import { PlatformServer, type RecordedRequest } from '../../rehearsal/platforms/http/server.js';
import type { FlagComponent, RailwayComponent, VercelComponent } from '../../src/release/component.js';
import { type Concluded, type Conclusion, conclude } from './conclude.js';
import { openWorld, tokens, type World } from './world.js';

/** A way that a release goes back, with what refuses the better ways. */
export interface Scenario {
  name: string;
  refused: readonly { platform: 'railway' | 'vercel'; operation: string; fault: Fault }[];
  /** Whether neither platform knows the verified deployments any more. */
  isGone?: true;
}

const refusedByRailway = {
  ...({ kind: 'status', status: 200 } as const),
  body: { errors: [{ message: 'It cannot be' }], data: null },
};
const notInPlan = {
  ...({ kind: 'status', status: 402 } as const),
  body: { error: { code: 'payment_required', message: 'Upgrade to Pro' } },
};
const noImage = { platform: 'railway', operation: 'deploymentRollback', fault: refusedByRailway } as const;
const noSource = { platform: 'railway', operation: 'deploymentRedeploy', fault: refusedByRailway } as const;
const noRollback = { platform: 'vercel', operation: 'requestRollback', fault: notInPlan } as const;

/** Every way back, the best first. */
export const scenarios: readonly Scenario[] = [
  { name: 'the old images', refused: [] },
  { name: 'the old sources built again', refused: [noImage, noRollback] },
  { name: 'the old commit', refused: [noImage, noSource] },
  { name: 'the old commit of what was deleted', refused: [], isGone: true },
];

/** Whoever is asked on the way back, with what was asked and the faults that it meets. */
export type Asked = Record<
  'railway' | 'vercel' | 'github' | 'webhook',
  { requests: readonly RecordedRequest[]; faults: Faults }
>;

/** The names of those who are asked. */
export const platformsOf = (asked: Asked): (keyof Asked)[] => Object.keys(asked) as (keyof Asked)[];

/** Runs the conclusion, by whatever attempts it takes; returns the last one's end. */
export type How = (
  attempt: (of: Pick<Conclusion, 'attempt' | 'through'>) => Promise<Concluded>,
) => Promise<Concluded>;

/** A world in which one bad release after the other goes back to the same verified one. */
export interface FaultWorld {
  asked: Asked;
  /**
   * Ships a bad release after a verified and an unverified one, lets `during` arrange what it meets, takes it back and demands
   * that all is as it must be: the verified release is served, told once in a record, an issue and a status.
   */
  takeBack(scenario: Scenario, environment: string, during: () => void, how?: How): Promise<void>;
  close(): Promise<void>;
}

const requestMs = 1_000;

/** Starts the platforms and a receiver of webhooks, with a good release live. */
export async function openFaultWorld(): Promise<FaultWorld> {
  const world = await openWorld({ repository: 'acme/notes' });
  const { webhook, url, heard } = await openReceiver();
  const { railway, vercel, github } = world;
  let passedOver = await shipFirst(world);
  const asked: Asked = { railway, vercel, github, webhook };
  return {
    asked,
    async takeBack(scenario, environment, during, how = (attempt) => attempt({})) {
      const { good, bad } = await shipBad(world, environment, passedOver);
      arrange(world, scenario, good);
      const deployments = railway.deployments('api').length;
      const before = { deployments, heard: heard(), calls: webhook.requests.length };
      during();
      const inputs = { 'webhook-url': url, 'webhook-format': 'json' };
      const conclusion = { run: 3, components: [flag, ...bad], environment, inputs, requestMs };
      let attempts = 0;
      const { result } = await how((of) => {
        attempts += 1;
        return conclude(world, { ...conclusion, ended: 'failure', ...of });
      });
      for (const { faults } of Object.values(asked)) faults.clear();
      passedOver = bad;
      try {
        await expectBack(world, result, environment);
      } catch (error) {
        // What follows must not fail with it.
        await world.shipBackend('good');
        await world.shipFrontend('good');
        throw error;
      }
      expect(railway.deployments('api').length - before.deployments).toBe(1);
      expectAlarm(result, webhook.requests.slice(before.calls));
      expect(heard() - before.heard).toBeLessThanOrEqual(attempts);
    },
    close: async () => {
      await Promise.all([world.close(), webhook.close()]);
    },
  };
}

/** A receiver of webhooks, which counts what it heard. */
async function openReceiver(): Promise<{ webhook: PlatformServer; url: string; heard(): number }> {
  const webhook = new PlatformServer(() => ({ status: 404 }));
  let heard = 0;
  webhook.route('POST', '/hook', 'webhook', () => {
    heard += 1;
    return { status: 204 };
  });
  return { webhook, url: `${await webhook.start()}/hook`, heard: () => heard };
}

/** Takes away the better ways back. */
function arrange(world: World, { refused, isGone }: Scenario, good: [string, string]): void {
  if (isGone) {
    world.railway.forget(good[0]);
    world.vercel.deleteDeployment(good[1]);
  }
  for (const { platform, ...rule } of refused)
    world[platform].faults.add({ ...rule, times: Number.POSITIVE_INFINITY });
}

/** One release that nobody verifies, and a good one whose commit both platforms can build. */
async function shipFirst(world: World): Promise<Parts> {
  const first: Parts = [await world.shipBackend('unverified'), await world.shipFrontend('unverified')];
  await world.shipBackend('good');
  await world.shipFrontend('good');
  const [commit = ''] = world.commits;
  world.railway.registerCommit(commit, { directory: `${world.directory}/program-good` });
  world.vercel.registerCommit(commit, { 'index.html': 'good' });
  return first;
}

type Parts = [RailwayComponent, VercelComponent];

const flag: FlagComponent = {
  url: null,
  ...{ kind: 'flag', name: 'checkout', project: 'ecfg_1', team: 'team_1', item: 'checkout' },
  ...{ deployment: 'true', previous: 'false' },
};

/** What was live before the bad release is said to be what nobody verified: whoever guesses goes there. */
async function shipBad(
  world: World,
  environment: string,
  passedOver: Parts,
): Promise<{ good: [string, string]; bad: Parts }> {
  const good: [string, string] = [
    world.railway.activeDeployment('api') ?? '',
    world.vercel.productionDeployment('site') ?? '',
  ];
  const verified = passedOver.map((part, index) => ({ ...part, deployment: good[index] ?? '' }));
  await conclude(world, { run: 1, components: verified, environment });
  const told = { verdict: 'inconclusive' };
  await conclude(world, { run: 2, components: passedOver, ended: 'failure', told, environment });
  const [backend, frontend] = [await world.shipBackend('bad'), await world.shipFrontend('bad')];
  await fetch(`${world.vercel.apiUrl}/v1/edge-config/ecfg_1/items?teamId=team_1`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${tokens.vercel}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items: [{ operation: 'upsert', key: 'checkout', value: true }] }),
  });
  const bad: Parts = [
    { ...backend, previous: passedOver[0].deployment },
    { ...frontend, previous: passedOver[1].deployment },
  ];
  return { good, bad };
}

/** An alarm that may have been heard is not sent twice; then a note says so. Receivers answer what they like. */
function expectAlarm({ notes }: Result, calls: readonly RecordedRequest[]): void {
  const isSaid = notes.some((note) => note.includes('webhook'));
  expect(isSaid || calls.some(({ answered }) => Number(answered) < 300)).toBe(true);
}

async function expectBack(world: World, result: Result, environment: string): Promise<void> {
  const { github, railway, vercel, commits } = world;
  const { release } = result;
  expect([result.outcome, result.backTo?.release]).toEqual(['rolled-back', '1.1']);
  expect(await world.served()).toEqual({ backend: 'good', frontend: 'good' });
  expect(vercel.edgeConfigItem('ecfg_1', 'checkout')).toBe(false);
  const stored = (task: string) =>
    github.deployments().filter((one) => one.environment === environment && one.task === task);
  const ends = stored('release').map(({ payload, statuses }) => [
    Reflect.get(Object(payload), 'release'),
    statuses.map(({ description }) => description?.split(':')[0]),
  ]);
  expect(ends).toEqual([
    ['1.1', ['verified']],
    ['2.1', ['not verified']],
    [release, ['rolled back']],
  ]);
  const restored = {
    'railway/backend': railway.activeDeployment('api'),
    'vercel/frontend': vercel.productionDeployment('site'),
  };
  expect(stored('rollback')).toMatchObject([
    { payload: { from: release, to: '1.1', restored }, statuses: [{ state: 'success' }] },
  ]);
  const incidents = github.issues().filter(({ body }) => body?.includes(`incident ${environment} 3.`));
  expect(incidents).toMatchObject([{ state: 'open' }]);
  const shown = github.changes.statuses.filter(({ context }) => context === `release / ${environment}`);
  expect(shown.at(-1)).toMatchObject({ sha: commits[2], state: 'failure' });
}
