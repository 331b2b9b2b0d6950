import { ExpectedError } from '../../src/errors/errors.js';
import type { Deps, LiveComponents } from './deps.js';
import { platformOf } from './live.js';
import type { Step } from './plan.js';
import type { End, Result, StepDone } from './result.js';

/**
 * Back is back only when the platforms still say so and what is live answers well: the suite runs against it, expecting the
 * earlier commit. Where a suite has nothing to ask of it, the platforms' word is the proof; a proof that is asked for and
 * cannot be made ends as `failed`. Returns the end as it is then.
 */
export async function provenBack(end: End, deps: Deps): Promise<End> {
  const back = { ...end, backTo: releaseReached(end.steps) };
  const [gone, { live, lost }] = await Promise.all([notLive(end.steps, deps), whatIsLive(back, deps)]);
  if (gone.length > 0)
    return { ...back, outcome: 'failed', backTo: undefined, notes: [...gone, ...lost, ...end.notes] };
  const made = await deps.prove(live).catch((error: unknown) => {
    if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
    return `The proof could not be made: ${error.message}`;
  });
  if (typeof made === 'string') return unproved(back, made, lost);
  const said = { ...back, proof: made };
  if (made?.verdict === 'fail') {
    const note = `The earlier deployments are live, but the smoke suite does not pass on them: ${made.reason}`;
    return { ...said, outcome: 'failed', notes: [note, ...lost, ...end.notes] };
  }
  if (made && lost[0] !== undefined) return unproved(said, lost[0], lost.slice(1));
  if (made?.verdict === 'pass') return said;
  if (made && made.checks.length + made.version.length > 0) return unproved(said, made.reason);
  const why = made ? made.reason : 'No smoke suite was found';
  const note = `${why.replace(/\.$/, '')}, so the proof is the platforms' word that the earlier deployments are live.`;
  return { ...said, notes: [note, ...lost, ...end.notes] };
}

function unproved(end: End, why: string, notes: readonly string[] = []): End {
  return { ...end, outcome: 'failed', unproved: why, notes: [why, ...notes, ...end.notes] };
}

/** What went back and is not live any more: somebody changed it behind this run's back. */
async function notLive(steps: readonly StepDone[], deps: Deps): Promise<string[]> {
  const asked = steps.map(async ({ step, state, live }) => {
    if (step.action !== 'rollback' || (state !== 'done' && state !== 'left')) return [];
    const { component } = step;
    try {
      const now = (await platformOf(component, deps.platforms).look(component)).live;
      if (now === live) return [];
      return [
        `${component.name}: ${live} was live again, and now ${now ?? 'nothing'} is: somebody changed it since.`,
      ];
    } catch (error) {
      // It was live a moment ago by the same platform's word; not being able to ask again takes nothing of that back.
      if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
      return [];
    }
  });
  return (await Promise.all(asked)).flat();
}

/** What is live, and what has no address that could be asked: the rollback stands, and must be recorded. */
async function whatIsLive(end: End, deps: Deps): Promise<{ live: LiveComponents; lost: string[] }> {
  const lost: string[] = [];
  const addresses = end.steps.map(async ({ step: { component } }): Promise<[string, string][]> => {
    if (component.kind === 'database') return [];
    try {
      const url = await deps.platforms[component.kind]?.publicUrl(component);
      return url ? [[component.name, url]] : [];
    } catch (error) {
      if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
      lost.push(`The address of ${component.name} could not be read, so it is not proved: ${error.message}`);
      return [];
    }
  });
  const urls = Object.fromEntries((await Promise.all(addresses)).flat());
  const atCommit = end.steps.filter(({ step }) => commitOf(step) === end.backTo?.commit);
  const onVercel = end.steps.filter(({ step }) => step.component.kind === 'vercel');
  const live = {
    urls,
    onVercel: onVercel.map(({ step }) => step.component.name),
    commit: end.backTo?.commit,
    atCommit: atCommit.map(({ step }) => step.component.name),
  };
  return { live, lost };
}

function commitOf(step: Step): string | undefined {
  return 'release' in step ? step.release?.commit : undefined;
}

/** The one verified release that everything that went back is at. Flags belong to none. */
export function releaseReached(steps: readonly StepDone[]): Result['backTo'] {
  const releases = steps.flatMap(({ step }) =>
    step.action === 'rollback' && step.component.kind !== 'flag' ? [step.release] : [],
  );
  const [first] = releases;
  return releases.every((release) => release?.release === first?.release) ? first : undefined;
}
