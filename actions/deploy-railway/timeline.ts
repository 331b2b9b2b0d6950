import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import type { TimelineStep } from '../../src/railway/events.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { ServiceResult } from './result.js';

/** The steps of all services on Railway: drawn over time, and as a table; nothing when Railway told none. */
export function timelineOf(services: readonly ServiceResult[]): string[] {
  const told = services.filter(({ steps }) => steps.length > 0);
  if (told.length === 0) return [];
  const drawn = told.filter(({ steps }) => steps.some(isTimed));
  return [
    ...(drawn.length > 0 ? [codeBlock(ganttOf(drawn), 'mermaid')] : []),
    details('Steps on Railway', stepsTable(told)),
  ];
}

/** Mermaid's gantt; `dateFormat x` takes milliseconds, and the axis shows minutes and seconds. */
function ganttOf(services: readonly ServiceResult[]): string {
  const sections = services.map(({ name, steps }) => {
    const bars = steps.filter(isTimed).map((step) => `    ${labelOf(step.step)} :${barOf(step)}`);
    return [`  section ${labelOf(name)}`, ...bars].join('\n');
  });
  return ['gantt', '  dateFormat x', '  axisFormat %M:%S', ...sections].join('\n');
}

function barOf(step: TimelineStep & { startedAt: number }): string {
  // A bar without a length is not drawn.
  const lengthMs = Math.max(step.durationMs ?? 0, 1);
  return `${step.durationMs === undefined || step.reason ? 'crit, ' : ''}${step.startedAt}, ${step.startedAt + lengthMs}`;
}

function isTimed(step: TimelineStep): step is TimelineStep & { startedAt: number } {
  return step.startedAt !== undefined;
}

/** A colon, a comma, a semicolon or a hash would end a label. */
function labelOf(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._-]/gu, ' ').trim() || 'step';
}

function stepsTable(services: readonly ServiceResult[]): string {
  const rows = services.flatMap(({ name, steps }) =>
    steps.map((step) => [
      escapeMarkdown(name),
      escapeMarkdown(step.step),
      step.durationMs === undefined ? 'not finished' : formatDuration(step.durationMs),
      escapeMarkdown(noteOf(step)),
    ]),
  );
  return markdownTable(['service', 'step', 'time', ''], rows);
}

function noteOf({ attempts, reason, skipped }: TimelineStep): string {
  const of = attempts?.most === undefined ? '' : ` of ${attempts.most}`;
  return [
    skipped ? 'skipped' : '',
    attempts && (attempts.made > 1 || reason) ? `attempt ${attempts.made}${of}` : '',
    reason ?? '',
  ]
    .filter((part) => part !== '')
    .join(': ');
}
