import type { Deps } from '../../../actions/auto-rollback/deps.js';
import { noProgress } from '../../../actions/auto-rollback/execute.js';
import { goBack } from '../../../actions/auto-rollback/go-back.js';
import { historyOf } from '../../../actions/auto-rollback/history.js';
import type { Inputs } from '../../../actions/auto-rollback/inputs.js';
import { readLive } from '../../../actions/auto-rollback/live.js';
import type { ComponentPlatform, Platforms } from '../../../actions/auto-rollback/platforms/platform.js';
import type { End } from '../../../actions/auto-rollback/result.js';
import { PlatformError } from '../../../src/errors/errors.js';
import type { Component } from '../../../src/release/component.js';
import { componentKey } from '../../../src/release/component.js';
import { lastVerified } from '../../../src/release/past.js';
import type { Turns } from './turns.js';
import type { ModelWorld } from './world.js';

const silent = { debug() {}, info() {}, notice() {}, warning() {}, error() {} };

/** A pipeline that ships a bad release and concludes it with the real planning, fencing and carrying out; `through` puts something between it and the platforms. */
export async function pipeline(
  number: string,
  world: ModelWorld,
  turns: Turns,
  through = (platforms: Platforms) => platforms,
): Promise<void> {
  const actor = `pipeline ${number}`;
  const components = await ship(number, actor, world, turns);
  const seen = new Map<string, string>();
  const platforms = through(platformsFor(actor, world, turns, seen));
  const commit = `c${number}`;
  const live = await readLive(components, platforms);
  const known = {
    past: [...world.read('past')],
    rollbacks: [...world.read('rollbacks')],
    freeze: undefined,
    unreadable: undefined,
  };
  const history = historyOf(known, lastVerified(known.past, known.rollbacks, { components, commit }));
  const subject = { release: `${number}.1`, commit, components, record: undefined };
  const deps = depsFor(platforms, () => prove(actor, world, turns, seen));
  const work = { progress: noProgress(), inputs: { command: 'conclude', maxRollbacks: 0 } as Inputs, deps };
  const end = await goBack({ subject, live, known, history, notes: [] }, 'bad', {
    ...work,
    inputs: { ...work.inputs, order: [], allowRestore: false },
  });
  judge(actor, end, seen, world);
  await turns.take(actor, 'record', () => record(number, end, components, world));
  turns.end(actor);
}

async function ship(number: string, actor: string, world: ModelWorld, turns: Turns): Promise<Component[]> {
  const database = await turns.take(actor, 'migrate', (): Component => {
    const [from, to] = [world.read('schema'), `m${number}`];
    world.write('schema', to);
    const record = { tool: 'sql', rollback: 'downgrade', backup: null } as const;
    return { kind: 'database', name: 'main', from, to, ...record };
  });
  const backend = await turns.take(actor, 'ship backend', (): Component => {
    const previous = world.read('backend').id;
    world.put('backend', `b${number}`, number);
    const place = { project: 'p', environment: 'e', service: 's', url: null };
    return { kind: 'railway', name: 'backend', ...place, deployment: `b${number}`, previous };
  });
  const frontend = await turns.take(actor, 'ship frontend', (): Component => {
    const previous = world.read('frontend').id;
    world.put('frontend', `f${number}`, number);
    return { kind: 'vercel', name: 'frontend', project: 'p', url: null, deployment: `f${number}`, previous };
  });
  return [database, backend, frontend];
}

/** The platforms as one pipeline sees them: each look is a turn, and a change happens with the look before it. */
function platformsFor(actor: string, world: ModelWorld, turns: Turns, seen: Map<string, string>): Platforms {
  const served = (part: 'backend' | 'frontend'): ComponentPlatform => ({
    look: (component, back) =>
      turns.take(actor, `look at ${part}`, () => {
        const { id, content } = world.read(part);
        const to = back?.deployment;
        seen.set(part, content);
        // Only Railway gives new ids; what they bring back can be told by their image.
        const isCopy =
          id !== to && id !== component.deployment && id !== component.previous && id.startsWith('b');
        const bringsBack = to !== undefined && isCopy && world.contents.get(to) === content ? to : undefined;
        return { live: id, ...(bringsBack === undefined ? {} : { bringsBack }) };
      }),
    restorable: async () => ({ way: 'rollback', why: '', call: '', estimateMs: 0 }),
    keeps: async () => ({ kept: true, why: '' }),
    publicUrl: async () => undefined,
    rollback: async (component, to) => {
      const now = world.read(part);
      if (now.id !== component.deployment)
        world.wrongs.push(`${actor} changed ${part}, whose live ${now.id} is not ${component.deployment}`);
      if (world.read('trouble') === part) {
        world.write('trouble', undefined);
        throw new PlatformError(`The platform refuses to change the ${part}.`, { code: 'refused' });
      }
      const content = world.contents.get(to.deployment) ?? '?';
      const live =
        part === 'backend' ? world.newId(to.deployment.split('~')[0] ?? 'b', actor) : to.deployment;
      world.put(part, live, content);
      return { live, by: 'rollback' };
    },
  });
  return {
    ...{ railway: served('backend'), vercel: served('frontend'), flag: undefined },
    database: {
      look: () => turns.take(actor, 'look at database', () => world.read('schema')),
      downgrade: async ({ from, to }) => {
        const now = world.read('schema');
        if (now !== to) world.wrongs.push(`${actor} changed the schema ${now}, not ${to}`);
        world.write('schema', from ?? '');
        return from;
      },
      restore: async () => null,
    },
  };
}

function depsFor(platforms: Platforms, prove: Deps['prove']): Deps {
  const unused = () => {
    throw new Error('not part of the model');
  };
  return {
    ...{ platforms, github: undefined, prove, tell: unused, context: unused as never },
    clock: { now: () => 0, sleep: async () => {} },
    log: { ...silent, group: (_: string, work: () => Promise<unknown>) => work() } as unknown as Deps['log'],
    ...{ signal: new AbortController().signal, onCancel: () => () => {}, know: () => {} },
  };
}

/** The smoke suite: only release 1 is good, and only when both components are at it. */
function prove(actor: string, world: ModelWorld, turns: Turns, seen: Map<string, string>) {
  return turns.take(actor, 'prove', () => {
    const good = world.read('backend').content === '1' && world.read('frontend').content === '1';
    const verdict = good ? ('pass' as const) : ('fail' as const);
    seen.set('proof', verdict);
    return { verdict, reason: verdict, version: [], checks: [] };
  });
}

/** What a good end must be true to, at the moment of its last looks. */
function judge(actor: string, end: End, seen: ReadonlyMap<string, string>, world: ModelWorld): void {
  const mixed = seen.get('backend') !== seen.get('frontend');
  const told = `${actor} ended "${end.outcome}" and saw backend ${seen.get('backend')}, frontend ${seen.get('frontend')}`;
  if (mixed && (end.outcome === 'rolled-back' || end.outcome === 'nothing-to-do')) world.wrongs.push(told);
  if (end.outcome !== 'rolled-back') return;
  if (seen.get('proof') !== 'pass') world.wrongs.push(`${told}; the proof was ${seen.get('proof')}`);
  const targets = end.steps.filter(({ step }) => step.action === 'rollback');
  const notBack = targets.filter(({ live }) => world.contents.get(live ?? '') !== '1');
  if (notBack.length > 0 || seen.get('backend') !== '1')
    world.wrongs.push(`${told}; the target is release 1`);
}

function record(number: string, end: End, components: Component[], world: ModelWorld): string {
  const done = end.steps.filter(({ state }) => state === 'done');
  const restored = Object.fromEntries(
    done.map(({ step, live }) => [componentKey(step.component), live ?? '']),
  );
  const state = end.outcome === 'rolled-back' ? 'rolled-back' : 'failed';
  const one = { release: `${number}.1`, commit: `c${number}`, components, record: Number(number) };
  world.write('past', [{ ...one, end: state }, ...world.read('past')]);
  const rollback = { from: one.release, to: end.backTo?.release ?? null, restored, at: 0 };
  if (done.length > 0) world.write('rollbacks', [rollback, ...world.read('rollbacks')]);
  return end.outcome;
}

/** What a fence would be that does not look again: whatever was seen first is said for ever. */
export function lookingOnce(platforms: Platforms): Platforms {
  const once = (of: ComponentPlatform | undefined): ComponentPlatform | undefined => {
    if (!of) return undefined;
    let first: ReturnType<ComponentPlatform['look']> | undefined;
    return {
      ...of,
      look: (...asked) => {
        first ??= of.look(...asked);
        return first;
      },
    };
  };
  return { ...platforms, railway: once(platforms.railway), vercel: once(platforms.vercel) };
}

/** A person who ships a newer frontend by hand. */
export async function person(world: ModelWorld, turns: Turns): Promise<void> {
  await turns.take('person', 'ships a frontend', () => world.put('frontend', 'f9', '9'));
  turns.end('person');
}

/** A platform that deploys the backend again by itself: another id, the same program. */
export async function redeploy(world: ModelWorld, turns: Turns): Promise<void> {
  await turns.take('platform', 'redeploys the backend', () =>
    world.put('backend', world.newId('r', 'platform'), world.read('backend').content),
  );
  turns.end('platform');
}

/** A platform that refuses the next change of a component. */
export const refuse = (part: 'backend' | 'frontend') =>
  async function refusal(world: ModelWorld, turns: Turns): Promise<void> {
    await turns.take('trouble', `begins at the ${part}`, () => world.write('trouble', part));
    turns.end('trouble');
  };
