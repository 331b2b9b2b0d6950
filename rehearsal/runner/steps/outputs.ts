import type { StageContext } from './execute.js';

/** Adds a stage's outputs to its step: keys ignore case, the last value wins. */
export function recordOutputs({ frame, step }: StageContext, outputs: Record<string, string>): void {
  const record = frame.steps[step.id] ?? { outputs: {}, outcome: 'success', conclusion: 'success' };
  for (const [key, value] of Object.entries(outputs)) {
    const known = Object.keys(record.outputs).find((name) => name.toLowerCase() === key.toLowerCase());
    record.outputs[known ?? key] = value;
  }
  frame.steps[step.id] = record;
}
