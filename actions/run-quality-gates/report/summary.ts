import { formatDuration } from '../../../src/runtime/duration.js';
import { codeBlock, details, escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import type { ChosenGate } from '../choose.js';
import type { GateResult } from '../gate-result.js';
import type { Result } from '../result.js';
import { failed, lastLines, marks, plain } from './gate-text.js';
import { timelineOf } from './timeline.js';

/** GitHub takes 1 MiB a step; the rest of the step's summary needs some of it. */
const longest = 900_000;

/**
 * The job summary: a table of the gates, when each ran, each gate's own part, the last lines of those that failed. When it
 * is too long the parts that say least are shortened first; the table always stays.
 */
export function summaryOf(result: Result, leftOut: number): string {
  if (result.listed) return listOf(result.chosen);
  const head = [
    titleOf(result.passed),
    gateTable(result.gates),
    ...(leftOut > 0
      ? [
          `${leftOut} finding(s) are not shown beside the code: GitHub shows ten of each kind. They are in the report.`,
        ]
      : []),
    timelineOf(result.gates),
  ];
  const own = result.gates
    .filter(({ markdown }) => markdown !== '')
    .map(({ name, markdown }) => details(name, markdown));
  const logs = (characters: number) =>
    result.gates
      .filter((gate) => failed(gate) && lastLines(gate, 1) !== '')
      .map((gate) => logOf(gate, characters));
  const forms = [
    [...head, ...own, ...logs(20_000)],
    [...head, ...own, ...logs(2_000)],
    [...head, ...own.map((part) => (part.length > 20_000 ? shortened(part) : part)), ...logs(1_000)],
    head,
  ];
  const texts = forms.map((parts) => `${parts.filter((part) => part !== '').join('\n\n')}\n`);
  return texts.find((text) => Buffer.byteLength(text) <= longest) ?? texts.at(-1) ?? '';
}

/** What `list` prints: which gates there are, what they run and why. */
export function listOf(chosen: readonly ChosenGate[]): string {
  const rows = chosen.map(({ gate, because }) => [
    escapeMarkdown(gate.name),
    gate.level,
    'command' in gate ? `\`${oneLine(gate.command)}\`` : `built-in ${gate.gate}`,
    escapeMarkdown(gate.needs.join(', ')),
    escapeMarkdown(because),
  ]);
  return `### Quality gates that would be asked\n\n${markdownTable(['gate', 'level', 'what', 'needs', 'because'], rows)}\n`;
}

function oneLine(command: string): string {
  return command.replace(/[`|\r\n]+/g, ' ').slice(0, 120);
}

/** The heading of the summary and of the comment. */
export function titleOf(passed: boolean): string {
  return `### Quality gates: ${passed ? '✅ passed' : '❌ failed'}`;
}

/** A row for every gate: level, result with its reason, duration. */
export function gateTable(gates: readonly GateResult[]): string {
  const rows = gates.map((gate) => [
    escapeMarkdown(gate.name),
    gate.level,
    `${marks[gate.result]}${gate.reason ? ` (${escapeMarkdown(shortReason(gate.reason))})` : ''}${gate.attempts > 1 ? `, attempt ${gate.attempts}` : ''}`,
    formatDuration(gate.durationMs),
  ]);
  return markdownTable(['gate', 'level', 'result', 'duration'], rows);
}

/** A cell is no place for a list of all that is wrong; the gate's own part has it. */
function shortReason(reason: string): string {
  return reason.length > 200 ? `${reason.slice(0, 199).trimEnd()}…` : reason;
}

function logOf(gate: GateResult, characters: number): string {
  const text = gate.tail.map(plain).join('\n').slice(-characters);
  return details(`Last lines of ${gate.name}`, codeBlock(text));
}

/** Cut at a line, so that a table does not end in the middle of a row. */
function shortened(part: string): string {
  const cut = part.slice(0, 15_000);
  return `${cut.slice(0, cut.lastIndexOf('\n'))}\n\n… the report has all of it.\n\n</details>`;
}
