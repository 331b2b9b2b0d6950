import type { GateResult } from '../gate-result.js';

/** Words and a mark for each way a gate can end. */
export const marks = {
  passed: '✅ passed',
  failed: '❌ failed',
  'timed-out': '⏱️ timed out',
  skipped: '⏭️ skipped',
  warned: '⚠️ could not be asked',
  unchanged: '➖ nothing changed',
} as const;

/** True for a gate that ran and whose answer is no. */
export function failed({ result }: Pick<GateResult, 'result'>): boolean {
  return result === 'failed' || result === 'timed-out';
}

/** True for a gate that stands in the way of whoever needs it. */
export function stands({ result }: Pick<GateResult, 'result'>): boolean {
  return failed({ result }) || result === 'skipped';
}

/** What became of a gate that did not pass, in one sentence. */
export function sentence({ name, result, reason }: GateResult): string {
  const verb =
    result === 'skipped' ? 'was not asked' : result === 'warned' ? 'could not be asked' : 'did not pass';
  return `The gate "${name}" ${verb}: ${reason.replace(/\.$/, '')}.`;
}

/** The last lines that say something, without colours. */
export function lastLines({ tail }: Pick<GateResult, 'tail'>, count: number): string {
  const lines = tail.map(plain).filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n').slice(-3_000);
}

/** Colours are for terminals. */
export function plain(line: string): string {
  return line.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
}
