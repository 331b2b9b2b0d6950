import { ExpectedError } from '../../src/errors/errors.js';
import { servedOf } from '../../src/release/component.js';
import type { Deps } from './deps.js';
import { ending } from './go-back.js';
import type { Inputs } from './inputs.js';
import type { End } from './result.js';
import { situationOf } from './situation.js';
import type { Subject } from './subject.js';

/**
 * The end of a release whose checks pass although an earlier attempt of the run has taken it back: they asked the release
 * before it. Recorded as verified, a later rollback would go to the bad one. Undefined where it is live, or nothing tells.
 */
export async function passedWithoutIt(
  known: { subject: Subject },
  reason: string,
  inputs: Inputs,
  deps: Deps,
): Promise<End | undefined> {
  if (Number(deps.context.runAttempt) < 2 || servedOf(known.subject.components).length === 0)
    return undefined;
  const about = { ...known };
  try {
    const found = await situationOf(about, inputs, deps);
    const isBack = found.known.past.some(
      ({ record, end }) => record === found.subject.record && end === 'rolled-back',
    );
    const isLive = [...found.live].every(
      ([component, { live }]) => component.kind === 'database' || live === component.deployment,
    );
    if (!isBack || isLive) return undefined;
  } catch (error) {
    if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
    return undefined;
  }
  known.subject = about.subject;
  const note = `An earlier attempt of this run took release ${about.subject.release} back, and it is not live: what passed now is another release. Run all jobs again to ship it once more.`;
  return ending(reason)('superseded', [], [note]);
}
