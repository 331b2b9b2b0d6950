import { evaluateText, evaluateTextMap } from '../expressions/evaluate.js';
import type { Step } from '../workflow/model.js';
import { literalText } from '../workflow/template.js';
import { type Frame, stepScope } from './frame.js';

/** The name a step is shown with: its own, or what it runs. A name that cannot be evaluated stays as written. */
export async function stepName(frame: Frame, step: Step): Promise<string> {
  if (step.name) {
    try {
      const env = await evaluateTextMap(step.env, stepScope(frame));
      const name = await evaluateText(step.name, stepScope(frame, env));
      if (name !== '') return name;
    } catch {
      return literalText(step.name) ?? '';
    }
  }
  if (step.uses !== undefined) return `Run ${step.uses}`;
  const lines = (literalText(step.script) ?? '').split('\n').map((line) => line.trim());
  return `Run ${lines.find((line) => line !== '') ?? ''}`;
}
