import type { Annotation, Report } from '../../src/action/run-action.js';
import { migrationFailed, policyBlocked } from './messages.js';
import type { Result } from './result.js';
import { summaryOf } from './summary.js';

/** A result as GitHub shows it; a failed or forbidden migration makes the job red with all outputs known. */
export function report(result: Result): Report {
  const failed = failureOf(result);
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result, failed && `${failed.message}\nWhat to do: ${failed.fix}`),
    annotations: annotationsOf(result),
    ...(failed ? { failure: failed } : {}),
  };
}

function failureOf(result: Result): { message: string; fix: string } | undefined {
  if (result.failure) return migrationFailed(result, result.failure);
  return result.status === 'blocked' ? policyBlocked(result) : undefined;
}

function outputsOf(result: Result): Record<string, string> {
  return {
    from: result.from ?? '',
    to: result.to ?? '',
    pending: result.pending.join('\n'),
    applied: JSON.stringify(result.applied),
    class: result.class,
    phase: result.phase,
    rollback: result.record?.rollback ?? '',
    backup: result.backup?.reference ?? '',
    'duration-ms': String(result.durationMs),
    record: result.record ? JSON.stringify(result.record) : '',
    rows: result.copy ? JSON.stringify(result.copy.rows) : '',
    'database-url': result.databaseUrl ?? '',
    reason: reasonOf(result),
    result: JSON.stringify({ ...result, databaseUrl: undefined }),
  };
}

function reasonOf({ failure, status, warnings }: Result): string {
  if (failure) return `migration ${failure.migration}: ${failure.message.split('\n')[0]}`;
  if (status !== 'blocked') return '';
  const blocks = warnings.filter((one) => one.action === 'block');
  return `${blocks[0]?.migration}:${blocks[0]?.line}: ${blocks[0]?.finding.message}`;
}

function annotationsOf({ failure, warnings, directory, files }: Result): Annotation[] {
  const failed: Annotation[] = failure
    ? [
        {
          level: 'error',
          title: `Migration ${failure.migration} failed`,
          message: failure.message,
          ...(failure.path === '' ? {} : { file: failure.path, line: failure.line }),
        },
      ]
    : [];
  // GitHub shows ten annotations of a level in a step; the summary has them all.
  const read = warnings.slice(0, 10).map((one): Annotation => {
    const file = files[one.migration];
    return {
      level: one.action === 'block' ? 'error' : 'warning',
      title: `${one.migration}: ${one.finding.rule}`,
      message: file === undefined ? `${one.message}\n(in ${directory})` : one.message,
      ...(file === undefined ? {} : { file, line: one.line }),
    };
  });
  return [...failed, ...read];
}
