import { describeAddress, parseTarget } from '../../src/database/address.js';
import { InputError } from '../../src/errors/errors.js';
import type { Inputs, ReadyInputs } from './inputs.js';
import { preparePreviewBranch } from './preview.js';
import { readRailwayAddress, setPreDeployCommand } from './railway.js';
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
  await setPreDeployCommand(inputs.railway, command, deps);
  deps.log.info(
    `Railway runs "${command}" before each deployment of ${inputs.railway.service}; one that fails stops the deployment.`,
  );
  return { ended: endedAs(inputs, 'delegated', `the database of ${inputs.railway.service}`) };
}

function endedAs(inputs: Inputs, status: Result['status'], database: string): Result {
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
  };
}
