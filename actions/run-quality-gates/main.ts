import { join } from 'node:path';
import type { Run } from '../../src/action/run-action.js';
import type { GitHubClient } from '../../src/github/client.js';
import { expandAffected } from './affected.js';
import type { Changes } from './changes/changes.js';
import { findChanges } from './changes/find-changes.js';
import { chooseGates } from './choose.js';
import { tellPullRequest } from './comment.js';
import { selectChanged } from './conditions.js';
import type { GateResult } from './gate-result.js';
import type { Inputs } from './inputs.js';
import { mergeReports } from './merge.js';
import { checkOrder } from './order.js';
import { stands } from './report/gate-text.js';
import { planLines, resultLines } from './report/log-lines.js';
import { writeReports } from './report/write.js';
import type { Result } from './result.js';
import { runGates } from './schedule.js';
import { partOf } from './split.js';

export interface Deps extends Pick<Run, 'clock' | 'log' | 'signal' | 'env' | 'http' | 'mask' | 'context'> {
  /** For the comment on a pull request; undefined when none is wanted. */
  github: GitHubClient | undefined;
}

/** Asks all gates. Throws InputError when they cannot be read or ordered, CancelledError on cancel. */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  if (inputs.merge !== undefined)
    return conclude(await mergeReports(inputs.merge), nothingAsked, began, inputs, deps);
  const { gates: wanted, project } = await chooseGates(inputs);
  checkOrder(wanted.map(({ gate }) => gate));
  const changes = changesOnce(inputs, deps);
  const { workspace } = deps.context;
  const { chosen: all, idle } = await expandAffected(wanted, {
    ...deps,
    project,
    workspace,
    changes: changes.read,
  });
  checkOrder(all.map(({ gate }) => gate));
  const chosen = partOf(all, inputs.shard, deps.log);
  const gates = chosen.map(({ gate }) => gate);
  for (const line of planLines(chosen, project, inputs.maxParallel)) deps.log.info(line);
  const asked = { listed: inputs.list, chosen };
  if (inputs.list) return { ...nothingAsked, ...asked, durationMs: deps.clock.now() - began };
  const own = {
    ...deps,
    ...{ workspace, project, changes: changes.read, confirmed: inputs.confirmed },
  };
  const notAsked = new Set([...idle, ...(await selectChanged(gates, changes.read, deps.log))]);
  const results = await runGates(gates, inputs, { ...deps, own, notAsked });
  return conclude(results, { ...asked, changes: changes.now() }, began, inputs, deps);
}

/** One answer of all gates, in the reports, the log and the comment. */
async function conclude(
  gates: GateResult[],
  asked: Pick<Result, 'listed' | 'chosen' | 'changes'>,
  began: number,
  inputs: Inputs,
  deps: Deps,
): Promise<Result> {
  // A block gate that was not asked because a warn gate failed is no yes.
  const passed = !gates.some((gate) => gate.level === 'block' && stands(gate));
  const durationMs = deps.clock.now() - began;
  const report = await writeReports(inputs.reportDirectory ?? join(deps.context.temp, 'quality-gates'), {
    ...(inputs.shard ? { shard: inputs.shard } : {}),
    passed,
    durationMs,
    gates,
  });
  for (const line of resultLines(gates)) deps.log.info(line);
  await tellPullRequest({ passed, gates }, deps);
  return { ...asked, passed, gates, durationMs, report };
}

const nothingAsked = {
  listed: false,
  chosen: [],
  passed: true,
  gates: [],
  changes: undefined,
  report: undefined,
};

/** What changed is found out when the first gate asks, and once for all of them. */
function changesOnce(inputs: Inputs, deps: Deps): { read(): Promise<Changes>; now(): Changes | undefined } {
  let reading: Promise<Changes> | undefined;
  let found: Changes | undefined;
  const read = async () => {
    found = await findChanges(
      { directory: inputs.workingDirectory, base: inputs.base, context: deps.context },
      deps,
    );
    deps.log.info(
      found.known
        ? `${found.files.length} changed file(s), ${found.how}`
        : `What changed is unknown: ${found.reason}`,
    );
    return found;
  };
  return {
    read: () => {
      reading ??= read();
      return reading;
    },
    now: () => found,
  };
}
