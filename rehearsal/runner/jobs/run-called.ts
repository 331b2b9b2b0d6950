import { evaluate, evaluateText } from '../expressions/evaluate.js';
import { type Json, toJson, toText, toValue } from '../expressions/values.js';
import type { InputDeclaration } from '../workflow/model.js';
import { literalText } from '../workflow/template.js';
import { callScope, type JobOutcome, type WorkflowCall } from './call.js';
import { enterGroup } from './enter-group.js';
import type { Leg } from './leg.js';
import { exceeding, spelledOut, tokenPermissions } from './permissions.js';
import { runJobs } from './run-jobs.js';
import type { RunCalled } from './run-leg.js';

/** Runs the workflow that a job calls, and gives its outputs as the job's. */
export const runCalled: RunCalled = async (call, leg, control) => {
  const inner = await openCall(call, leg);
  const applicant = { name: leg.name, cancel: control.cancel, signal: control.signal };
  const place = await enterGroup(inner, inner.workflow.concurrency, callScope(inner), applicant);
  if (!place) return { result: 'cancelled', outputs: {} };
  const result = await runJobs({ ...inner, heldGroups: place.held, stop: control.signal }, runCalled).finally(
    place.leave,
  );
  const everySkipped = [...inner.outcomes.values()].every((outcome) => outcome.result === 'skipped');
  const outputs: Record<string, string> = {};
  for (const [name, template] of Object.entries(inner.workflow.call?.outputs ?? {})) {
    const text = await evaluateText(template, callScope(inner, { jobs: jobsContext(inner) }));
    if (text !== '') outputs[name] = text;
  }
  return { result: everySkipped ? 'skipped' : result, outputs };
};

async function openCall(call: WorkflowCall, leg: Leg): Promise<WorkflowCall> {
  const workflow = call.library.calledBy(call.workflow, leg.job);
  const explicit = leg.job.permissions ?? call.workflow.permissions;
  const allowed = explicit === undefined ? call.permissions : spelledOut(explicit);
  if (allowed) {
    const requested = [workflow.permissions, ...workflow.jobs.map((job) => job.permissions)];
    for (const permissions of requested) {
      const beyond = exceeding(permissions, allowed);
      if (!beyond) continue;
      throw new Error(
        `The called workflow '${leg.job.uses}' asks for '${beyond.scope}: ${beyond.wanted}', but is only allowed ` +
          `'${beyond.scope}: ${beyond.allowed}'. Give the calling job that permission.`,
      );
    }
  }
  return {
    run: call.run,
    library: call.library,
    workflow,
    inputs: await callInputs(call, leg, workflow.call?.inputs ?? {}),
    secrets: await callSecrets(call, leg),
    ...(allowed ? { permissions: tokenPermissions(allowed, undefined, undefined) } : {}),
    idPrefix: `${leg.key}/`,
    namePrefix: `${leg.name} / `,
    heldGroups: call.heldGroups,
    outcomes: new Map<string, JobOutcome>(),
  };
}

async function callInputs(
  call: WorkflowCall,
  leg: Leg,
  declared: Record<string, InputDeclaration>,
): Promise<Record<string, Json>> {
  const given = leg.job.with?.kind === 'mapping' ? leg.job.with.entries : [];
  const inputs: Record<string, Json> = {};
  for (const [name, declaration] of Object.entries(declared)) {
    const template =
      given.find((entry) => entry.key.toLowerCase() === name.toLowerCase())?.value ?? declaration.default;
    const json = template ? toJson(await evaluate(template, callScope(call, leg.contexts))) : null;
    inputs[name] = typedInput(name, json, declaration.type);
  }
  return inputs;
}

/** An input in its declared type; nothing given is false, 0 or the empty text. @throws Error for a wrong value. */
export function typedInput(name: string, json: Json, type: string): Json {
  const text = toText(toValue(json));
  if (type === 'boolean') {
    if (json === null || text === '') return false;
    if (text === 'true' || text === 'false') return text === 'true';
    throw new Error(`Input '${name}' is '${text}'. Allowed are true and false.`);
  }
  if (type !== 'number') return text;
  const number = text.trim() === '' ? 0 : Number(text);
  if (Number.isNaN(number)) throw new Error(`Input '${name}' is '${text}'. A number is expected.`);
  return number;
}

async function callSecrets(call: WorkflowCall, leg: Leg): Promise<Record<string, string>> {
  const { secrets } = leg.job;
  if (secrets === 'inherit') return call.secrets;
  if (secrets?.kind !== 'mapping') return {};
  const wanted = tokenPermissions(leg.job.permissions, call.workflow.permissions, call.permissions);
  const passesToken = secrets.entries.some(({ value }) => /github_token/i.test(literalText(value) ?? ''));
  const token = passesToken ? { GITHUB_TOKEN: call.run.request.github.issueToken(wanted) } : {};
  const scope = callScope(call, { ...leg.contexts, secrets: { ...call.secrets, ...token } });
  const passed: Record<string, string> = {};
  for (const { key, value } of secrets.entries) {
    const text = await evaluateText(value, scope);
    if (text !== '') passed[key] = text;
  }
  return passed;
}

function jobsContext(call: WorkflowCall): Json {
  const entries = [...call.outcomes].map(([id, { result, outputs }]) => [id, { result, outputs }] as const);
  return Object.fromEntries(entries);
}
