import type { Annotation, Report } from '../../src/action/run-action.js';
import type { GateResult } from './gate-result.js';
import { failed, lastLines, sentence, stands } from './report/gate-text.js';
import { rankAnnotations } from './report/rank.js';
import { summaryOf } from './report/summary.js';
import type { Result } from './result.js';

/** A result as GitHub shows it; a `block` gate that did not pass makes the job red. */
export function report(result: Result): Report {
  const { annotations, leftOut } = rankAnnotations(result.gates, result.changes);
  const told = result.gates.filter(
    (gate) =>
      gate.findings.length === 0 && (gate.result === 'warned' || (gate.level === 'warn' && failed(gate))),
  );
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result, leftOut),
    annotations: [...annotations, ...told.map(warningOf)],
    ...(result.passed ? {} : { failure: failureOf(result) }),
  };
}

function warningOf(gate: GateResult): Annotation {
  const message = `${sentence(gate)}\n${lastLines(gate, 5)}`.trim();
  return { level: 'warning', title: `Gate ${gate.name}`, message };
}

function outputsOf(result: Result): Record<string, string> {
  return {
    passed: String(result.passed),
    'failed-gates': names(result.gates.filter((gate) => gate.level === 'block' && stands(gate))),
    'warned-gates': names(
      result.gates.filter((gate) => gate.result === 'warned' || (gate.level === 'warn' && stands(gate))),
    ),
    'unasked-gates': names(result.gates.filter((gate) => gate.result === 'warned')),
    coverage: figure(result, 'coverage'),
    'patch-coverage': figure(result, 'patch-coverage'),
    'duration-ms': String(Math.round(result.durationMs)),
    report: result.report ?? '',
    reason: reasonOf(result),
    result: JSON.stringify(shortened(result)),
  };
}

/** Of several gates with the same figure the worst counts. */
function figure({ gates }: Result, name: string): string {
  const values = gates.flatMap(({ figures }) => figures[name] ?? []);
  return values.length > 0 ? String(Math.min(...values)) : '';
}

function names(gates: readonly GateResult[]): string {
  return gates.map((gate) => gate.name).join('\n');
}

function reasonOf(result: Result): string {
  if (result.listed) return `${result.chosen.length} gates would be asked`;
  const bad = result.gates.filter((gate) => gate.level === 'block' && stands(gate));
  if (bad.length > 0) return bad.map((gate) => `${gate.name}: ${gate.result}, ${gate.reason}`).join('; ');
  const passed = result.gates.filter((gate) => gate.result === 'passed').length;
  return `${passed} of ${result.gates.length} gates passed`;
}

function failureOf(result: Result): { message: string; fix: string } {
  const bad = result.gates.filter((gate) => gate.level === 'block' && stands(gate));
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

/** Outputs of a job hold 1 MB in all: of each gate what decides, the rest is in the report's file. */
const mostFindings = 20;

function shortened(result: Result): Record<string, unknown> {
  return {
    passed: result.passed,
    listed: result.listed,
    durationMs: result.durationMs,
    report: result.report,
    gates: result.listed
      ? result.chosen.map(({ gate, because }) => ({ name: gate.name, level: gate.level, because }))
      : result.gates.map(({ markdown: _, ...gate }) => ({
          ...gate,
          findings: gate.findings.slice(0, mostFindings),
          tail: failed(gate) ? linesOf(lastLines(gate, 20)) : [],
        })),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
