import type { Conclusion } from '../events.js';
import { evaluateCondition } from '../expressions/evaluate.js';
import { type ActionInstance, type Post, prepareAction, prepareInner } from '../steps/action-instance.js';
import { runStage } from '../steps/execute.js';
import { type Frame, jobFrame } from '../steps/frame.js';
import { runMain } from '../steps/main-stage.js';
import { stepName } from '../steps/names.js';
import { registerPost } from '../steps/post-stage.js';
import { hasPre, runPre } from '../steps/pre-stage.js';
import { StepLog } from '../steps/step-log.js';
import type { Step } from '../workflow/model.js';
import type { JobState } from './job-state.js';

type Instances = Map<Step, ActionInstance>;

/**
 * Runs all stages of a job: set up, pre, main, post in reverse. Their results are in `job.results`.
 * @param begin what must be there before the first step; no step runs when it gives false.
 */
export async function runSteps(job: JobState, begin: () => Promise<boolean>): Promise<void> {
  const frame = jobFrame(job);
  const instances = await setUp(job, frame);
  if (!instances || !(await begin())) return;
  for (const step of job.plan.job.steps) await runPreStage(frame, step, instances.get(step));
  for (const step of job.plan.job.steps) await runMainStage(frame, step, instances);
  for (let post = job.posts.pop(); post; post = job.posts.pop()) if (post.isNeeded()) await post.run();
}

/** Fetches every action that needs no checkout. A job whose actions cannot be found runs no step. */
async function setUp(job: JobState, frame: Frame): Promise<Instances | undefined> {
  const log = new StepLog(job, 'Set up job');
  const instances: Instances = new Map();
  log.log(`Rehearsal of job '${job.plan.name}' in ${job.plan.folders.workspace}`);
  for (const step of job.plan.job.steps) {
    if (step.uses === undefined || step.uses.startsWith('./')) continue;
    try {
      const instance = await prepareAction(frame, step);
      await prepareInner(frame, instance);
      instances.set(step, instance);
      log.log(`Action '${step.uses}' is ready.`);
    } catch (error) {
      log.annotate({ level: 'error', message: (error as Error).message });
      log.finish('failure');
      job.countIn('failure');
      return undefined;
    }
  }
  log.finish('success');
  return instances;
}

async function runPreStage(frame: Frame, step: Step, instance: ActionInstance | undefined): Promise<void> {
  const { job } = frame;
  if (!instance || !hasPre(instance)) return;
  const github = { action: step.id };
  const name = await stepName(frame, step);
  const log = new StepLog(job, `Pre ${name}`);
  registerPost({ frame, step, github }, instance, jobPost(job, name));
  const conclusion = await runPre({ frame, step, github }, instance, log);
  log.finish(conclusion);
  job.countIn(conclusion);
}

async function runMainStage(frame: Frame, step: Step, instances: Instances): Promise<void> {
  const { job } = frame;
  const name = await stepName(frame, step);
  const log = new StepLog(job, name, step.id.startsWith('__') ? undefined : step.id);
  const github = { action: step.id };
  const end = await runStage({
    frame,
    step,
    log,
    github,
    displayName: name,
    condition: (scope) => evaluateCondition(step.condition, scope),
    body: async (context) => {
      const instance =
        instances.get(step) ?? (step.uses === undefined ? undefined : await prepareAction(frame, step));
      return runMain(context, instance, jobPost(job, name));
    },
  });
  const outputs = job.steps[step.id]?.outputs ?? {};
  job.steps[step.id] = { outputs, outcome: end.outcome, conclusion: end.conclusion };
  Object.assign(log.result.outputs, outputs);
  log.finish(end.outcome, end.conclusion);
  job.countIn(end.conclusion);
}

function jobPost(job: JobState, name: string): (post: Post) => void {
  return (post) => {
    job.posts.push({
      isNeeded: () => post.isNeeded(),
      run: async () => {
        const log = new StepLog(job, `Post ${name}`);
        const conclusion: Conclusion = await post.run(log);
        log.finish(conclusion);
        job.countIn(conclusion);
      },
    });
  };
}
