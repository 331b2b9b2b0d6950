import type { ActionMetadata } from '../actions/metadata.js';
import { evaluateText, evaluateTextMap, type Scope } from '../expressions/evaluate.js';
import type { StageContext } from './execute.js';
import { stepScope } from './frame.js';

const DEFAULT_CONTEXTS = ['github', 'strategy', 'matrix', 'job', 'runner'];

/**
 * An action's inputs at this moment: what the step gives, then the defaults of what it does not give. Names ignore
 * case. A name the action does not declare is passed on, with a warning.
 */
export async function evaluateInputs(
  context: StageContext,
  metadata: ActionMetadata,
  warn: boolean,
): Promise<Record<string, string>> {
  const scope = stepScope(context.frame, context.stepEnv, context.github);
  const given = await evaluateTextMap(context.step.with, scope);
  if (warn) warnAbout(context, metadata, given);
  const inputs: Record<string, string> = {};
  const byLowerCase = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const declared = new Set(metadata.inputs.map((input) => input.name.toLowerCase()));
  for (const input of metadata.inputs) {
    const value = byLowerCase.get(input.name.toLowerCase());
    inputs[input.name] = value ?? (await evaluateText(input.default, defaultScope(scope)));
  }
  for (const [name, value] of Object.entries(given))
    if (!declared.has(name.toLowerCase())) inputs[name] = value;
  if (warn) logInputs(context, inputs);
  return inputs;
}

function logInputs({ log, step }: StageContext, inputs: Record<string, string>): void {
  log.log(`##[group]Run ${step.uses ?? ''}`);
  const filled = Object.entries(inputs).filter(([, value]) => value !== '');
  if (filled.length > 0) log.log('with:');
  for (const [name, value] of filled) log.log(`  ${name}: ${value}`);
  log.log('##[endgroup]');
}

function defaultScope(scope: Scope): Scope {
  const allowed = Object.entries(scope.contexts).filter(([name]) => DEFAULT_CONTEXTS.includes(name));
  return { ...scope, contexts: Object.fromEntries(allowed) };
}

function warnAbout({ log }: StageContext, metadata: ActionMetadata, given: Record<string, string>): void {
  const declared = new Map(metadata.inputs.map((input) => [input.name.toLowerCase(), input]));
  const unknown = Object.keys(given).filter((name) => !declared.has(name.toLowerCase()));
  if (unknown.length > 0) {
    const list = (names: string[]): string => names.map((name) => `'${name}'`).join(', ');
    const valid = list(metadata.inputs.map((input) => input.name));
    log.annotate({
      level: 'warning',
      message: `Unexpected input(s) ${list(unknown)}, valid inputs are [${valid}]`,
    });
  }
  for (const name of Object.keys(given)) {
    const deprecation = declared.get(name.toLowerCase())?.deprecation;
    if (deprecation === undefined) continue;
    log.annotate({
      level: 'warning',
      message: `Input '${name}' has been deprecated with message: ${deprecation}`,
    });
  }
}
