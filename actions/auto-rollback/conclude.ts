import { runUrl } from '../../src/action/context.js';
import { InputError, PlatformError } from '../../src/errors/errors.js';
import type { Component } from '../../src/release/component.js';
import { type Decision, decide } from './decide.js';
import type { Deps } from './deps.js';
import { noProgress, type Progress, stepsOf } from './execute.js';
import { ending, goBack, unreachable, type Work } from './go-back.js';
import type { Inputs } from './inputs.js';
import { assignmentNotes, headline } from './messages.js';
import { passedWithoutIt } from './not-live.js';
import { outputsOf } from './outputs.js';
import { releaseReached } from './proof.js';
import { type JobsVerdict, readRecords } from './records.js';
import { type End, emptyResult, type Outcome, type Result } from './result.js';
import { recordedSituation, recordedSubject, situationOf } from './situation.js';
import { store } from './store.js';
import type { Subject } from './subject.js';

/**
 * Concludes a release: records it as verified, keeps it unverified, or takes it back as a whole and proves that.
 * Throws InputError for unreadable records or a missing token.
 */
export async function conclude(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const told = inputs.records === undefined ? undefined : readRecords(inputs.records);
  const decision = decisionOf(inputs, told?.jobs);
  deps.log.info(`Verdict: ${decision.verdict} (${decision.reason})`);
  const { runId, runAttempt, sha } = deps.context;
  const known: { subject: Subject } = {
    subject: {
      ...{ release: `${runId}.${runAttempt}`, commit: sha, record: undefined },
      components: told?.components ?? [],
    },
  };
  const finish = (end: End) => finished(end, known.subject, { inputs, began }, deps);
  if (decision.act === 'verify') {
    const other = await passedWithoutIt(known, decision.reason, inputs, deps);
    if (other) return finish(other);
  }
  if (decision.act === 'keep') known.subject = await recordedSubject(known.subject, inputs, deps);
  if (decision.act !== 'rollback') return finish(leave(decision, inputs));
  const progress = noProgress();
  const disarm = deps.onCancel('write down how far the way back got', async () => {
    const result = await finish(cancelled(progress, decision));
    deps.know(outputsOf(result));
    deps.log.warning(`${headline(result.outcome)}: ${result.notes.join(' ')}`);
  });
  const end = await takeBack(known, told?.components, decision, { progress, inputs, deps });
  disarm();
  return finish(end);
}

function decisionOf(inputs: Inputs, jobs: JobsVerdict | undefined): Decision {
  if (inputs.command === 'rollback')
    return { verdict: 'fail', act: 'rollback', reason: inputs.reason ?? 'a rollback was asked for' };
  if (jobs) return decide(inputs, jobs);
  if (inputs.verdict === 'fail')
    return decide(inputs, { verdict: 'fail', reason: 'the verdict was given as "fail"' });
  throw new InputError(
    `Without "records" there is nothing to conclude unless "verdict: fail" says that the newest release is bad; it is "${inputs.verdict}".`,
    { fix: 'Give "records: ${{ toJSON(needs) }}", or say "command: rollback".' },
  );
}

async function finished(
  end: End,
  subject: Subject,
  { inputs, began }: { inputs: Inputs; began: number },
  deps: Deps,
): Promise<Result> {
  const { context, clock } = deps;
  const { release, commit, components } = subject;
  const result: Result = {
    ...emptyResult(inputs, { release, commit }),
    ...end,
    components: [...components],
    durationMs: clock.now() - began,
  };
  // What was done holds also when the run is cancelled while it is being stored.
  deps.know(outputsOf(result));
  if (inputs.dryRun || (inputs.mode === 'ask' && end.outcome !== 'verified' && end.outcome !== 'kept'))
    return result;
  const recorded = { ...result, ...(await store(result, { runUrl: runUrl(context), subject }, deps)) };
  const told = await deps.tell(recorded);
  return { ...recorded, ...told, notes: [...recorded.notes, ...told.notes] };
}

function leave({ act, reason }: Decision, { dryRun }: Inputs): End {
  const outcome: Outcome = act === 'verify' ? 'verified' : 'kept';
  const notes = dryRun ? ['Dry run: nothing was recorded.'] : [];
  return { outcome, reason, steps: [], backTo: undefined, proof: undefined, notes, liveNow: undefined };
}

async function takeBack(
  about: { subject: Subject },
  told: Component[] | undefined,
  { reason }: Decision,
  { progress, inputs, deps }: Work,
): Promise<End> {
  const end = ending(reason);
  const byRecords = told === undefined || inputs.to !== undefined;
  const found = await (byRecords ? recordedSituation(inputs, deps) : situationOf(about, inputs, deps)).catch(
    (error: unknown) => unreachable(error, deps),
  );
  if (found instanceof PlatformError) return end('failed', [], [found.message]);
  if ('nothing' in found) return end('no-target', [], [found.nothing]);
  about.subject = found.subject;
  return goBack(found, reason, { progress, inputs, deps });
}

function cancelled(progress: Progress, { reason }: Decision): End {
  const steps = stepsOf(progress);
  const back = steps.filter(({ state }) => state === 'done').map(({ step }) => step.component.name);
  const whole = steps.length > 0 && !steps.some(({ state }) => state === 'failed' || state === 'not-reached');
  const touched = back.length > 0 || steps.some(({ state }) => state === 'failed');
  const note = whole
    ? 'The run was cancelled before it was proved that the earlier deployments work.'
    : touched
      ? `The run was cancelled on the way back. Back already: ${back.join(', ') || 'nothing'}.`
      : 'The run was cancelled before anything was touched.';
  const errors = steps.flatMap(({ error }) => (error ? [error] : []));
  return {
    ...ending(reason)(whole ? 'rolled-back' : 'failed', steps, [note, ...errors, ...assignmentNotes(steps)]),
    backTo: whole ? releaseReached(steps) : undefined,
  };
}
