import type { Report } from '../../src/action/run-action.js';
import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { GateResult } from './gate-result.js';
import type { Result } from './main.js';
import { failed } from './schedule.js';

/** A result as GitHub shows it; a `block` gate that did not pass makes the job red. */
export function report(result: Result): Report {
  const warned = notPassed(result, 'warn').filter(failed);
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: warned.map((gate) => ({
      level: 'warning',
      title: `Gate ${gate.name}`,
      message: `${sentence(gate)}\n${lastLines(gate, 5)}`.trim(),
    })),
    ...(result.passed ? {} : { failure: failureOf(result) }),
  };
}

function outputsOf(result: Result): Record<string, string> {
  return {
    passed: String(result.passed),
    'failed-gates': names(notPassed(result, 'block')),
    'warned-gates': names(notPassed(result, 'warn')),
    reason: reasonOf(result),
    result: JSON.stringify(withShortTails(result)),
  };
}

function notPassed({ gates }: Result, level: GateResult['level']): GateResult[] {
  return gates.filter((gate) => gate.level === level && gate.result !== 'passed');
}

function names(gates: GateResult[]): string {
  return gates.map((gate) => gate.name).join('\n');
}

function sentence({ name, result, reason }: GateResult): string {
  return `The gate "${name}" ${result === 'skipped' ? 'was not asked' : 'did not pass'}: ${reason}.`;
}

function reasonOf(result: Result): string {
  const bad = notPassed(result, 'block');
  if (bad.length === 0)
    return `${result.gates.filter((gate) => gate.result === 'passed').length} of ${result.gates.length} gates passed`;
  return bad.map((gate) => `${gate.name}: ${gate.result}, ${gate.reason}`).join('; ');
}

function failureOf(result: Result): { message: string; fix: string } {
  const bad = notPassed(result, 'block');
  // The causes come first; what was skipped because of them follows.
  const ordered = [...bad.filter(failed), ...bad.filter((gate) => !failed(gate))];
  const parts = ordered.map((gate) =>
    [sentence(gate), indented(lastLines(gate, 12))].filter((text) => text !== '').join('\n'),
  );
  return {
    message: parts.join('\n'),
    fix: 'The log has a group with the whole output of each gate; run the same command on your machine to repeat it.',
  };
}

function indented(text: string): string {
  return text === '' ? '' : text.replace(/^/gm, '  ');
}

function lastLines({ tail }: GateResult, count: number): string {
  const lines = tail.map(plain).filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n').slice(-3_000);
}

/** Colours are for terminals. */
function plain(line: string): string {
  return line.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
}

function withShortTails(result: Result): Result {
  return {
    ...result,
    gates: result.gates.map((gate) => ({
      ...gate,
      tail: failed(gate)
        ? lastLines(gate, 20)
            .split('\n')
            .filter((line) => line !== '')
        : [],
    })),
  };
}

const marks = {
  passed: '✅ passed',
  failed: '❌ failed',
  'timed-out': '⏱️ timed out',
  skipped: '⏭️ skipped',
  warned: '⚠️ could not be asked',
  unchanged: '➖ nothing changed',
} as const;

function summaryOf(result: Result): string {
  const rows = result.gates.map((gate) => [
    escapeMarkdown(gate.name),
    gate.level,
    `${marks[gate.result]}${gate.reason ? ` (${escapeMarkdown(gate.reason)})` : ''}${gate.attempts > 1 ? `, attempt ${gate.attempts}` : ''}`,
    formatDuration(gate.durationMs),
  ]);
  const folds = result.gates
    .filter((gate) => failed(gate) && lastLines(gate, 1) !== '')
    .map((gate) =>
      details(`Last lines of ${gate.name}`, codeBlock(gate.tail.map(plain).join('\n').slice(-20_000))),
    );
  const title = `### Quality gates: ${result.passed ? '✅ passed' : '❌ failed'}`;
  return [title, markdownTable(['gate', 'level', 'result', 'duration'], rows), ...folds, ''].join('\n\n');
}
