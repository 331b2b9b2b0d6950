import { type Component, componentKey } from '../../src/release/component.js';
import type { PastRelease, PastRollback } from '../../src/release/past.js';
import { runOf } from '../../src/release/record.js';

/** The release that is to be taken back. */
export interface Subject {
  release: string;
  commit: string;
  components: readonly Component[];
  /** Its record, where it has one already. */
  record: number | undefined;
  /** What an earlier attempt of this run has recorded of the same work; absent when there was none, or it got not so far. */
  earlier?: EarlierAttempt;
}

/** What an attempt that was killed, or is run again, has recorded: this one finishes that, and begins nothing beside it. */
export interface EarlierAttempt {
  /** Whether the release's record is that attempt's; it is another run's where a person takes a release back. */
  wroteRelease: boolean;
  /** How it recorded that the release ended; absent where the release's record is another run's. */
  end?: PastRelease['end'];
  /** The rollbacks that it recorded, newest first. */
  rollbacks: readonly PastRollback[];
}

/**
 * The release of this run under the name that an earlier attempt has recorded it by; as it is given when none has shipped just
 * these deployments. Whoever runs all jobs again ships others, and that is another release.
 */
export function asRecorded(
  subject: Subject,
  { past, rollbacks }: { past: readonly PastRelease[]; rollbacks: readonly PastRollback[] },
): Subject {
  const own = past.find(recordedBefore(subject));
  if (!own) return subject;
  const { release, record, end } = own;
  const backs = rollbacks.filter(({ from, drill }) => from === release && !drill);
  return { ...subject, release, record, earlier: { wroteRelease: true, end, rollbacks: backs } };
}

/** Tells the records of the release's own run and the same deployments: an earlier attempt wrote them. */
export function recordedBefore(subject: Subject): (past: PastRelease) => boolean {
  const run = runOf(subject.release);
  const shipped = namesOf(subject.components);
  return ({ release, components }) => runOf(release) === run && namesOf(components) === shipped;
}

/** The rollbacks that earlier attempts of a run recorded, whichever release they took back; newest first. */
export function rollbacksOfRun(
  rollbacks: readonly PastRollback[],
  { runId, runAttempt }: { runId: string; runAttempt: string },
): PastRollback[] {
  return rollbacks.filter(({ run = '', drill }) => {
    const [, id, attempt] = /\/runs\/(\d+)\/attempts\/(\d+)$/.exec(run) ?? [];
    return !drill && id === runId && Number(attempt) < Number(runAttempt);
  });
}

function namesOf(components: readonly Component[]): string {
  const names = components.map((part) =>
    part.kind === 'database'
      ? [componentKey(part), part.from, part.to]
      : [componentKey(part), part.deployment],
  );
  return JSON.stringify(names.map((name) => JSON.stringify(name)).sort());
}
