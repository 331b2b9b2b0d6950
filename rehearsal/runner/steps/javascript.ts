import { join } from 'node:path';
import type { NodeRuns } from '../actions/metadata.js';
import type { Conclusion } from '../events.js';
import type { ActionInstance, FolderUse } from './action-instance.js';
import type { StageContext } from './execute.js';
import { evaluateInputs } from './inputs.js';
import { runProcess } from './process.js';

/** Runs one file of a JavaScript action with the runner's Node. A bad exit code is the action's own to explain. */
export async function runJavaScript(
  context: StageContext,
  instance: ActionInstance,
  use: FolderUse,
  file: string,
  stage: 'pre' | 'main' | 'post',
): Promise<Conclusion> {
  const { job } = context.frame;
  const inputs = await evaluateInputs(context, use.metadata, stage === 'main');
  if (stage === 'post') context.log.log('Post job cleanup.');
  const end = await runProcess(context, {
    command: job.plan.run.request.node,
    args: [join(use.folder, file)],
    cwd: job.plan.folders.workspace,
    repository: use.repository,
    ref: use.ref,
    inputs,
    state: instance.state,
  });
  return end.exitCode === 0 && !end.misspoke ? 'success' : 'failure';
}

/** The runs of a JavaScript action, or undefined for any other use. */
export function nodeRuns(instance: ActionInstance): { use: FolderUse; runs: NodeRuns } | undefined {
  const { action } = instance;
  if (action.kind !== 'folder' || action.metadata.runs.kind !== 'node') return undefined;
  return { use: action, runs: action.metadata.runs };
}
