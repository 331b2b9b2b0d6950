import type { Project } from '../../../src/project/project.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import type { ChosenGate } from '../choose.js';
import type { GateResult } from '../gate-result.js';
import { marks } from './gate-text.js';

/** What the log says before anything runs: how many gates, and of each what it runs and why. */
export function planLines(
  chosen: readonly ChosenGate[],
  { packageManager, python }: Pick<Project, 'packageManager' | 'python'>,
  maxParallel: number,
): string[] {
  const tools = [
    ...(packageManager ? [`${packageManager.name} (${packageManager.because})`] : []),
    ...(python ? [`${python.runner} for Python (${python.because})`] : []),
  ];
  const rows = chosen.map(({ gate, because }) => [
    gate.name,
    'command' in gate ? oneLine(gate.command) : `built in: ${gate.gate}`,
    [because, ...(gate.needs.length > 0 ? [`after ${gate.needs.join(', ')}`] : [])].join('; '),
  ]);
  const head = `${chosen.length} gate(s), at most ${maxParallel} at once${tools.length > 0 ? `; ${tools.join(', ')}` : ''}`;
  return [head, ...columns(rows)];
}

/** What the log says at the end: a line for every gate with how it ended, how long it took and why. */
export function resultLines(gates: readonly GateResult[]): string[] {
  const rows = gates.map((gate) => [
    marks[gate.result],
    gate.name,
    gate.attempts === 0 ? '' : formatDuration(gate.durationMs),
    `${oneLine(gate.reason)}${gate.attempts > 1 ? ` (attempt ${gate.attempts})` : ''}`,
  ]);
  return columns(rows);
}

const widest = 48;

/** Columns beneath each other; the last is not padded, and one long name does not push the others out of sight. */
function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(widest, Math.max(...rows.map((row) => row[column]?.length ?? 0))),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
