import { InputError, PlatformError } from '../../src/errors/errors.js';
import { planRotation, previousName } from '../../src/release/rotation.js';
import {
  addVariable,
  changeVariable,
  readVariables,
  removeVariable,
  type VercelVariable,
} from '../../src/vercel/environment.js';
import type { Result } from './result.js';
import type { Deps, Start } from './start.js';

/**
 * Makes a step of a rotation on the project's variables, then the deployment that takes them up. When that fails, the
 * variables are changed back: they would reach the next deployment otherwise. Throws InputError before any change.
 */
export async function rotating(start: Start, deps: Deps, deploy: () => Promise<Result>): Promise<Result> {
  const { rotation } = start.inputs;
  if (!rotation) return deploy();
  const back = await rotate(start, deps);
  let result: Result | undefined;
  try {
    result = await deploy();
    return result;
  } finally {
    if (result === undefined || result.failure) await changeBack(back, deps);
  }
}

type Way = (() => Promise<unknown>)[];

async function rotate({ inputs, project }: Start, deps: Deps): Promise<Way> {
  const { client, log, mask } = deps;
  const { rotation } = inputs;
  if (!rotation) return [];
  const there = await readVariables(client, project.id, 'production');
  for (const { value } of there) if (value) mask(value);
  const now = there.find(({ name }) => name === rotation.name);
  const previous = there.find(({ name }) => name === previousName(rotation.name));
  const told = { now: toldValue(now), previous: toldValue(previous) };
  const plan = planRotation(rotation, told, { place: `${project.name} on Vercel`, removes: true });
  if ('refused' in plan) throw new InputError(plan.refused.message, { fix: plan.refused.fix });
  const back: Way = [];
  for (const [name, value] of Object.entries(plan.set)) {
    const one = name === rotation.name ? now : previous;
    if (one) {
      await changeVariable(client, project.id, one, value);
      const before = one.value ?? rotation.oldValue;
      if (before !== undefined) back.push(() => changeVariable(client, project.id, one, before));
    } else if (now) {
      const made = await addVariable(client, project.id, { ...now, name, value });
      back.push(() => removeVariable(client, project.id, made));
    }
  }
  if (plan.remove.length > 0 && previous) await removeVariable(client, project.id, previous);
  const names = [...Object.keys(plan.set), ...plan.remove.map((name) => `${name} (removed)`)];
  log.info(
    names.length > 0
      ? `Variables changed: ${names.join(', ')}`
      : `"${rotation.step}" of ${rotation.name} is done already.`,
  );
  return back;
}

function toldValue(variable: VercelVariable | undefined): string | null | undefined {
  return variable && (variable.value ?? null);
}

async function changeBack(back: Way, { log }: Deps): Promise<void> {
  try {
    for (const undo of back.toReversed()) await undo();
    if (back.length > 0)
      log.info('The variables were changed back: the deployment that was to take them up failed.');
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(`The variables could not be changed back: ${error.message}`);
  }
}
