import { formatDuration } from '../../src/runtime/duration.js';
import type { Inputs } from './inputs.js';
import type { Outcome, Result } from './result.js';

type Facts = Omit<Result, 'failure'>;

/** The result in a heading. */
export function headline(outcome: Outcome, service: string): string {
  const words: Record<Outcome, string> = {
    live: 'is live',
    skipped: 'was not deployed: nothing in it changed',
    failed: 'failed to deploy',
    crashed: 'crashed',
    superseded: 'was superseded by another deployment',
    cancelled: 'was cancelled on Railway',
    'timed-out': 'was not live in time',
  };
  return `${service} ${words[outcome]}`;
}

/** Why the job ends red and what to do; undefined when it ends green. */
export function failureOf(
  facts: Facts,
  inputs: Pick<Inputs, 'onSkipped' | 'queueTimeoutMs' | 'buildTimeoutMs' | 'healthTimeoutMs'>,
): { message: string; fix: string } | undefined {
  if (facts.outcome === 'live') return undefined;
  if (facts.outcome === 'skipped' && inputs.onSkipped === 'success') return undefined;
  const why = causeOf(facts);
  return {
    message: [`${whatHappened(facts, inputs)}${why ? `: ${why}` : '.'}`, whatServes(facts)].join(' '),
    fix: whatToDo(facts),
  };
}

function whatHappened(
  facts: Facts,
  inputs: Pick<Inputs, 'queueTimeoutMs' | 'buildTimeoutMs' | 'healthTimeoutMs'>,
): string {
  const which = `The deployment ${facts.deploymentId} of "${facts.service.name}"`;
  switch (facts.outcome) {
    case 'failed':
      return `${which} failed in the ${facts.phase} phase`;
    case 'crashed':
      return `${which} crashed${facts.wasUp ? ' after Railway had called it a success' : ''}`;
    case 'superseded':
      return `${which} was replaced by another one before this run was done with it (Railway says ${facts.railwayStatus})`;
    case 'cancelled':
      return `${which} was cancelled on Railway (${facts.railwayStatus})`;
    case 'skipped':
      return `${which} was skipped by Railway, and on-skipped is "fail"`;
    default:
      return `${which} ${timedOut(facts, inputs)}`;
  }
}

function timedOut(
  { phase, stopped, railwayStatus }: Facts,
  inputs: Pick<Inputs, 'queueTimeoutMs' | 'buildTimeoutMs' | 'healthTimeoutMs'>,
): string {
  const [input, limitMs] =
    phase === 'queue'
      ? ['queue-timeout', inputs.queueTimeoutMs]
      : phase === 'build'
        ? ['build-timeout', inputs.buildTimeoutMs]
        : ['health-timeout', inputs.healthTimeoutMs];
  const end = stopped
    ? 'it was cancelled'
    : `it could not be cancelled and may still go on (Railway says ${railwayStatus})`;
  return `did not get through the ${phase} phase within ${formatDuration(Number(limitMs))} (${input}); ${end}`;
}

function causeOf({ cause }: Facts): string | undefined {
  const text = cause?.reason ?? cause?.lines.filter((line) => line.trim() !== '').at(-1);
  return text === undefined ? undefined : text.replace(/\.?\s*$/, '.');
}

/** The question of everybody who sees a red deploy: what do the users get now? */
function whatServes({ live, previous, deploymentId }: Facts): string {
  if (!live) return 'What serves now could not be read.';
  if (live.id === deploymentId) {
    return 'It had taken the traffic already, and nothing else is in its place.';
  }
  if (live.id === undefined) {
    return previous === undefined
      ? 'Nothing was live before, and nothing is now.'
      : `Nothing is live now; before, it was ${previous}.`;
  }
  if (live.id === previous) {
    return `It never took traffic: the previous deployment ${previous} still serves.`;
  }
  return `The deployment ${live.id} serves now, which is neither this one nor the previous.`;
}

function whatToDo({ outcome, cause, healthcheckPath, phase, railwayStatus }: Facts): string {
  const log = cause?.lines.length
    ? ` The last lines of its ${cause.log} log are above and in the summary.`
    : '';
  switch (outcome) {
    case 'failed':
      return phase === 'deploy' && healthcheckPath
        ? `Make the service answer ${healthcheckPath} with HTTP 200 on the port in PORT within its health check timeout.${log}`
        : `Correct what the log names and run again.${log}`;
    case 'crashed':
      return `Correct what made the process end, and roll back if it had taken the traffic (the auto-rollback action does).${log}`;
    case 'superseded':
      return 'Let only one thing deploy this service: turn automatic deploys off on Railway, and give the workflow a concurrency group.';
    case 'skipped':
      return "Check the service's watch paths on Railway, or set on-skipped to success.";
    case 'cancelled':
      return 'Somebody stopped it on Railway; run the job again if that was not meant.';
    default:
      return railwayStatus === 'WAITING'
        ? 'It waits for GitHub checks, which may be this very workflow: turn "Wait for CI" off for this service on Railway.'
        : `Look at the deployment on Railway and at https://status.railway.com, or give it more time.${log}`;
  }
}
