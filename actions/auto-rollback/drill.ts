import { runUrl } from '../../src/action/context.js';
import { VerdictError } from '../../src/errors/errors.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { escapeMarkdown, markdownTable } from '../../src/text/markdown.js';
import type { Deps } from './deps.js';
import { noProgress, stepsOf } from './execute.js';
import { ending, goBack } from './go-back.js';
import type { Inputs } from './inputs.js';
import { assignmentNotes, headline, headlineOf, proofTable, stepsTable } from './messages.js';
import { type End, emptyResult, type Result } from './result.js';
import { recordedSituation, type Situation } from './situation.js';
import { storeDrill } from './store.js';

/** One way of a drill, there or back again. */
interface Way {
  from: string;
  to: string;
  end: End;
  /** From the plan to the proof. */
  tookMs: number;
}

/**
 * Practises the way back: goes from what is live to the verified release before it (or to the one of `to`), proves that, and
 * returns. The same plan, fences, changes and proof as when a release is bad; what differs is that nothing is said against
 * the release. Throws VerdictError when there is nothing to practise with, InputError for a `to` that names no verified
 * release, and what platforms throw that cannot be asked.
 */
export async function drill(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const reason = inputs.reason ?? 'a drill';
  const start = await situationAt(inputs.to ?? 'previous', inputs, deps);
  requireVerified(start, inputs);
  const { release, commit, components } = start.subject;
  const there = await go(start, reason, inputs, deps);
  const ways = [there];
  if (changed(there) && !inputs.dryRun && inputs.mode !== 'ask')
    ways.push(await go(await situationAt(release, inputs, deps), `${reason}: the return`, inputs, deps));
  const outcome = outcomeOf(ways, inputs);
  const result: Result = {
    ...emptyResult(inputs, { release, commit }),
    ...outcome,
    components: [...components],
    steps: ways.flatMap(({ end }) => end.steps),
    notes: notesOf(ways),
    ...{ backTo: ways.at(-1)?.end.backTo, proof: ways.at(-1)?.end.proof },
    recoveryMs: there.end.outcome === 'rolled-back' ? there.tookMs : undefined,
    durationMs: deps.clock.now() - began,
  };
  return { ...result, page: pageOf(result, ways) };
}

async function situationAt(to: string, inputs: Inputs, deps: Deps): Promise<Situation> {
  const found = await recordedSituation({ ...inputs, to }, deps);
  if (!('nothing' in found)) return found;
  throw new VerdictError(found.nothing, {
    fix: 'Ship at least two releases there; a drill goes from the one to the other.',
  });
}

/** A drill begins and ends at a verified release, and in an environment that may be changed. */
function requireVerified({ subject, known }: Situation, { environment }: Inputs): void {
  const { freeze, past } = known;
  if (freeze)
    throw new VerdictError(`${environment} is frozen by ${freeze.by}: ${freeze.reason}`, {
      fix: `End the freeze with "command: unfreeze" once it is clear what is wrong, then practise.`,
    });
  const isVerified = past.some(({ release, end }) => release === subject.release && end === 'verified');
  if (isVerified) return;
  throw new VerdictError(
    `What is live in ${environment} belongs to ${subject.release === 'unknown' ? 'no recorded release' : `release ${subject.release}, which is not verified`}: a drill could not return to it.`,
    { fix: `Ship to ${environment} until a release is verified, then practise.` },
  );
}

async function go(found: Situation, reason: string, inputs: Inputs, deps: Deps): Promise<Way> {
  const began = deps.clock.now();
  const progress = noProgress();
  const { release: from, commit, components } = found.subject;
  const store = (end: End) =>
    storeDrill(
      {
        ...emptyResult(inputs, { release: from, commit }),
        ...end,
        components: [...components],
        durationMs: 0,
      },
      runUrl(deps.context),
      deps,
    );
  const disarm = deps.onCancel('write down how far the drill got', async () => {
    await store(ending(reason)('failed', stepsOf(progress)));
    deps.log.warning('The drill was cancelled on its way: see what is live, and practise again.');
  });
  // A drill is asked for, so it counts against no budget; a schema that went back for practice would not come again.
  const asked = { ...inputs, command: 'rollback' as const };
  const platforms = { ...deps.platforms, database: undefined };
  const end = await goBack(found, reason, { progress, inputs: asked, deps: { ...deps, platforms } });
  disarm();
  const tookMs = deps.clock.now() - began;
  const note = await store(end);
  const to = end.backTo?.release ?? found.history.asked ?? '';
  return { from, to, tookMs, end: note === undefined ? end : { ...end, notes: [...end.notes, note] } };
}

/** The return is a promotion on Vercel: what the way there left staged follows again then. */
function notesOf(ways: readonly Way[]): string[] {
  const [there, back] = ways;
  const over = there && back?.end.outcome === 'rolled-back' ? assignmentNotes(there.end.steps) : [];
  return ways.flatMap(({ end }) => end.notes).filter((note) => !over.includes(note));
}

function changed({ end }: Way): boolean {
  return end.steps.some(({ state }) => state === 'done');
}

function outcomeOf(ways: readonly Way[], { recoveryLimitMs }: Inputs): Pick<Result, 'outcome' | 'reason'> {
  const [there] = ways;
  const failed = ways.find(({ end }) => end.outcome !== 'rolled-back' || unproved(end));
  if (failed?.end.outcome === 'planned') return { outcome: 'planned', reason: 'the drill was only planned' };
  if (failed) return { outcome: 'drill-failed', reason: `from ${failed.from}: ${whyOf(failed.end)}` };
  const told = ways.map(({ to, tookMs }) => `to ${to} in ${formatDuration(tookMs)}`).join(', and again ');
  if ((there?.tookMs ?? 0) <= recoveryLimitMs) return { outcome: 'drilled', reason: told };
  const limit = `"recovery-limit" is ${formatDuration(recoveryLimitMs)}`;
  return { outcome: 'drill-failed', reason: `it took too long, ${told}; ${limit}` };
}

/** Where there is a suite it has to pass: what could not be told is no practice. */
function unproved({ proof }: End): boolean {
  return proof !== undefined && proof.verdict !== 'pass';
}

function whyOf(end: End): string {
  const hint =
    end.outcome === 'blocked'
      ? ' A drill leaves the database as it is; name an earlier release by "to".'
      : '';
  return `${headlineOf(end)}: ${end.notes[0] ?? end.proof?.reason ?? end.reason}${hint}`;
}

function pageOf(result: Result, ways: readonly Way[]): string {
  const rows = ways.map(({ from, to, end, tookMs }) =>
    [from, to, end.outcome, formatDuration(tookMs), end.proof?.verdict ?? 'not asked'].map(escapeMarkdown),
  );
  return [
    `### ${headline(result.outcome)}`,
    `**${escapeMarkdown(result.environment)}**: ${escapeMarkdown(result.reason)}`,
    markdownTable(['from', 'to', 'ended', 'took', 'smoke suite'], rows),
    ...ways.flatMap(({ end }) => [stepsTable(end.steps), end.proof ? proofTable(end.proof) : '']),
    ...result.notes.map((note) => `> ${escapeMarkdown(note)}`),
  ]
    .filter(Boolean)
    .join('\n\n');
}
