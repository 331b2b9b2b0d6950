import type { RecordedRequest } from '../../rehearsal/platforms/http/server.js';
import type { World } from './world.js';

/** One call of a run, in order of time. */
export interface Call {
  platform: 'railway' | 'vercel' | 'github';
  operation: string;
  /** In which round it was sent: 1 for what waited for no answer, one more for each answer that had to come before. */
  round: number;
}

const platforms = ['railway', 'vercel', 'github'] as const;
/** Long beside what this machine takes for a call, so that what was sent before an answer came did not wait for it. */
const answerMs = 150;

/**
 * Makes every answer of the three platforms take its time from now on, and notes what is asked. The returned function
 * tells the calls, each with its round: the number of answers, one after the other, that it could have waited for.
 */
export function watchCalls(world: World): () => Call[] {
  const slow = { operation: '*', times: Number.POSITIVE_INFINITY };
  const from = new Map(platforms.map((name) => [name, world[name].requests.length]));
  for (const name of platforms)
    world[name].faults.add({ ...slow, fault: { kind: 'slow', delayMs: answerMs } });
  return () => {
    const sent = platforms.flatMap((platform) =>
      world[platform].requests.slice(from.get(platform)).map((request) => ({ platform, request })),
    );
    sent.sort((one, other) => one.request.at - other.request.at);
    const rounds: { at: number; round: number }[] = [];
    return sent.map(({ platform, request }) => {
      const round = roundOf(request, rounds);
      rounds.push({ at: request.at, round });
      return { platform, operation: request.operation, round };
    });
  };
}

function roundOf({ at }: RecordedRequest, before: readonly { at: number; round: number }[]): number {
  const answered = before.filter((one) => one.at + answerMs <= at).map(({ round }) => round);
  return 1 + Math.max(0, ...answered);
}
