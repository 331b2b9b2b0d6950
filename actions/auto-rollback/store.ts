import { PlatformError } from '../../src/errors/errors.js';
import type { GitHubClient } from '../../src/github/client.js';
import {
  addReleaseEnd,
  finishRelease,
  finishRollback,
  type ReleaseEnd,
  type Rollback,
  writeRelease,
  writeRollback,
} from '../../src/github/releases.js';
import { componentKey } from '../../src/release/component.js';
import type { ReleaseState } from '../../src/release/record.js';
import type { Deps } from './deps.js';
import { leftStaged, type Outcome, type Result } from './result.js';
import type { Subject } from './subject.js';

const stateOf: Record<Outcome, ReleaseState> = {
  verified: 'verified',
  kept: 'not-verified',
  'rolled-back': 'rolled-back',
  'nothing-to-do': 'failed',
  superseded: 'failed',
  'no-target': 'failed',
  blocked: 'failed',
  failed: 'failed',
  frozen: 'failed',
  planned: 'not-verified',
  ready: 'not-verified',
  unready: 'not-verified',
  reported: 'not-verified',
  unfrozen: 'not-verified',
  shown: 'not-verified',
  drilled: 'not-verified',
  'drill-failed': 'not-verified',
  alerted: 'not-verified',
  recovered: 'not-verified',
  well: 'not-verified',
  unclear: 'not-verified',
};

/** What was judged was another release, which is live instead, or nothing could be told: a verified one stays that. */
const notJudged: readonly Outcome[] = ['superseded', 'nothing-to-do', 'kept'];

/** Which release it is, and the run that stores it. */
interface Stored {
  runUrl: string;
  subject: Pick<Subject, 'record' | 'earlier'>;
}

/**
 * Writes the release's record, and the rollback's own; what an earlier attempt has written is finished instead. What cannot
 * be stored is noted, because the rollback itself stands.
 */
export async function store(
  result: Result,
  about: Stored,
  { github, log }: Pick<Deps, 'github' | 'log'>,
): Promise<Pick<Result, 'stored' | 'notes'>> {
  if (!github) {
    const note =
      'No github-token was given: the release is not recorded, and later runs will not know of it.';
    return { stored: {}, notes: [...result.notes, note] };
  }
  const stored: Result['stored'] = {};
  const notes = [...result.notes];
  const write = async (what: keyof Result['stored'], work: () => Promise<number>) => {
    try {
      stored[what] = await work();
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const note =
        `The record of the ${what} could not be stored: ${error.message} ${error.fix ?? ''}`.trim();
      log.warning(note);
      notes.push(note);
    }
  };
  await write('release', () => storeEnd(github, result, about));
  if (result.steps.some((done) => done.state === 'done'))
    await write('rollback', () => storeRollback(github, result, about));
  return { stored, notes };
}

/** Writes where a drill went, so that what is live afterwards is no stranger. Returns why it could not be stored. */
export async function storeDrill(
  result: Result,
  runUrl: string,
  { github, log }: Pick<Deps, 'github' | 'log'>,
): Promise<string | undefined> {
  if (!github || !result.steps.some(({ state }) => state === 'done')) return undefined;
  const rollback = rollbackOf(result, runUrl);
  try {
    await writeRollback(github, { ...rollback, record: { ...rollback.record, drill: true } });
    return undefined;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const note = `The record of the drill could not be stored: ${error.message} ${error.fix ?? ''}`.trim();
    log.warning(note);
    return note;
  }
}

/** A release that has a record already gets its end there; one that was only looked at and stays keeps its own. */
async function storeEnd(
  github: GitHubClient,
  result: Result,
  { runUrl, subject: { record, earlier } }: Stored,
): Promise<number> {
  const end = releaseEnd(result, runUrl);
  if (record === undefined) return writeRelease(github, end);
  if (earlier?.wroteRelease || (earlier && result.outcome === 'rolled-back'))
    await finishRelease(github, record, end, { wasJudged: !notJudged.includes(result.outcome) });
  else if (result.outcome === 'rolled-back') await addReleaseEnd(github, record, end);
  return record;
}

/** An earlier attempt's record of the same deployments is this one's; a payload cannot be added to. */
async function storeRollback(
  github: GitHubClient,
  result: Result,
  { runUrl, subject: { earlier } }: Stored,
): Promise<number> {
  const rollback = rollbackOf(result, runUrl);
  const wanted = Object.entries(rollback.record.restored);
  const there = earlier?.rollbacks.find(({ restored }) =>
    wanted.every(([key, live]) => restored[key] === live),
  );
  if (there?.record === undefined) return writeRollback(github, rollback);
  await finishRollback(github, there.record, rollback);
  return there.record;
}

function releaseEnd(result: Result, runUrl: string): ReleaseEnd {
  const { environment, release, commit, components, outcome } = result;
  return {
    ...{ environment, runUrl, ...pageOf(result) },
    record: { schema: 1, release, commit, components },
    state: stateOf[outcome],
    reason: storedReason(result),
  };
}

function rollbackOf(result: Result, runUrl: string): Rollback {
  const assignmentOff = leftStaged(result.steps).map(componentKey);
  return {
    environment: result.environment,
    ref: result.backTo?.commit ?? result.commit,
    record: {
      schema: 1,
      from: result.release,
      to: result.backTo?.release ?? null,
      reason: result.reason,
      run: runUrl,
      restored: restoredBy(result),
      commits: commitsOf(result),
      ...(assignmentOff.length > 0 ? { assignmentOff } : {}),
    },
    ...pageOf(result),
  };
}

/** GitHub refuses a status whose address is no web address. */
function pageOf({ components }: Result): { url?: string } {
  const url = components.find((component) => component.kind === 'vercel')?.url;
  return url && /^https?:\/\//.test(url) ? { url } : {};
}

function storedReason(result: Result): string {
  if (result.outcome === 'nothing-to-do') return `${result.reason}; none of it is live`;
  if (result.outcome === 'rolled-back' || result.outcome === 'verified' || result.outcome === 'kept')
    return result.reason;
  if (result.unproved !== undefined)
    return `back by what the platforms say, not proved (${result.unproved}): ${result.reason}`;
  return `${result.outcome}: ${result.reason}`;
}

/** What is live now of each component that went back, in terms of the repository. */
function commitsOf({ steps }: Result): Record<string, string> {
  const entries = steps.flatMap(({ step, state, commit }) => {
    if (step.action !== 'rollback' || state !== 'done' || step.component.kind === 'flag') return [];
    const built = commit ?? step.commit;
    return built === undefined ? [] : [[componentKey(step.component), built] as const];
  });
  return Object.fromEntries(entries);
}

function restoredBy(result: Result): Record<string, string> {
  const entries = result.steps.flatMap((done) =>
    done.state === 'done' && done.live ? [[componentKey(done.step.component), done.live] as const] : [],
  );
  return Object.fromEntries(entries);
}
