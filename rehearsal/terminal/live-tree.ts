import type { RunnerEvent } from '../runner/events.js';
import { apply, newRun, type Phase, type RunState, shownLogLines, stepOf } from './run-state.js';
import { ScreenRegion, type TextStream } from './screen-region.js';
import { cut, printable } from './text.js';
import { elapsed, glyphs, type TreeLine, treeLines } from './tree-lines.js';

export interface LiveTreeOptions {
  /** Whether the stream is a terminal that understands cursor movement. */
  interactive: boolean;
  /** Width of the terminal; longer lines are cut there, plain lines never are. */
  columns: number;
  /** Height of the terminal, 24 when absent: the moving part never grows beyond it. */
  rows?: number;
  /** Colours; on a terminal when absent. */
  color?: boolean;
  /** The time in milliseconds since the epoch. */
  now?: () => number;
}

export interface LiveTree {
  onEvent(event: RunnerEvent): void;
  /** A heading above what comes next. */
  title(text: string): void;
  /** Draws the last state and stops; call it also when the run broke off. */
  finish(): void;
}

/** Ten pictures a second at most. */
const frameMs = 100;

/** Shows runs as they happen: a tree redrawn in place on a terminal, a line for each step and job elsewhere. */
export function createLiveTree(stream: TextStream, options: LiveTreeOptions): LiveTree {
  return options.interactive ? interactiveTree(stream, options) : plainLines(stream, options);
}

function interactiveTree(stream: TextStream, options: LiveTreeOptions): LiveTree {
  const { columns, rows = 24, color = true, now = Date.now } = options;
  const region = new ScreenRegion(stream);
  let run: RunState | undefined;
  let timer: NodeJS.Timeout | undefined;
  let frame = 0;

  const render = (lines: TreeLine[]) => lines.map((line) => styled(line, frame, columns - 1, color));
  const draw = () => {
    if (!run) return;
    frame += 1;
    region.draw(render(fitted(treeLines(run, now(), 3), rows - 1)));
  };
  const conclude = () => {
    clearInterval(timer);
    timer = undefined;
    if (run) region.draw(render(treeLines(run, now(), shownLogLines)));
    region.keep();
    run = undefined;
  };
  return {
    onEvent(event) {
      if (event.type === 'run-started') conclude();
      run ??= newRun();
      apply(run, event);
      if (event.type === 'run-finished') conclude();
      // The timer redraws, so a burst of events costs one picture; it must not keep a finished process alive.
      else timer ??= setInterval(draw, frameMs).unref();
    },
    title(text) {
      conclude();
      stream.write(
        `\n${color ? '\u001b[1m' : ''}${cut(printable(text), columns - 1)}${color ? '\u001b[0m' : ''}\n`,
      );
    },
    finish: conclude,
  };
}

/** At most `rows` lines: done and waiting jobs give way first, then the top. */
function fitted(lines: TreeLine[], rows: number): TreeLine[] {
  if (lines.length <= rows) return lines;
  const left = lines.length - rows + 1;
  return [{ indent: '', text: `… ${left} lines above` }, ...lines.slice(left)];
}

const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const colors: Record<Phase, string> = {
  waiting: '2',
  running: '36',
  success: '32',
  failure: '31',
  cancelled: '33',
  skipped: '2',
};

function styled(line: TreeLine, frame: number, columns: number, color: boolean): string {
  if (!line.phase) {
    const text = cut(line.indent + line.text, columns);
    return color ? `\u001b[2m${text}\u001b[0m` : text;
  }
  const glyph = line.phase === 'running' ? spinner.charAt(frame % spinner.length) : glyphs[line.phase];
  const text = cut(line.text, columns - line.indent.length - 2);
  const quiet = line.phase === 'waiting' || line.phase === 'skipped';
  if (!color) return `${line.indent}${glyph} ${text}`;
  const painted = `\u001b[${colors[line.phase]}m${glyph}`;
  return quiet ? `${line.indent}${painted} ${text}\u001b[0m` : `${line.indent}${painted}\u001b[0m ${text}`;
}

function plainLines(stream: TextStream, options: LiveTreeOptions): LiveTree {
  const run = newRun();
  const print = (line: string) => stream.write(`${line}\n`);
  const line = (state: { phase: Phase; startedAt: number; finishedAt: number }, text: string) => {
    const glyph = state.phase === 'running' ? '>' : glyphs[state.phase];
    print(`${glyph} ${text}${elapsed(state, options.now?.())}`);
  };
  return {
    onEvent(event) {
      apply(run, event);
      if (event.type === 'step-finished') {
        const step = stepOf(run, event);
        line(step, `${jobName(run, event.job)} / ${step.name}`);
        if (step.phase === 'failure') for (const text of step.log) print(`    │ ${text}`.trimEnd());
      }
      if (event.type === 'job-finished') {
        const job = run.jobs.get(event.job);
        if (job) line(job, job.name);
      }
      if (event.type === 'run-finished') line(run, run.workflow);
    },
    title: (text) => print(`\n== ${printable(text)}`),
    finish: () => undefined,
  };
}

function jobName(run: RunState, id: string): string {
  return run.jobs.get(id)?.name ?? id;
}
