import type { Annotation } from '../../../src/action/run-action.js';
import type { Finding } from '../built-in/built-in-gate.js';
import type { Changes } from '../changes/changes.js';
import type { GateResult } from '../gate-result.js';

/** A finding and the gate it is of. */
export interface Placed {
  gate: string;
  level: GateResult['level'];
  finding: Finding;
}

/**
 * GitHub shows ten errors, ten warnings and ten notices of a step and drops the others without a word. One error is left
 * for the step's own last line.
 */
const shown = { error: 9, warning: 10, notice: 10 } as const;

/**
 * The annotations that are worth their place: errors before warnings, on changed lines before changed files before the
 * rest. What did not fit is counted, so that nobody takes ten findings for all of them.
 */
export function rankAnnotations(
  gates: readonly GateResult[],
  changes: Changes | undefined,
): { annotations: Annotation[]; leftOut: number } {
  const placed = findingsOf(gates).filter(
    ({ finding }) => finding.file !== undefined || finding.severity !== 'notice',
  );
  const sorted = placed
    .map((one) => ({ ...one, severity: severityOf(one) }))
    .map((one) => ({ ...one, rank: rankOf(one, changes) }))
    .sort((a, b) => a.rank - b.rank);
  const annotations: Annotation[] = [];
  const used = { error: 0, warning: 0, notice: 0 };
  for (const { gate, severity, finding } of sorted) {
    if (used[severity] >= shown[severity]) continue;
    used[severity] += 1;
    annotations.push({
      level: severity,
      title: `Gate ${gate}`,
      message: finding.message,
      ...(finding.file === undefined ? {} : { file: finding.file }),
      ...(finding.line === undefined ? {} : { line: finding.line }),
    });
  }
  return { annotations, leftOut: placed.length - annotations.length };
}

/** Every finding of every gate, in the order of the gates. */
export function findingsOf(gates: readonly GateResult[]): Placed[] {
  return gates.flatMap(({ name, level, findings }) =>
    findings.map((finding) => ({ gate: name, level, finding })),
  );
}

/** What breaks a gate that only warns is a warning. */
export function severityOf({ level, finding }: Placed): Finding['severity'] {
  return level === 'warn' && finding.severity === 'error' ? 'warning' : finding.severity;
}

function rankOf(
  { severity, finding: { file, line } }: Placed & Pick<Finding, 'severity'>,
  changes: Changes | undefined,
): number {
  const worst = ['error', 'warning', 'notice'].indexOf(severity) * 10;
  if (!changes?.known || file === undefined) return worst + 2;
  const changed = changes.files.find(({ path }) => path === file);
  if (!changed) return worst + 3;
  return worst + (line !== undefined && changed.added.has(line) ? 0 : 1);
}
