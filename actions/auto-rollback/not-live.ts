import { ExpectedError } from '../../src/errors/errors.js';
import { type Component, servedOf } from '../../src/release/component.js';
import { releaseOfDeployment } from '../../src/release/past.js';
import type { Deps } from './deps.js';
import { ending } from './go-back.js';
import type { Inputs } from './inputs.js';
import { lookAgain } from './live.js';
import { fenceOf } from './plan.js';
import type { End } from './result.js';
import { recordedSubject, type Situation, situationOf } from './situation.js';
import type { Subject } from './subject.js';

/**
 * The end of a release whose checks pass in a later attempt of its run while another release is live: that is what they
 * asked. Recorded as verified, a later rollback would go to what nobody has seen work. Undefined where it is live, or
 * nothing tells.
 */
export async function passedWithoutIt(
  known: { subject: Subject },
  reason: string,
  inputs: Inputs,
  deps: Deps,
): Promise<End | undefined> {
  if (Number(deps.context.runAttempt) < 2) return undefined;
  if (servedOf(known.subject.components).length === 0) {
    const own = await recordedSubject(known.subject, inputs, deps);
    if (own.earlier?.end === 'verified') known.subject = own;
    return undefined;
  }
  const about = { ...known };
  try {
    const found = await situationOf(about, inputs, deps);
    // What is verified already stays the one release that it is.
    if (about.subject.earlier?.end === 'verified') known.subject = about.subject;
    const isLive = [...found.live].every(([component, { live }]) => live === deploymentOf(component));
    if (isLive) return undefined;
    if (about.subject.earlier?.end !== 'rolled-back' && !(await isBroughtBack(found, deps)))
      return replaced(found, known, reason);
  } catch (error) {
    if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
    // Whether a person has put it on again is not known then: what was taken back stays that.
    if (about.subject.earlier?.end !== 'rolled-back') return undefined;
  }
  known.subject = about.subject;
  const { record, release } = about.subject;
  const what = record === undefined ? 'this release' : `release ${release}`;
  const note = `An earlier attempt of this run took ${what} back, and nothing says that it is live again: what passed now is another release. Run all jobs again to ship it once more.`;
  return ending(reason)('superseded', [], [note]);
}

/** Nothing is said against a release that another has replaced before it was judged: it counts as no failure. */
function replaced(
  { subject, live, known: { past, rollbacks } }: Situation,
  known: { subject: Subject },
  reason: string,
): End | undefined {
  if (subject.earlier?.end === 'verified') return undefined;
  const others = [...live].flatMap(([component, { live: now }]) => {
    // A flag's value comes again in any release.
    if (component.kind === 'database' || component.kind === 'flag' || now === undefined) return [];
    const owner = releaseOfDeployment(past, rollbacks, component, now);
    const isOther = owner !== undefined && owner.record !== subject.record;
    return isOther ? [`release ${owner.release} is live of ${component.name}`] : [];
  });
  if (others.length === 0) return undefined;
  known.subject = subject;
  return ending(`${others.join(', ')} by now, and that is what was asked (${reason})`)('kept', []);
}

function deploymentOf(component: Component): string | undefined {
  return component.kind === 'database' ? undefined : component.deployment;
}

/** The attempt may have been killed before it could record anything, or GitHub did not take the record: the platforms tell. */
async function isBroughtBack({ live, history }: Situation, { platforms }: Deps): Promise<boolean> {
  const now = await lookAgain(live, history, platforms);
  return servedOf([...now.keys()]).some((part) => ['back', 'coming'].includes(fenceOf(part, now, history)));
}
