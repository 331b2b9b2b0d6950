import { ExpectedError, type PlatformError } from '../../src/errors/errors.js';
import type { FlagComponent } from '../../src/release/component.js';
import { readEdgeConfigItem, writeEdgeConfigItem } from '../../src/vercel/edge-config.js';
import type { WantedFlag } from './inputs/flags.js';
import type { Inputs } from './inputs.js';
import { flagNotSet } from './messages.js';
import type { Result } from './result.js';
import type { Deps } from './start.js';

/**
 * Sets the flags of a release once production serves it, each from what it was: what had the value already is no part of the
 * release, so that a rollback leaves it. A flag that cannot be set ends the step red; what was set is in the record.
 */
export async function setFlags(
  result: Result,
  { flags, promoteTimeoutMs }: Inputs,
  deps: Deps,
): Promise<Result> {
  if (result.outcome !== 'live' || result.failure || flags.length === 0) return result;
  return deps.log.group('Flags', async () => {
    const set: FlagComponent[] = [];
    for (const flag of flags) {
      try {
        const component = await setFlag(flag, result, { ...deps, promoteTimeoutMs, set });
        if (component)
          deps.log.info(`${flag.key} was ${component.previous ?? 'not there'} and is ${flag.value}`);
        else deps.log.info(`${flag.key} is ${flag.value} already, so this release does not change it`);
      } catch (error) {
        if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
        const { code = 'flag-not-set' } = error as Partial<PlatformError>;
        return { ...result, flags: set, failure: { ...flagNotSet(flag.key, error), code } };
      }
    }
    return { ...result, flags: set };
  });
}

/** The record is told before the value is written: whoever comes after a kill in between finds out by looking. */
async function setFlag(
  { config, key, value }: WantedFlag,
  { project }: Result,
  deps: Deps & { promoteTimeoutMs: number; set: FlagComponent[] },
): Promise<FlagComponent | undefined> {
  const previous = await readEdgeConfigItem(deps.client, { config, key }, [value]);
  if (previous === value) return undefined;
  const component: FlagComponent = {
    ...{ kind: 'flag', name: key, project: config, item: key, url: null },
    ...(project?.team ? { team: project.team } : {}),
    ...{ deployment: value, previous: previous ?? null },
  };
  deps.set.push(component);
  deps.know({ 'flag-record': JSON.stringify(deps.set) });
  await writeEdgeConfigItem({ config, key }, value, { ...deps, timeoutMs: deps.promoteTimeoutMs });
  return component;
}
