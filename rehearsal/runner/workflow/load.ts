import type { Origin } from '../actions/resolve.js';
import type { CallInterface, InputDeclaration, Job, Permissions, Workflow } from './model.js';
import { present } from './present.js';
import { readSteps } from './steps.js';
import { child, listOf, literalText, readTemplate, type Template } from './template.js';

/** Reads a validated workflow file's text. `file` is only used in messages and as the name of last resort. */
export function loadWorkflow(file: string, text: string, origin: Origin): Workflow {
  const root = readTemplate(text);
  const triggers = child(root, 'on');
  const permissions = readPermissions(child(root, 'permissions'));
  const call = readCallInterface(triggers);
  const dispatchInputs = readInputs(child(child(triggers, 'workflow_dispatch'), 'inputs'));
  return {
    file,
    origin,
    name: literalText(child(root, 'name')) ?? file,
    jobs: readJobs(child(root, 'jobs')),
    ...present('env', child(root, 'env')),
    ...present('defaults', child(child(root, 'defaults'), 'run')),
    ...present('permissions', permissions),
    ...present('concurrency', child(root, 'concurrency')),
    ...present('call', call),
    ...present('dispatchInputs', dispatchInputs),
  };
}

function readJobs(jobs: Template | undefined): Job[] {
  if (jobs?.kind !== 'mapping') return [];
  return jobs.entries.map(({ key, value }) => readJob(key, value));
}

function readJob(id: string, job: Template): Job {
  const outputs = child(job, 'outputs');
  const secrets = child(job, 'secrets');
  return {
    id,
    line: job.line,
    needs: listOf(child(job, 'needs')).flatMap((need) => literalText(need) ?? []),
    steps: readSteps(child(job, 'steps')),
    ...present('name', child(job, 'name')),
    ...present('runsOn', child(job, 'runs-on')),
    ...present('condition', child(job, 'if')),
    ...present('strategy', child(job, 'strategy')),
    ...present('permissions', readPermissions(child(job, 'permissions'))),
    ...present('concurrency', child(job, 'concurrency')),
    ...present('env', child(job, 'env')),
    ...present('defaults', child(child(job, 'defaults'), 'run')),
    ...present('timeoutMinutes', child(job, 'timeout-minutes')),
    ...present('continueOnError', child(job, 'continue-on-error')),
    ...present('environment', child(job, 'environment')),
    ...present('services', child(job, 'services')),
    ...present('outputs', outputs?.kind === 'mapping' ? outputs : undefined),
    ...present('uses', literalText(child(job, 'uses'))),
    ...present('with', child(job, 'with')),
    ...present('secrets', literalText(secrets) === 'inherit' ? ('inherit' as const) : secrets),
  };
}

function readPermissions(permissions: Template | undefined): Permissions | undefined {
  if (!permissions) return undefined;
  if (permissions.kind !== 'mapping') {
    return literalText(permissions) === 'write-all' ? 'write-all' : 'read-all';
  }
  return Object.fromEntries(
    permissions.entries.map((entry) => [entry.key, literalText(entry.value) ?? 'none']),
  );
}

function readInputs(inputs: Template | undefined): Record<string, InputDeclaration> | undefined {
  if (inputs?.kind !== 'mapping') return undefined;
  return Object.fromEntries(
    inputs.entries.map(({ key, value }) => [
      key,
      {
        type: literalText(child(value, 'type')) ?? 'string',
        required: literalText(child(value, 'required')) === 'true',
        ...present('default', child(value, 'default')),
      },
    ]),
  );
}

function readCallInterface(triggers: Template | undefined): CallInterface | undefined {
  const called = listOf(triggers).some((item) => literalText(item) === 'workflow_call');
  const call = child(triggers, 'workflow_call');
  if (!call) return called ? { inputs: {}, secrets: {}, outputs: {} } : undefined;
  const secrets = child(call, 'secrets');
  const outputs = child(call, 'outputs');
  const result: CallInterface = { inputs: readInputs(child(call, 'inputs')) ?? {}, secrets: {}, outputs: {} };
  for (const { key, value } of secrets?.kind === 'mapping' ? secrets.entries : []) {
    result.secrets[key] = { required: literalText(child(value, 'required')) === 'true' };
  }
  for (const { key, value } of outputs?.kind === 'mapping' ? outputs.entries : []) {
    const template = child(value, 'value');
    if (template) result.outputs[key] = template;
  }
  return result;
}
