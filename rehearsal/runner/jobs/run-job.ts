import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Masker } from '../commands/masking.js';
import type { Conclusion } from '../events.js';
import { evaluateText, evaluateTextMap } from '../expressions/evaluate.js';
import { endOrphans } from '../process/orphans.js';
import { JobServices } from '../services/job-services.js';
import { LONGEST_TIMER } from '../steps/control.js';
import { jobFrame, stepScope } from '../steps/frame.js';
import { StepLog } from '../steps/step-log.js';
import { unsupportedLabel } from '../workflow/inspect-job.js';
import { child } from '../workflow/template.js';
import { callScope, type JobOutcome, needsContext, type WorkflowCall } from './call.js';
import { type JobFolders, JobState } from './job-state.js';
import type { Leg } from './leg.js';
import { tokenPermissions } from './permissions.js';
import { runSteps } from './run-steps.js';

/** Prepares the state of a leg that runs steps. */
export async function openJob(call: WorkflowCall, leg: Leg): Promise<JobState> {
  const { run, workflow } = call;
  const permissions = tokenPermissions(leg.job.permissions, workflow.permissions, call.permissions);
  const token = run.request.github.issueToken(permissions);
  // A name that cannot be told fails the job when it is prepared, with its reason.
  const environment = await environmentOf(call, leg).catch(() => '');
  const own = run.request.environments?.[environment.toLowerCase()];
  const secrets = { ...call.secrets, ...own?.secrets, GITHUB_TOKEN: token };
  return new JobState({
    run,
    workflow,
    job: leg.job,
    key: leg.key,
    name: leg.name,
    contexts: {
      needs: needsContext(call, leg.job),
      matrix: leg.matrix,
      strategy: leg.strategy,
      inputs: call.inputs,
      secrets,
      vars: { ...run.request.vars, ...own?.vars },
    },
    secrets,
    token,
    permissions,
    folders: await createFolders(call),
    masker: secretMasker(secrets, token),
    trackingId: `github_${randomUUID()}`,
  });
}

/** Runs a job's steps and closes it: outputs, environment, left-over processes. */
export async function runJob(call: WorkflowCall, leg: Leg, job: JobState): Promise<JobOutcome> {
  const timer = setTimeout(
    () => {
      job.timedOut = leg.timeoutMinutes;
      job.cancel();
    },
    Math.min(leg.timeoutMinutes * 60_000, LONGEST_TIMER),
  );
  let forced: NodeJS.Timeout | undefined;
  const forget = job.onCancel(() => {
    forced ??= setTimeout(() => job.force(), call.run.stopTimes.force);
  });
  const services = new JobServices(job);
  try {
    try {
      if (await prepareEnvironment(call, leg, job)) await runSteps(job, () => services.start());
    } finally {
      await services.stop();
    }
    return await closeJob(job);
  } finally {
    forget();
    clearTimeout(timer);
    clearTimeout(forced);
    await rm(job.plan.folders.temp, { recursive: true, force: true });
  }
}

/** The name of the environment a job is for; '' when it has none. @throws Error when it cannot be evaluated. */
export async function environmentOf(call: WorkflowCall, leg: Leg): Promise<string> {
  const { environment } = leg.job;
  if (!environment) return '';
  return evaluateText(child(environment, 'name') ?? environment, callScope(call, leg.contexts));
}

async function createFolders(call: WorkflowCall): Promise<JobFolders> {
  const { request } = call.run;
  const root = join(request.workDirectory, 'jobs', String(call.run.nextFolder()));
  const work = join(root, 'work');
  const { name } = request.repository;
  const folders = {
    workspace: join(work, name, name),
    temp: join(work, '_temp'),
    home: join(root, 'home'),
    toolCache: join(work, '_tool'),
  };
  await rm(root, { recursive: true, force: true });
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  return folders;
}

function secretMasker(secrets: Record<string, string>, token: string): Masker {
  const masker = new Masker();
  for (const [name, value] of Object.entries(secrets)) {
    if (name !== 'ACTIONS_STEP_DEBUG' && name !== 'ACTIONS_RUNNER_DEBUG') masker.addSecret(value);
  }
  masker.addSecret(Buffer.from(`x-access-token:${token}`).toString('base64'));
  return masker;
}

/** Evaluates the env of workflow and job. @returns false when that fails: the job then runs no step. */
async function prepareEnvironment(call: WorkflowCall, leg: Leg, job: JobState): Promise<boolean> {
  const { secrets } = job.plan;
  try {
    const refusal = await machineRefusal(call, leg);
    if (refusal) throw new Error(refusal);
    Object.assign(job.env, await evaluateTextMap(call.workflow.env, callScope(call, { secrets })));
    const scope = callScope(call, { ...leg.contexts, vars: job.plan.contexts.vars ?? {}, secrets });
    Object.assign(job.env, await evaluateTextMap(leg.job.env, scope));
    const name = await environmentOf(call, leg);
    if (name !== '') job.environment = name;
    return true;
  } catch (error) {
    const log = new StepLog(job, 'Set up job');
    log.annotate({ level: 'error', message: (error as Error).message });
    log.finish('failure');
    job.countIn('failure');
    return false;
  }
}

/** A label that is only known now may still ask for a machine this is not. */
async function machineRefusal(call: WorkflowCall, leg: Leg): Promise<string | undefined> {
  const { runsOn } = leg.job;
  if (runsOn?.kind !== 'scalar') return undefined;
  return unsupportedLabel(await evaluateText(runsOn, callScope(call, leg.contexts)));
}

async function closeJob(job: JobState): Promise<JobOutcome> {
  const log = new StepLog(job, 'Complete job');
  if (job.timedOut !== undefined) {
    const message = `The job has exceeded the maximum execution time of ${job.timedOut} minutes.`;
    log.annotate({ level: 'error', message });
  }
  const outputs = await jobOutputs(job, log);
  const url = await environmentUrl(job, log);
  if (job.environment) log.log(`Environment: ${job.environment}`);
  if (url !== '') log.log(`Environment URL: ${url}`);
  for (const orphan of await endOrphans(job.plan.trackingId)) {
    log.log(`Terminate orphan process: pid (${orphan.pid}) (${orphan.name})`);
  }
  const result: Conclusion = job.status;
  log.finish('success');
  return { result, outputs };
}

/** Evaluates the job's outputs, also after a failure. One that holds a secret is dropped, as on GitHub. */
async function jobOutputs(job: JobState, log: StepLog): Promise<Record<string, string>> {
  const outputs: Record<string, string> = {};
  for (const { key, value } of job.plan.job.outputs?.entries ?? []) {
    try {
      const text = await evaluateText(value, stepScope(jobFrame(job)));
      if (text === '') continue;
      if (job.plan.masker.mask(text) === text) outputs[key] = text;
      else log.annotate({ level: 'warning', message: `Skip output '${key}' since it may contain secret.` });
    } catch (error) {
      log.annotate({ level: 'error', message: (error as Error).message });
      job.countIn('failure');
    }
  }
  return outputs;
}

async function environmentUrl(job: JobState, log: StepLog): Promise<string> {
  const template = child(job.plan.job.environment, 'url');
  if (!template) return '';
  try {
    const scope = stepScope(jobFrame(job));
    delete scope.contexts.secrets;
    const url = await evaluateText(template, scope);
    if (job.plan.masker.mask(url) === url) return url;
    log.annotate({ level: 'warning', message: 'Skip environment url since it may contain secret.' });
  } catch (error) {
    log.annotate({ level: 'error', message: (error as Error).message });
  }
  return '';
}
