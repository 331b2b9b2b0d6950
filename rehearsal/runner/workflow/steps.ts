import type { Step } from './model.js';
import { present } from './present.js';
import { child, listOf, literalText, type Template } from './template.js';

/** Reads a list of steps, of a job or of a composite action, and gives each one its id. */
export function readSteps(steps: Template | undefined): Step[] {
  if (steps?.kind !== 'sequence') return [];
  const taken = new Set(listOf(steps).flatMap((step) => literalText(child(step, 'id')) ?? []));
  return steps.items.map((step) => readStep(step, taken));
}

function readStep(step: Template, taken: Set<string>): Step {
  const uses = literalText(child(step, 'uses'));
  return {
    id: literalText(child(step, 'id')) ?? generatedId(uses, taken),
    line: step.line,
    ...present('name', child(step, 'name')),
    ...present('condition', child(step, 'if')),
    ...present('env', child(step, 'env')),
    ...present('continueOnError', child(step, 'continue-on-error')),
    ...present('timeoutMinutes', child(step, 'timeout-minutes')),
    ...present('script', child(step, 'run')),
    ...present('shell', child(step, 'shell')),
    ...present('workingDirectory', child(step, 'working-directory')),
    ...present('uses', uses),
    ...present('with', child(step, 'with')),
  };
}

/** GitHub's rule for GITHUB_ACTION of a step without an id (actions/runner WorkflowTemplateConverter, IdBuilder). */
function generatedId(uses: string | undefined, taken: Set<string>): string {
  const base = `__${segment(uses)}`.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 100);
  let id = base;
  for (let count = 2; taken.has(id); count++) {
    const suffix = `_${count}`;
    id = base.slice(0, 100 - suffix.length) + suffix;
  }
  taken.add(id);
  return id;
}

function segment(uses: string | undefined): string {
  if (uses === undefined) return 'run';
  if (uses.startsWith('$/')) return 'selfRepository';
  if (uses.startsWith('./') || uses.startsWith('.\\')) return 'self';
  return uses.split('@')[0] ?? uses;
}
