import type { GateResult } from '../gate-result.js';

/** Mermaid draws no more than this legibly, and GitHub refuses charts with very many elements. */
const mostBars = 40;

/** When each gate ran, as a Mermaid Gantt chart; '' when there is nothing to see in one. */
export function timelineOf(gates: readonly GateResult[]): string {
  const ran = gates.filter(({ durationMs, attempts }) => attempts > 0 && durationMs > 0).slice(0, mostBars);
  if (ran.length < 2) return '';
  const bars = ran.map(({ name, result, startedMs, durationMs }) => {
    const mark =
      result === 'passed' ? '' : result === 'failed' || result === 'timed-out' ? 'crit, ' : 'active, ';
    const from = Math.round(startedMs);
    return `  ${plain(name)} :${mark}${from}, ${Math.round(Math.max(durationMs, 1))}ms`;
  });
  return ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars, '```'].join('\n');
}

/** A colon ends a bar's name, a semicolon and a hash the line, and the drawing knows HTML. */
function plain(name: string): string {
  return name.replace(/[:;#\n\r`<>&"@]/g, ' ').slice(0, 60);
}
