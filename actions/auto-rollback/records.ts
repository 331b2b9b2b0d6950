import { z } from 'zod';
import { InputError } from '../../src/errors/errors.js';
import { type Component, componentSchema } from '../../src/release/component.js';
import { mergeComponents } from '../../src/release/record.js';

/** How the release's jobs ended, and the first one that speaks against it. */
export interface JobsVerdict {
  verdict: 'pass' | 'fail' | 'inconclusive' | 'cancelled';
  reason: string;
}

/** What the run's earlier jobs say of the release. */
export interface RunRecords {
  components: Component[];
  jobs: JobsVerdict;
  /** How each job ended, in GitHub's words, with its output `reason`; empty when no jobs were given. */
  ends: { job: string; result: string; reason: string }[];
}

/** GitHub's `needs` context: how each job ended, and its outputs. */
export const needsSchema = z.record(
  z.string(),
  z.object({
    // '' is a step that was never reached: the composite action writes its steps in the form of jobs.
    result: z.enum(['success', 'failure', 'cancelled', 'skipped', '']),
    outputs: z.record(z.string(), z.string().nullable()).default({}),
  }),
);
type Needs = z.infer<typeof needsSchema>;

/**
 * Reads `records`: `${{ toJSON(needs) }}`, where every output called `record` or `…-record` is a component or a
 * list of them; or a plain JSON list of components. Throws InputError naming the job and the field that is wrong.
 */
export function readRecords(text: string): RunRecords {
  const value = parseJson(text);
  if (Array.isArray(value)) {
    const components = value.map((entry, index) => component(entry, `records[${index}]`));
    return {
      components: mergeComponents(components),
      jobs: { verdict: 'pass', reason: 'no jobs were given, only components' },
      ends: [],
    };
  }
  const needs = needsSchema.safeParse(value);
  if (!needs.success)
    throw badRecords(
      `it is neither the "needs" context nor a list of components (${needs.error.issues[0]?.path.join('.')})`,
    );
  const found = Object.entries(needs.data).flatMap(([job, { outputs }]) => recordsOf(job, outputs));
  const ends = Object.entries(needs.data).map(([job, { result, outputs }]) => ({
    ...{ job, result, reason: outputs.reason ?? '' },
  }));
  return { components: mergeComponents(found), jobs: verdictOf(needs.data), ends };
}

function recordsOf(job: string, outputs: Record<string, string | null>): Component[] {
  return Object.entries(outputs)
    .filter((entry): entry is [string, string] => /(^|-)record$/.test(entry[0]) && Boolean(entry[1]))
    .flatMap(([name, value]) => componentsIn(parseJson(value), `the output "${name}" of the job "${job}"`));
}

/** A step that deploys several components gives a list of them. */
function componentsIn(value: unknown, where: string): Component[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.map((one) => component(one, where));
}

/** A job that could not tell (`verdict` output `inconclusive` or `error`) says nothing against the release. */
function verdictOf(needs: Needs): JobsVerdict {
  const jobs = Object.entries(needs);
  const failed = jobs.filter(([, job]) => job.result === 'failure');
  const told = failed.find(([, job]) => !couldNotTell(job.outputs.verdict));
  if (told) return { verdict: 'fail', reason: reasonOf(told) };
  const [unsure] = failed;
  if (unsure) return { verdict: 'inconclusive', reason: reasonOf(unsure) };
  const stopped = jobs.find(([, job]) => job.result === 'cancelled');
  if (stopped) return { verdict: 'cancelled', reason: `${stopped[0]} was cancelled` };
  return { verdict: 'pass', reason: `all jobs passed: ${jobs.map(([name]) => name).join(', ')}` };
}

function couldNotTell(verdict: string | null | undefined): boolean {
  return verdict === 'inconclusive' || verdict === 'error';
}

function reasonOf([name, job]: [string, Needs[string]]): string {
  return job.outputs.reason ? `${name}: ${job.outputs.reason}` : `the job ${name} failed`;
}

function component(value: unknown, where: string): Component {
  const parsed = componentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRecords(
    `${where} is not a component of a release: ${issue?.path.join('.') || 'it'}: ${issue?.message}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badRecords(`it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function badRecords(why: string): InputError {
  return new InputError(`The input "records" cannot be read: ${why}.`, {
    fix: 'Give "records: ${{ toJSON(needs) }}" in a job that needs every job of the release, and let the deploying jobs pass on their "record" output.',
  });
}
