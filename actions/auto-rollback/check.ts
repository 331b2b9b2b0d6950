import { ExpectedError } from '../../src/errors/errors.js';
import { type Component, componentKey, type ServedComponent, servedOf } from '../../src/release/component.js';
import { newestComponents, releaseOfDeployment } from '../../src/release/past.js';
import type { Deps } from './deps.js';
import { type Known, readKnown } from './history.js';
import type { Inputs } from './inputs.js';
import { platformOf } from './live.js';
import { readRecords } from './records.js';
import { emptyResult, type Readiness, type Result } from './result.js';

/**
 * The pre-flight before a deploy: could the release that is live be gone back to once something newer has taken its place,
 * was it ever verified, is the environment frozen. Changes and records nothing.
 */
export async function check(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { environment } = inputs;
  const matters = ({ components }: { components: readonly Component[] }) => servedOf(components).length > 0;
  const enough = (past: readonly { end: string }[]) => past.some(({ end }) => end === 'verified');
  const known = await readKnown(deps.github, environment, { enough, matters }, deps.log);
  const components = componentsOf(inputs, known);
  const readiness = await Promise.all(components.map((component) => readinessOf(component, known, deps)));
  const { freeze } = known;
  const notes = [
    ...(freeze ? [`${environment} is frozen by ${freeze.by}: ${freeze.reason}`] : []),
    ...(known.unreadable ? [`The release records could not be read: ${known.unreadable}`] : []),
    ...(components.length === 0
      ? [`No release of ${environment} is recorded: a bad first release has nothing to go back to.`]
      : []),
    ...readiness.flatMap(({ component, kept, verified, live, why }) => [
      ...(kept
        ? []
        : [`${component}: what is live (${live ?? 'nothing'}) could not be gone back to: ${why}`]),
      ...(verified || live === undefined ? [] : [`${component}: what is live (${live}) was never verified.`]),
    ]),
  ];
  return {
    ...emptyResult(inputs, { release: known.past[0]?.release ?? '', commit: deps.context.sha }),
    outcome: freeze ? 'frozen' : notes.length > 0 ? 'unready' : 'ready',
    reason: notes[0] ?? `what is live in ${environment} is verified and can be gone back to`,
    components: [...components],
    readiness,
    failsUnready: inputs.onUnready === 'fail',
    notes,
    durationMs: deps.clock.now() - began,
  };
}

/** Named by `records`, or else by the release records. */
function componentsOf({ records }: Inputs, { past }: Known): ServedComponent[] {
  if (records !== undefined) return servedOf(readRecords(records).components);
  return servedOf(newestComponents(past).map(({ component }) => component));
}

async function readinessOf(component: ServedComponent, known: Known, deps: Deps): Promise<Readiness> {
  const name = component.name;
  try {
    const platform = platformOf(component, deps.platforms);
    const { live } = await platform.look(component);
    if (live === undefined)
      return { component: name, live, kept: false, verified: false, why: 'nothing is live' };
    return {
      ...{ component: name, live, verified: wasVerified(component, live, known) },
      ...(await platform.keeps(component, live)),
    };
  } catch (error) {
    // A token that is missing too: whether there is a way back is then not known, which is no reason to ship nothing.
    if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
    return { component: name, live: undefined, kept: false, verified: false, why: error.message };
  }
}

/** A rollback goes to verified releases only, so what it brought back is verified too. */
function wasVerified(component: ServedComponent, live: string, { past, rollbacks }: Known): boolean {
  if (component.kind === 'flag') return true;
  if (releaseOfDeployment(past, rollbacks, component, live)?.end === 'verified') return true;
  const key = componentKey(component);
  return past.some(
    ({ end, components }) =>
      end === 'verified' &&
      servedOf(components).some((part) => componentKey(part) === key && part.deployment === live),
  );
}
