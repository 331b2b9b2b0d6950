import { z } from 'zod';
import { needsSchema } from '../records.js';

/** A check that spoke against the release. */
export interface FailedCheck {
  name: string;
  /** '' where the job did not pass it on. */
  target: string;
  /** '' where the job did not pass it on. */
  why: string;
}

const most = 10;

const suiteSchema = z.object({
  checks: z.array(
    z.object({
      name: z.string(),
      target: z.string(),
      verdict: z.string(),
      reason: z.string(),
      level: z.string(),
    }),
  ),
});

/**
 * The failing checks of the jobs in `records` (the `needs` context): whole where a job passes the output `result` of
 * smoke-test on, by name where it passes `failed-checks` on. At most ten. What cannot be read is none.
 */
export function failedChecksOf(records: string | undefined): FailedCheck[] {
  const jobs = needsSchema.safeParse(parsed(records ?? ''));
  if (!jobs.success) return [];
  const failed = Object.values(jobs.data).filter(({ result }) => result === 'failure');
  return failed
    .flatMap(({ outputs }) => wholeOf(outputs.result) ?? namesOf(outputs['failed-checks']))
    .slice(0, most);
}

function wholeOf(result: string | null | undefined): FailedCheck[] | undefined {
  const suite = suiteSchema.safeParse(parsed(result ?? ''));
  if (!suite.success) return undefined;
  return suite.data.checks
    .filter(({ verdict, level }) => verdict !== 'pass' && level === 'block')
    .map(({ name, target, reason }) => ({ name, target, why: reason }));
}

function namesOf(names: string | null | undefined): FailedCheck[] {
  const lines = (names ?? '').split('\n').filter((line) => line.trim() !== '');
  return lines.map((name) => ({ name, target: '', why: '' }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
