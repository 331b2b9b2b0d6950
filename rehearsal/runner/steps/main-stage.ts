import { runBuiltin } from '../builtin/builtin.js';
import type { Conclusion } from '../events.js';
import type { ActionInstance } from './action-instance.js';
import { runComposite } from './composite.js';
import type { StageContext } from './execute.js';
import { nodeRuns, runJavaScript } from './javascript.js';
import { type RegisterPost, registerPost } from './post-stage.js';
import { runScript } from './script.js';

/** Runs a step's main stage: a script, or the action it uses. */
export async function runMain(
  context: StageContext,
  instance: ActionInstance | undefined,
  register: RegisterPost,
): Promise<Conclusion> {
  if (!instance) return runScript(context);
  registerPost(context, instance, register);
  const { action } = instance;
  if (action.kind === 'folder' && action.local && nodeRuns(instance)?.runs.pre !== undefined) {
    context.log.annotate({ level: 'warning', message: '`pre` execution is not supported for local action' });
  }
  if (action.kind === 'builtin') return runBuiltin(action.name, context);
  const { runs } = action.metadata;
  if (runs.kind === 'composite') return runComposite(context, instance, action, runs, runMain);
  return runJavaScript(context, instance, action, runs.main, 'main');
}
