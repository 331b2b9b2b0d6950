import { formatDuration } from '../../src/runtime/duration.js';
import type { Inputs } from './inputs.js';
import type { Failure, Outcome, Result, ServiceResult } from './result.js';

type Facts = Omit<ServiceResult, 'failure'>;
type Limits = Pick<Inputs, 'onSkipped' | 'queueTimeoutMs' | 'buildTimeoutMs' | 'healthTimeoutMs'>;

/** How a service ended, in words. */
export const endings: Readonly<Record<Outcome, string>> = {
  live: 'is live',
  skipped: 'was not deployed: nothing in it changed',
  failed: 'failed to deploy',
  crashed: 'crashed',
  superseded: 'was superseded by another deployment',
  cancelled: 'was cancelled',
  'timed-out': 'was not live in time',
  error: 'could not be deployed',
  'not-started': 'was not started',
};

/** How a service ended, as outputs say it: `restored` = it was live and was put back. */
export function statusOf({ outcome, putBack }: Pick<ServiceResult, 'outcome' | 'putBack'>): string {
  return putBack?.outcome === 'restored' ? 'restored' : outcome;
}

/** How the step ended. With several services: `restored` = it failed, and nothing of it serves. */
export function overallStatus(result: Result): string {
  if (result.kind === 'planned') return 'dry-run';
  if (result.kind === 'environment-deleted') return result.dryRun ? 'dry-run' : 'deleted';
  if (result.kind === 'no-credentials') return 'no-credentials';
  const [only] = result.services;
  if (!result.several && only) return statusOf(only);
  if (!result.failure)
    return result.services.every(({ outcome }) => outcome === 'skipped') ? 'skipped' : 'live';
  const serves = result.services.some(({ wasUp, putBack }) => wasUp && putBack?.outcome !== 'restored');
  return serves ? 'failed' : 'restored';
}

/**
 * Why a service ends red and what to do; undefined when it ends green. `explanation`: what is known beyond the way it
 * ended.
 */
export function failureOf(facts: Facts, inputs: Limits, explanation?: Failure): Failure | undefined {
  if (facts.outcome === 'live') return undefined;
  if (facts.outcome === 'skipped' && inputs.onSkipped === 'success') return undefined;
  if (explanation) return { ...explanation, message: `${explanation.message} ${whatServes(facts)}` };
  const why = causeOf(facts);
  return {
    message: [`${whatHappened(facts, inputs)}${why ? `: ${why}` : '.'}`, whatServes(facts)].join(' '),
    fix: whatToDo(facts),
  };
}

/** A service that was live and is not any more at the end of the step. */
export function replacedSince({ deploymentId, name }: ServiceResult, by: string): Failure {
  return {
    message: `The deployment ${deploymentId} of "${name}" was live, and was replaced by ${by} while the other services were deployed.`,
    fix: 'Let only one thing deploy this service: turn automatic deploys off on Railway, and give the workflow a concurrency group.',
  };
}

/** A service that went live and fell over before the step was done. */
export function crashedSince({ deploymentId, name }: ServiceResult): Failure {
  return {
    message: `The deployment ${deploymentId} of "${name}" was live, and crashed while the other services were deployed.`,
    fix: 'Correct what made the process end; a health check and a longer settle-time show it earlier.',
  };
}

/** A deployment that was cancelled because all or none of the step shall be live. */
export function endedWithOthers(deploymentId: string, name: string): Failure {
  return {
    message: `The deployment ${deploymentId} of "${name}" was cancelled, as another service of this step failed.`,
    fix: 'Correct what made the other one fail; or keep what succeeds with on-failure: keep.',
  };
}

/** Why the step ends red: the first service that failed by itself, and what became of the others. */
export function overallFailure(
  services: readonly ServiceResult[],
  { onFailure }: Pick<Inputs, 'onFailure'>,
): Failure | undefined {
  const failed = services.filter(({ failure }) => failure);
  const first = failed.find(({ outcome }) => outcome !== 'cancelled') ?? failed[0];
  if (!first?.failure) return undefined;
  const restores = onFailure === 'restore';
  const rest = services
    .filter((service) => service !== first || service.putBack)
    .map((service) => becameOf(service, restores));
  return { message: [first.failure.message, ...rest].join(' '), fix: first.failure.fix };
}

function becameOf(service: ServiceResult, restores: boolean): string {
  const { name, outcome, previous, putBack } = service;
  if (putBack?.outcome === 'restored') {
    return `"${name}" was put back: ${previous} serves again, as ${putBack.deploymentId}.`;
  }
  if (putBack?.outcome === 'left') return `"${name}" is left as it is: ${putBack.reason}.`;
  if (putBack) return `"${name}" could NOT be put back: ${putBack.reason}`;
  if (outcome === 'live' && !restores) return `"${name}" is live and stays (on-failure: keep).`;
  return `"${name}" ${endings[outcome]}.`;
}

function whatHappened(facts: Facts, inputs: Limits): string {
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

function timedOut({ phase, stopped, railwayStatus }: Facts, inputs: Limits): string {
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
  if (live.id === previous && live.stoppedForIt) {
    const stopped = `It never took traffic. The previous deployment ${previous} had been stopped for it, as a volume demands,`;
    return live.stoppedForIt === 'is back'
      ? `${stopped} and runs again.`
      : `${stopped} and does not run again yet: NOTHING SERVES.`;
  }
  if (live.id === previous) {
    return `It never took traffic: the previous deployment ${previous} still serves.`;
  }
  return `The deployment ${live.id} serves now, which is neither this one nor the previous.`;
}

function whatToDo(facts: Facts): string {
  const { live, previous } = facts;
  if (live?.stoppedForIt !== 'is still down') return whatToCorrect(facts);
  return `First bring ${previous} back: press Redeploy or Restart there on Railway, or let auto-rollback do it. ${whatToCorrect(facts)}`;
}

function whatToCorrect({ outcome, cause, healthcheckPath, phase, railwayStatus }: Facts): string {
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
