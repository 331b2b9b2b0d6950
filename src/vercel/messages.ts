/** What happened and why, and the next step. */
export interface Message {
  message: string;
  fix: string;
}

/** The two ways to change what production serves without building. */
export type ChangeKind = 'promote' | 'rollback';

const noun = { promote: 'promotion', rollback: 'rollback' } as const;

/** Vercel took the request and then could not move every domain. */
export function changeFailed(kind: ChangeKind, id: string, aliases: readonly string[]): Message {
  const which = aliases.length > 0 ? ` These domains did not move: ${aliases.join(', ')}.` : '';
  return {
    message: `Vercel says the ${noun[kind]} to ${id} failed.${which}`,
    fix: "Open the project's domains page on Vercel: a domain without a certificate or without verification is the usual cause. Other domains may have moved.",
  };
}

/** A change that Vercel took and did not carry out. */
export function changeSkipped(kind: ChangeKind, id: string, live: string | undefined): Message {
  return {
    message: `Vercel skipped the ${noun[kind]} to ${id}; production serves ${live ?? 'nothing'}.`,
    fix: 'Somebody else probably changed production at the same moment. Look at the deployments page and decide which one shall be live.',
  };
}

/** A change that left no trace, however often it was sent. */
export function changeLost(kind: ChangeKind, id: string, sent: number): Message {
  const times = sent === 1 ? 'once' : `${sent} times`;
  return {
    message: `The ${noun[kind]} to ${id} was asked for ${times}, no good answer came back, and Vercel shows no trace of it.`,
    fix: 'It is not asked for again. Look at the deployments page on Vercel, then run the job again.',
  };
}

/** The run was cancelled after the request was sent: nothing takes it back. */
export function changeUnderWay(kind: ChangeKind, id: string): string {
  return `The ${noun[kind]} to ${id} was asked for already and may still happen; Vercel takes none back. Look at the deployments page on Vercel.`;
}

/** A change that did not end in time, with what production serves. */
export function changeTimedOut(
  kind: ChangeKind,
  id: string,
  after: string,
  live: string | undefined,
): Message {
  return {
    message: `The ${noun[kind]} to ${id} did not end within ${after}; production serves ${live ?? 'nothing'}.`,
    fix:
      kind === 'promote'
        ? 'It may still happen. Raise "promote-timeout", or see on Vercel whether a rolling release holds it up.'
        : 'It may still happen. Look at the deployments page on Vercel.',
  };
}

/** 402 for a rollback: the plan decides how far back it may go. */
export function rollbackNotInPlan(id: string): Message {
  return {
    message: `Vercel refused the rollback to ${id} because of the plan: on Hobby only the deployment directly before the present one can be brought back.`,
    fix: 'Promote that deployment instead (deploy-vercel with "target: production", "deployment-id" and "allow-over-rollback: true"), or deploy the earlier commit again.',
  };
}

/** Somebody wants to move a rolling release on that is not the one under way. */
export function notRolling(id: string, canary: string | undefined): Message {
  return {
    message: `The deployment ${id} does not roll out: ${canary ? `the rolling release under way is that of ${canary}` : 'no rolling release is under way'}.`,
    fix: 'Give the "deployment-id" of the deployment that rolls out. If it was rolled back or overtaken, there is nothing to move on.',
  };
}

/** A rolling release that did not get to its next stage in time. */
export function rollingStuck(id: string, after: string): Message {
  return {
    message: `Vercel took the request, but the rolling release of ${id} did not move on within ${after}.`,
    fix: 'Look at the project\'s rolling release on Vercel; run the job again, or raise "promote-timeout".',
  };
}

/** What a rollback leaves behind: new deployments no longer get the domains by themselves. */
export function assignmentNowOff(): string {
  return 'After a rollback Vercel assigns domains to new production deployments no longer by itself: the next one stays staged until one is promoted. deploy-vercel with "target: production" and "allow-over-rollback: older" does that.';
}
