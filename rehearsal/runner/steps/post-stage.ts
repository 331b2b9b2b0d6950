import type { Conclusion } from '../events.js';
import { evaluateExpression } from '../expressions/evaluate.js';
import { isTrue } from '../expressions/values.js';
import type { ActionInstance, Post } from './action-instance.js';
import { runStage, type StageContext } from './execute.js';
import type { Frame } from './frame.js';
import { nodeRuns, runJavaScript } from './javascript.js';
import type { StepLog } from './step-log.js';

/** Takes a clean-up; the last one taken runs first. */
export type RegisterPost = (post: Post) => void;

/** Registers a use's clean-up once, as soon as its pre or its main starts. */
export function registerPost(
  context: Pick<StageContext, 'frame' | 'step' | 'github'>,
  instance: ActionInstance,
  register: RegisterPost,
): void {
  if (instance.postRegistered) return;
  instance.postRegistered = true;
  const node = nodeRuns(instance);
  if (node?.runs.post !== undefined) {
    const file = node.runs.post;
    const condition = node.runs.postCondition ?? 'always()';
    register({
      isNeeded: () => true,
      run: (log) => runFile(context, instance, file, condition, 'post', log),
    });
  } else if (instance.action.kind === 'folder') {
    register({
      isNeeded: () => instance.innerPosts.some((post) => post.isNeeded()),
      run: (log) => runInner(instance, log),
    });
  }
}

/** Runs a JavaScript action's pre or post file under its condition, as it stands: no `success()` is added. */
export async function runFile(
  { frame, step, github }: Pick<StageContext, 'frame' | 'step' | 'github'>,
  instance: ActionInstance,
  file: string,
  condition: string,
  stage: 'pre' | 'post',
  log: StepLog,
): Promise<Conclusion> {
  const node = nodeRuns(instance);
  if (!node) return 'success';
  // Clean-ups look at the job's state, also inside a composite whose own steps went well.
  const jobWide: Frame = { ...frame, status: () => frame.job.status };
  const end = await runStage({
    frame: jobWide,
    step,
    log,
    github,
    displayName: log.result.name,
    condition: async (scope) => isTrue(await evaluateExpression(condition, scope)),
    body: (context) => runJavaScript(context, instance, node.use, file, stage),
  });
  return end.conclusion;
}

async function runInner(instance: ActionInstance, log: StepLog): Promise<Conclusion> {
  let worst: Conclusion = 'success';
  for (const post of [...instance.innerPosts].reverse()) {
    if (!post.isNeeded()) continue;
    const conclusion = await post.run(log);
    if (conclusion === 'failure' || (conclusion === 'cancelled' && worst === 'success')) worst = conclusion;
  }
  return worst;
}
