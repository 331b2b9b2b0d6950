import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from '../workflow/model.js';
import { present } from '../workflow/present.js';
import type { Refusal } from '../workflow/refusal.js';
import { readSteps } from '../workflow/steps.js';
import { child, literalText, readTemplate, type Template } from '../workflow/template.js';
import { validateAction } from '../workflow/validate.js';

/** An action's `action.yml`, read. */
export interface ActionMetadata {
  name: string;
  inputs: ActionInput[];
  /** Values of a composite's outputs, by output name. */
  outputs: { name: string; value: Template }[];
  runs: NodeRuns | CompositeRuns;
}

interface ActionInput {
  name: string;
  default?: Template;
  deprecation?: string;
}

/** A JavaScript action. Paths are relative to the action's folder; conditions are sources of expressions. */
export interface NodeRuns {
  kind: 'node';
  main: string;
  pre?: string;
  preCondition?: string;
  post?: string;
  postCondition?: string;
}

export interface CompositeRuns {
  kind: 'composite';
  steps: Step[];
}

/** Names of metadata files, in the order they are looked for. */
export const METADATA_FILES = ['action.yml', 'action.yaml'];

/** Reads an action's metadata from text, or says why this runner cannot run it. */
export function parseMetadata(file: string, text: string): ActionMetadata | Refusal[] {
  const refusals = validateAction(file, text);
  if (refusals.length > 0) return refusals;
  const root = readTemplate(text);
  const runs = readRuns(child(root, 'runs'));
  if (typeof runs === 'string') return [{ file, line: child(root, 'runs')?.line ?? 1, reason: runs }];
  return {
    name: literalText(child(root, 'name')) ?? file,
    inputs: readInputs(child(root, 'inputs')),
    outputs: readOutputs(child(root, 'outputs')),
    runs,
  };
}

/**
 * Reads the metadata of an action in a folder on disk.
 * @throws Error that says what to do when there is none, or when it cannot be run.
 */
export async function loadMetadata(folder: string): Promise<ActionMetadata> {
  for (const name of METADATA_FILES) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const metadata = parseMetadata(file, text);
    if (!Array.isArray(metadata)) return metadata;
    const [first] = metadata;
    throw new Error(
      `${first?.file ?? file}:${first?.line ?? 1}: ${first?.reason ?? 'the action cannot be read'}`,
    );
  }
  throw new Error(
    `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${folder}'. ` +
      'Did you forget to run actions/checkout before running your local action?',
  );
}

function readRuns(runs: Template | undefined): ActionMetadata['runs'] | string {
  const using = literalText(child(runs, 'using')) ?? '';
  if (using === 'composite') return { kind: 'composite', steps: readSteps(child(runs, 'steps')) };
  const main = literalText(child(runs, 'main'));
  if (!/^node(12|16|20|24)$/.test(using) || main === undefined) {
    return `actions that run with '${using}' need a container, and a rehearsal runs none`;
  }
  return {
    kind: 'node',
    main,
    ...present('pre', literalText(child(runs, 'pre'))),
    ...present('preCondition', literalText(child(runs, 'pre-if'))),
    ...present('post', literalText(child(runs, 'post'))),
    ...present('postCondition', literalText(child(runs, 'post-if'))),
  };
}

function readInputs(inputs: Template | undefined): ActionInput[] {
  if (inputs?.kind !== 'mapping') return [];
  return inputs.entries.map(({ key, value }) => ({
    name: key,
    ...present('default', child(value, 'default')),
    ...present('deprecation', literalText(child(value, 'deprecationMessage'))),
  }));
}

function readOutputs(outputs: Template | undefined): { name: string; value: Template }[] {
  if (outputs?.kind !== 'mapping') return [];
  return outputs.entries.flatMap(({ key, value }) => {
    const template = child(value, 'value');
    return template ? [{ name: key, value: template }] : [];
  });
}
