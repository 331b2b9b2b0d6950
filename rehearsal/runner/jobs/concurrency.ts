/** A run or a job that wants to be alone in its group. */
interface Member {
  cancel(): void;
  /** Lets a waiting member go: true to run, false because a newer one took its place. */
  admit?: (admitted: boolean) => void;
}

interface Group {
  running?: Member;
  waiting: Member[];
}

const groups = new Map<string, Group>();

/** A place in a group; `leave` lets the next one in. */
export interface Place {
  leave(): void;
}

/** How a member joins: `queue` keeps all who wait, else a newcomer replaces the one who waits. */
export interface JoinRules {
  cancelInProgress: boolean;
  queue: boolean;
}

/**
 * Waits for a place in a concurrency group. Groups are shared by all runs of this process; names ignore case.
 * @param cancel is called when a newer member may cancel this one while it runs.
 * @param given up while waiting: the run was cancelled.
 * @returns undefined when the place was lost to a newer member or given up.
 */
export async function joinGroup(
  name: string,
  rules: JoinRules,
  cancel: () => void,
  givenUp?: AbortSignal,
): Promise<Place | undefined> {
  const key = name.toLowerCase();
  const group = groups.get(key) ?? { waiting: [] };
  groups.set(key, group);
  const member: Member = { cancel };
  const place = { leave: () => leave(key, group, member) };
  if (!group.running) {
    group.running = member;
    return place;
  }
  if (!rules.queue) for (const older of group.waiting.splice(0)) older.admit?.(false);
  if (rules.cancelInProgress) group.running.cancel();
  const admitted = new Promise<boolean>((resolve) => {
    member.admit = resolve;
  });
  group.waiting.push(member);
  const stopWaiting = (): void => {
    group.waiting = group.waiting.filter((other) => other !== member);
    member.admit?.(false);
  };
  givenUp?.addEventListener('abort', stopWaiting, { once: true });
  const result = await admitted;
  givenUp?.removeEventListener('abort', stopWaiting);
  return result ? place : undefined;
}

function leave(key: string, group: Group, member: Member): void {
  if (group.running !== member) return;
  const next = group.waiting.shift();
  if (next) {
    group.running = next;
    next.admit?.(true);
    return;
  }
  delete group.running;
  groups.delete(key);
}
