import { PlatformError } from '../../src/errors/errors.js';
import { writeRelease, writeRollback } from '../../src/github/releases.js';
import { componentKey } from '../../src/release/component.js';
import type { ReleaseRecord, ReleaseState } from '../../src/release/record.js';
import type { Deps } from './deps.js';
import type { Outcome, Result } from './result.js';

const stateOf: Record<Outcome, ReleaseState> = {
  verified: 'verified',
  kept: 'not-verified',
  'rolled-back': 'rolled-back',
  'nothing-to-do': 'failed',
  superseded: 'failed',
  'no-target': 'failed',
  blocked: 'failed',
  failed: 'failed',
  planned: 'not-verified',
};

/** Writes the release's record, and the rollback's own. What cannot be stored is noted, because the rollback itself stands. */
export async function store(
  result: Result,
  record: ReleaseRecord,
  runUrl: string,
  deps: Deps,
): Promise<Pick<Result, 'stored' | 'notes'>> {
  if (!deps.github) {
    return {
      stored: {},
      notes: [
        ...result.notes,
        'No github-token was given: the release is not recorded, and later runs will not know of it.',
      ],
    };
  }
  const url = record.components.find((component) => component.kind === 'vercel')?.url;
  const page = url ? { url } : {};
  const stored: Result['stored'] = {};
  try {
    stored.release = await writeRelease(deps.github, {
      environment: result.environment,
      record,
      state: stateOf[result.outcome],
      reason: storedReason(result),
      runUrl,
      ...page,
    });
    if (result.steps.some((done) => done.state === 'done')) {
      stored.rollback = await writeRollback(deps.github, {
        environment: result.environment,
        ref: result.backTo?.commit ?? record.commit,
        record: {
          schema: 1,
          from: record.release,
          to: result.backTo?.release ?? null,
          reason: result.reason,
          run: runUrl,
          restored: restoredBy(result),
        },
        ...page,
      });
    }
    return { stored, notes: result.notes };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const note = `The release record could not be stored: ${error.message} ${error.fix ?? ''}`.trim();
    deps.log.warning(note);
    return { stored, notes: [...result.notes, note] };
  }
}

function storedReason(result: Result): string {
  if (result.outcome === 'nothing-to-do') return `${result.reason}; it never took traffic`;
  if (result.outcome === 'rolled-back' || result.outcome === 'verified' || result.outcome === 'kept')
    return result.reason;
  return `${result.outcome}: ${result.reason}`;
}

function restoredBy(result: Result): Record<string, string> {
  const entries = result.steps.flatMap((done) =>
    done.live ? [[componentKey(done.step.component), done.live] as const] : [],
  );
  return Object.fromEntries(entries);
}
