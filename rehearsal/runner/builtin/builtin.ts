import type { BuiltinName } from '../actions/resolve.js';
import type { Conclusion } from '../events.js';
import { evaluateTextMap } from '../expressions/evaluate.js';
import type { StageContext } from '../steps/execute.js';
import { stepScope } from '../steps/frame.js';
import { recordOutputs } from '../steps/outputs.js';
import { JobSink } from '../steps/sink.js';
import { attest } from './attest.js';
import type { BuiltinCall } from './builtin-call.js';
import { BUILTIN_INPUTS } from './builtin-inputs.js';
import { cache } from './cache.js';
import { checkout } from './checkout.js';
import { dockerBuild } from './docker-build.js';
import { dockerLogin } from './docker-login.js';
import { dockerMetadata } from './docker-metadata.js';
import { setupBuildx, setupQemu } from './docker-setup.js';
import { downloadArtifact } from './download-artifact.js';
import { setupNode } from './setup-node.js';
import { setupPnpm, setupPython } from './setup-program.js';
import { uploadArtifact } from './upload-artifact.js';

const ACTIONS: Record<BuiltinName, (call: BuiltinCall) => Promise<void>> = {
  checkout,
  'setup-node': setupNode,
  'setup-python': setupPython,
  'pnpm/action-setup': setupPnpm,
  'upload-artifact': uploadArtifact,
  'download-artifact': downloadArtifact,
  cache,
  'cache/restore': cache,
  'cache/save': cache,
  attest,
  'attest-build-provenance': attest,
  'attest-sbom': attest,
  'docker/login-action': dockerLogin,
  'docker/setup-buildx-action': setupBuildx,
  'docker/setup-qemu-action': setupQemu,
  'docker/metadata-action': dockerMetadata,
  'docker/build-push-action': dockerBuild,
};

/** Runs an action that this runner does itself. An error it throws fails the step with its message. */
export async function runBuiltin(name: BuiltinName, context: StageContext): Promise<Conclusion> {
  const { frame, log, step } = context;
  const given = await evaluateTextMap(step.with, stepScope(frame, context.stepEnv, context.github));
  const inputs = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value.trim()]));
  const sink = new JobSink(frame.job, log);
  log.log(`##[group]Run ${step.uses ?? ''} (done by the rehearsal itself)`);
  for (const [key, value] of inputs) log.log(`  ${key}: ${value}`);
  log.log('##[endgroup]');
  const unknown = [...inputs.keys()].filter((key) => !BUILTIN_INPUTS[name].includes(key));
  if (unknown.length > 0) {
    const message = `Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${BUILTIN_INPUTS[name].join("', '")}']`;
    log.annotate({ level: 'warning', message });
  }
  try {
    await ACTIONS[name]({
      job: frame.job,
      sink,
      signal: context.control.signal,
      input: (key, fallback = '') => inputs.get(key) || fallback,
      flag: (key, fallback) => readFlag(key, inputs.get(key), fallback),
    });
    return 'success';
  } catch (error) {
    log.annotate({ level: 'error', message: (error as Error).message });
    return 'failure';
  } finally {
    recordOutputs(context, sink.outputs);
  }
}

function readFlag(name: string, text: string | undefined, fallback: boolean): boolean {
  if (text === undefined || text === '') return fallback;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw new Error(`Input '${name}' is '${text}'. Allowed are true and false. Correct the step's 'with'.`);
}
