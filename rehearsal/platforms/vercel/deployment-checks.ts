import type { CheckRun, Deployment, ProjectCheck } from './model.js';
import { newId } from './store.js';

/** Conclusions that let a deployment pass. Guessed: Vercel documents only what the words are. */
const good = new Set(['succeeded', 'neutral', 'skipped']);

/** How far what a check holds back is. */
export type HeldBack = 'pending' | 'succeeded' | 'failed';

/** A run that waits for somebody to report. */
export function newRun(check: ProjectCheck): CheckRun {
  return { id: newId('run'), check, status: 'queued', conclusion: undefined, said: {} };
}

/** Whether checks hold something of a deployment back; undefined when none of them concerns it. */
export function heldBack(
  { checkRuns }: Deployment,
  blocks: readonly ProjectCheck['blocks'][],
): HeldBack | undefined {
  const runs = checkRuns.filter(({ check }) => blocks.includes(check.blocks));
  if (runs.length === 0) return undefined;
  if (runs.some(({ conclusion }) => conclusion !== undefined && !good.has(conclusion))) return 'failed';
  return runs.every(({ status }) => status === 'completed') ? 'succeeded' : 'pending';
}
