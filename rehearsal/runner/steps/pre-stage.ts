import type { Conclusion } from '../events.js';
import type { ActionInstance } from './action-instance.js';
import { compositeFrame } from './composite.js';
import { runStage, type StageContext } from './execute.js';
import { evaluateInputs } from './inputs.js';
import { nodeRuns } from './javascript.js';
import { registerPost, runFile } from './post-stage.js';
import type { StepLog } from './step-log.js';

/** Whether an action, or one inside it, has something to do before the job's first step. */
export function hasPre(instance: ActionInstance): boolean {
  if (nodeRuns(instance)?.runs.pre !== undefined) return true;
  return [...instance.inner.values()].some(hasPre);
}

/** Runs an action's pre file; for a composite those of its inner actions, in order, in the same log. */
export async function runPre(
  context: Pick<StageContext, 'frame' | 'step' | 'github'>,
  instance: ActionInstance,
  log: StepLog,
): Promise<Conclusion> {
  const node = nodeRuns(instance);
  if (node?.runs.pre !== undefined) {
    return runFile(context, instance, node.runs.pre, node.runs.preCondition ?? 'always()', 'pre', log);
  }
  const end = await runStage({
    ...context,
    log,
    displayName: log.result.name,
    condition: async () => true,
    body: (stage) => runInnerPre(stage, instance),
  });
  return end.conclusion;
}

async function runInnerPre(stage: StageContext, instance: ActionInstance): Promise<Conclusion> {
  const { action } = instance;
  if (action.kind !== 'folder') return 'success';
  const inputs = await evaluateInputs(stage, action.metadata, false);
  const frame = compositeFrame(stage, action, inputs, { status: 'success' });
  let worst: Conclusion = 'success';
  for (const [step, inner] of instance.inner) {
    if (!hasPre(inner)) continue;
    registerPost({ frame, step, github: {} }, inner, (post) => instance.innerPosts.push(post));
    if ((await runPre({ frame, step, github: {} }, inner, stage.log)) === 'failure') worst = 'failure';
  }
  return worst;
}
