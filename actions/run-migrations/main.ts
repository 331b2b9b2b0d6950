import { describeAddress } from '../../src/database/address.js';
import { isConnectionLoss } from '../../src/database/failure.js';
import { findMigrations } from '../../src/database/find-migrations.js';
import { openTarget, withTargetLock } from '../../src/database/target.js';
import { ExpectedError } from '../../src/errors/errors.js';
import { backUp } from './back-up.js';
import { tellPullRequest } from './comment.js';
import { down } from './down.js';
import type { Command, Inputs, ReadyInputs } from './inputs.js';
import { connectionLost, lastWords } from './messages.js';
import { findPlace } from './place.js';
import { plan } from './plan.js';
import { resolveRows } from './resolve.js';
import { restore } from './restore.js';
import { restoreTest } from './restore-test.js';
import type { Result } from './result.js';
import { up } from './up.js';
import { createWork, type Deps, placeOf, type Work } from './work.js';

/**
 * Brings the database to what the commit says, or tells what is missing. A migration that fails is a result; throws
 * InputError, PlatformError (no connection), VerdictError (environment frozen, histories that do not fit, lock not free),
 * CancelledError.
 */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  if (inputs.command === 'restore-test') return restoreTest(inputs, deps);
  await keepFrozen(inputs, deps);
  const place = await findPlace(inputs, deps);
  if ('ended' in place) return place.ended;
  if (inputs.command === 'backup') return backUp(place.inputs, deps);
  const result = await migrate(place.inputs, deps);
  deps.log.info(lastWords(result));
  await tellPullRequest(result, inputs.name, deps);
  return { ...result, databaseUrl: place.databaseUrl };
}

/** Only the way forward is held up: a frozen environment is where somebody may have to go back. */
async function keepFrozen({ command, environment }: Inputs, deps: Deps): Promise<void> {
  if (command === 'up' && environment !== undefined) await deps.refuseFrozen(environment);
}

async function migrate(inputs: ReadyInputs, deps: Deps): Promise<Result> {
  for (const secret of inputs.address.secrets) deps.mask(secret);
  const tool = findMigrations({
    ...inputs,
    directory: inputs.migrations,
    dialect: inputs.address.dialect,
    env: deps.env,
    onlyRead: inputs.command !== 'up' && inputs.command !== 'resolve',
  });
  deps.log.info(`${tool.title} in ${placeOf(tool, deps)}, for ${describeAddress(inputs.address)}`);
  const database = await openTarget(inputs.address, inputs, deps.signal);
  const work = createWork(inputs, deps, tool, database);
  try {
    return await run(work);
  } catch (error) {
    if (isConnectionLoss(error) && !(error instanceof ExpectedError))
      throw connectionLost(error, inputs.address);
    throw error;
  } finally {
    await database.close();
  }
}

function run(work: Work): Promise<Result> {
  const { inputs, deps, context } = work;
  if (inputs.command === 'status' || inputs.command === 'plan') return plan(work);
  const lock = { waitMs: inputs.waitTimeoutMs, clock: deps.clock, log: deps.log, signal: deps.signal };
  const commands: Partial<Record<Command, (work: Work) => Promise<Result>>> = {
    ...{ up, down, resolve: resolveRows, restore },
  };
  const command = commands[inputs.command] ?? up;
  return withTargetLock(context.database, inputs.address, lock, () => command(work));
}
