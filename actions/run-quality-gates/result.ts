import type { Changes } from './changes/changes.js';
import type { ChosenGate } from './choose.js';
import type { GateResult } from './gate-result.js';

/** How all gates ended, or, with `list`, what would be asked. */
export interface Result {
  /** No gate of level `block` failed or was skipped. */
  passed: boolean;
  /** True when nothing was asked because only the list was wanted. */
  listed: boolean;
  chosen: ChosenGate[];
  gates: GateResult[];
  /** What the run was compared with; undefined when nothing needed it. */
  changes: Changes | undefined;
  durationMs: number;
  /** Path of the report with everything; undefined when none was written. */
  report: string | undefined;
}
