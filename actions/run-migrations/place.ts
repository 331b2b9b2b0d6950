import { describeAddress, parseTarget } from '../../src/database/address.js';
import { InputError } from '../../src/errors/errors.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { RailwayInputs } from './inputs/railway.js';
import type { Inputs, ReadyInputs } from './inputs.js';
import { preDeployFailed } from './messages.js';
import { preparePreviewBranch } from './preview.js';
import { readPreDeploy, readRailwayAddress, setPreDeployCommand } from './railway.js';
import type { Result } from './result.js';
import type { Deps } from './work.js';

/** Where the database is, or how the run ended because it does not migrate from here. */
export type Place = { inputs: ReadyInputs; databaseUrl: string | undefined } | { ended: Result };

/** Finds the database: by address, by a Railway service's variable, or by a Neon branch that is made for it. */
export async function findPlace(inputs: Inputs, deps: Deps): Promise<Place> {
  const { railway, neon, preDeployCommand } = inputs;
  if (preDeployCommand !== undefined) return delegate(inputs, preDeployCommand, deps);
  if (neon?.branch !== undefined) {
    const preview = await preparePreviewBranch(neon, neon.branch, deps);
    if ('removed' in preview) return { ended: endedAs(inputs, 'removed', `Neon branch ${preview.branch}`) };
    return ready(inputs, 'neon-branch', preview.databaseUrl, preview.databaseUrl);
  }
  if (inputs.address) return { inputs: { ...inputs, address: inputs.address }, databaseUrl: undefined };
  if (railway === undefined) throw new InputError('There is no database.');
  const url = await readRailwayAddress(railway, deps);
  return ready(inputs, 'database-variable', url, undefined);
}

function ready(inputs: Inputs, input: string, url: string, handOn: string | undefined): Place {
  const address = parseTarget(input, url, inputs.workingDirectory);
  return { inputs: { ...inputs, address }, databaseUrl: handOn };
}

async function delegate(inputs: Inputs, command: string, deps: Deps): Promise<Place> {
  if (inputs.railway === undefined) {
    throw new InputError('"where: railway-pre-deploy" needs "railway-service" and "railway-token".', {
      fix: 'Name the service whose deployments shall migrate first.',
    });
  }
  if (inputs.command === 'status') return { ended: await preDeployed(inputs, inputs.railway, deps) };
  await setPreDeployCommand(inputs.railway, command, deps);
  deps.log.info(
    `Railway runs "${command}" before each deployment of ${inputs.railway.service}; one that fails stops the deployment.`,
  );
  return { ended: endedAs(inputs, 'delegated', `the database of ${inputs.railway.service}`) };
}

/** How Railway's own migrating went, as the newest deployment's events tell. */
async function preDeployed(inputs: Inputs, railway: RailwayInputs, deps: Deps): Promise<Result> {
  const step = await readPreDeploy(railway, deps);
  const database = `the database of ${railway.service}`;
  if (!step || step.state === 'not ended') {
    deps.log.info(
      step
        ? `The pre-deploy command of the deployment ${step.deployment} still runs.`
        : `The newest deployment of ${railway.service} ran no pre-deploy command.`,
    );
    return endedAs(inputs, 'delegated', database);
  }
  const result = { ...endedAs(inputs, 'up-to-date', database), tool: 'command', toolMs: step.durationMs };
  if (step.state === 'failed') return { ...result, status: 'failed', failure: preDeployFailed(step) };
  deps.log.info(
    `Railway's pre-deploy command went well before the deployment ${step.deployment}, in ${formatDuration(step.durationMs)}.`,
  );
  return result;
}

/** The result of a run that read no migrations. */
export function endedAs(inputs: Inputs, status: Result['status'], database: string): Result {
  return {
    command: inputs.command,
    status,
    tool: '',
    database: inputs.address ? describeAddress(inputs.address) : database,
    directory: '',
    files: {},
    from: null,
    to: null,
    pending: [],
    applied: [],
    reverted: [],
    durations: {},
    class: 'safe',
    phase: 'expand',
    plan: [],
    warnings: [],
    measured: [],
    backup: null,
    obstacles: [],
    rollbackReason: '',
    failure: undefined,
    drift: undefined,
    durationMs: 0,
    toolMs: 0,
    record: undefined,
    databaseUrl: undefined,
    copy: undefined,
  };
}
