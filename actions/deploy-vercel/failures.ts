import { formatDuration } from '../../src/runtime/duration.js';
import { type Diagnosis, diagnose } from '../../src/vercel/diagnosis.js';
import { asSentence } from '../../src/vercel/refusals.js';
import type { Phase } from '../../src/vercel/states.js';
import type { DeploymentEnd } from '../../src/vercel/wait.js';
import type { Inputs } from './inputs.js';
import type { FailureText } from './result.js';

type Limits = Pick<Inputs, 'queueTimeoutMs' | 'buildTimeoutMs' | 'promoteTimeoutMs'>;

/** A deployment that ended badly, told. */
export interface ToldFailure extends FailureText {
  diagnosis: Diagnosis | undefined;
}

/** So many lines of the build log stand in the message itself. */
export const linesInMessage = 5;

/** What else is known of a bad end besides the deployment's own answer. */
export interface Evidence {
  /** Lines of the build log that say most. */
  logLines: readonly string[];
  /** Names of the checks that failed. */
  checks: readonly string[];
}

/** What a bad end means: Vercel's own words where it has some, the cause where the catalogue knows it, the next step. */
export function failureOf(
  end: DeploymentEnd,
  id: string,
  limits: Limits,
  { logLines, checks }: Evidence,
): ToldFailure {
  const { deployment } = end;
  const code = codeOf(end);
  const message = deployment?.errorMessage ?? deployment?.aliasError?.message ?? '';
  const fromBuild = end.end === 'failed' || end.end === 'blocked' || end.end === 'not-assigned';
  const diagnosis = fromBuild
    ? diagnose({ code: deployment?.outOfMemory ? 'OUT_OF_MEMORY' : code, message, lines: logLines })
    : undefined;
  const told = textOf(end, id, limits, { logLines, checks });
  const link = deployment?.errorLink ? ` Vercel explains it at ${deployment.errorLink}.` : '';
  const fix = `${diagnosis ? `${diagnosis.cause} ${diagnosis.fix}` : told.fix}${link}`;
  return { message: told.message, fix, code, diagnosis };
}

function codeOf({ end, deployment }: DeploymentEnd): string {
  const own = {
    failed: deployment?.errorCode,
    blocked: deployment?.blockCode,
    'not-assigned': deployment?.aliasError?.code,
  };
  return (Object.hasOwn(own, end) ? own[end as keyof typeof own] : undefined) ?? end;
}

function textOf(
  end: DeploymentEnd,
  id: string,
  limits: Limits,
  { logLines, checks }: Evidence,
): { message: string; fix: string } {
  switch (end.end) {
    case 'timed-out':
      return timedOut(end, id, limits);
    case 'blocked':
      return blocked(end, id);
    case 'canceled':
      return {
        message: `The deployment ${id} was canceled: by somebody, by a newer commit, or by the project's ignored build step.`,
        fix: 'Run the job again if it was not meant.',
      };
    case 'deleted':
      return {
        message: `The deployment ${id} was deleted while it was waited for.`,
        fix: 'Run the job again if it was not meant.',
      };
    case 'not-assigned':
      return notAssigned(end, id);
    case 'checks-failed':
      return checksFailed(id, checks);
    default:
      return buildFailed(end, id, logLines);
  }
}

function checksFailed(id: string, checks: readonly string[]): { message: string; fix: string } {
  const names = checks.map((name) => `"${name}"`).join(', ');
  const which = checks.length > 1 ? `The checks ${names}` : names ? `The check ${names}` : 'A check';
  return {
    message: `${which} on Vercel failed for ${id}, so its domains were not assigned.`,
    fix: "See the deployment's checks on Vercel (inspector-url), then run the job again.",
  };
}

function notAssigned({ deployment }: DeploymentEnd, id: string): { message: string; fix: string } {
  const { code, message } = deployment?.aliasError ?? {};
  const why = [code, message].filter(Boolean).join(': ') || 'no reason given';
  return {
    message: `The deployment ${id} is ready, but Vercel could not assign its domains: ${asSentence(why)}`,
    fix: "Open the project's domains page on Vercel, then run the job again. What production served before, it still serves.",
  };
}

function buildFailed(
  { deployment, phase }: DeploymentEnd,
  id: string,
  logLines: readonly string[],
): { message: string; fix: string } {
  const reason = [deployment?.errorCode, deployment?.errorMessage].filter(Boolean).join(': ');
  return {
    message: [
      `The deployment ${id} failed in the phase "${phase}": ${asSentence(reason || 'Vercel gives no reason')}`,
      ...logLines.slice(-linesInMessage).map((line) => `  ${line}`),
    ].join('\n'),
    fix: 'The end of the build log above says what went wrong; the whole of it is behind "inspector-url".',
  };
}

function timedOut(
  { phase, stop, deployment }: DeploymentEnd,
  id: string,
  limits: Limits,
): { message: string; fix: string } {
  const [input, limitMs] = limitOf(phase, limits);
  const fix = `See why on Vercel (inspector-url), or raise "${input}".`;
  if (phase === 'assign')
    return {
      message: `The deployment ${id} is built, but its domains did not lead to it within "${input}" (${formatDuration(limitMs)}). It stays as it is, at its own address.`,
      fix,
    };
  return {
    message: `The deployment ${id} was ${deployment?.state ?? 'without an answer'} longer than "${input}" allows (${formatDuration(limitMs)}). ${stopText(stop)}`,
    fix,
  };
}

function limitOf(phase: Phase, limits: Limits): [string, number] {
  const inputs: Record<Phase, [string, number]> = {
    queue: ['queue-timeout', limits.queueTimeoutMs],
    build: ['build-timeout', limits.buildTimeoutMs],
    assign: ['promote-timeout', limits.promoteTimeoutMs],
  };
  return inputs[phase];
}

function stopText(stop: DeploymentEnd['stop']): string {
  if (!stop) return 'It was not canceled, because this step did not make it.';
  if (stop.stopped === true) return 'It was canceled.';
  if (stop.stopped === false) return 'It had ended before it could be canceled.';
  return `It could not be canceled and may still be under way on Vercel: ${stop.why}`;
}

function blocked({ deployment }: DeploymentEnd, id: string): { message: string; fix: string } {
  const provider = deployment?.gitProvider ? `, on ${deployment.gitProvider}` : '';
  return {
    message: `Vercel blocked the deployment ${id} (${deployment?.blockCode ?? 'no code given'}${provider}). It will not go on by itself.`,
    fix: "Open the deployment on Vercel (inspector-url): it says what it waits for. Often the commit's author is no member of the team.",
  };
}
