import { CancelledError } from '../../src/errors/errors.js';
import type { Contents } from '../../src/railway/archive.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Archives } from './archives.js';
import type { Changes } from './changes.js';
import { deployService } from './deploy-service.js';
import type { Deps } from './deps.js';
import { resultAt } from './ends.js';
import type { Inputs } from './inputs.js';
import { tellResult } from './news.js';
import { type FoundPlace, lookAgain } from './place.js';
import type { ServiceResult } from './result.js';

/** Told as soon as a deployment is there, while the step goes on. */
export type Shipping = (place: FoundPlace, deploymentId: string) => void;

/**
 * Deploys wave after wave, each side by side within the limit. When one fails nothing more is started; with `on-failure:
 * restore` those under way are cancelled too, for they would be put back anyway. Results come in the order they ended.
 */
export async function deployWaves(
  waves: readonly (readonly FoundPlace[])[],
  contents: ReadonlyMap<FoundPlace, Contents>,
  inputs: Inputs,
  deps: Deps & { shipped: Shipping; archives: Archives; changed: Map<string, Changes> },
): Promise<ServiceResult[]> {
  const stop = new AbortController();
  const ended: ServiceResult[] = [];
  for (const [index, wave] of waves.entries()) {
    if (ended.some(({ failure }) => failure)) {
      ended.push(...wave.map((place) => notStarted(place, deps)));
      continue;
    }
    const now = index === 0 ? wave : await lookAgain(wave, deps);
    const work = () =>
      inTurns(now, inputs.maxParallel, async (place, turn) => {
        if (ended.some(({ failure }) => failure)) return void ended.push(notStarted(place, deps));
        const source = contents.get(wave[turn] ?? place);
        const log = inputs.several ? namedLog(deps.log, place.name) : deps.log;
        const result = await deployService(place, source, inputs, { ...deps, log, stop: stop.signal });
        ended.push(result);
        if (result.failure && inputs.onFailure === 'restore') stop.abort(new CancelledError());
      });
    await deps.log.group(titleOf(now, index, waves.length, inputs), work);
  }
  return ended;
}

function titleOf(wave: readonly FoundPlace[], index: number, count: number, inputs: Inputs): string {
  const names = wave.map(({ name }) => name).join(', ');
  return inputs.several && count > 1 ? `Deploy ${names} (wave ${index + 1} of ${count})` : `Deploy ${names}`;
}

/** Works through a list with so many at a time. Rejects with the first error after all that began have ended. */
async function inTurns<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const left = [...items.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) await work(next[1], next[0]);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
}

function notStarted(place: FoundPlace, deps: Deps): ServiceResult {
  deps.log.info(`"${place.name}" is not started: another service of this step failed`);
  const result = resultAt(place, deps);
  tellResult(result, deps);
  return result;
}

/** Lines of services that deploy side by side are told apart by their names. */
function namedLog(log: Logger, name: string): Logger {
  const say = (text: string) => `[${name}] ${text}`;
  return {
    info: (line) => log.info(say(line)),
    debug: (line) => log.debug(say(line)),
    warning: (message, title) => log.warning(say(message), title),
    error: (message, title) => log.error(say(message), title),
    notice: (message, title) => log.notice(say(message), title),
    group: async (title, work) => {
      log.info(say(title));
      return work();
    },
  };
}
