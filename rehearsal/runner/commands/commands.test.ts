import { describe, expect, it } from '@jest/globals';
import type { Annotation } from '../events.js';
import { parseCommand } from './command-line.js';
import { readPairs } from './file-commands.js';
import { LineSplitter } from './lines.js';
import { OutputCommands } from './output-commands.js';
import type { StepSink } from './step-sink.js';

function pairs(text: string): [string, string][] {
  const found: [string, string][] = [];
  readPairs(text, (key, value) => found.push([key, value]));
  return found;
}

function recorder() {
  const said = { log: [] as string[], annotations: [] as Annotation[], masks: [] as string[] };
  const changes: string[][] = [];
  const sink: StepSink = {
    log: (line) => said.log.push(line),
    annotate: (annotation) => said.annotations.push(annotation),
    addMask: (text) => said.masks.push(text),
    addPath: (path) => changes.push(['path', path]),
    setEnv: (key, value) => changes.push(['env', key, value]),
    setOutput: (key, value) => changes.push(['output', key, value]),
    saveState: (key, value) => changes.push(['state', key, value]),
  };
  const rules = { workspace: '/w', debug: false, allowUnsecureCommands: () => false };
  const commands = new OutputCommands(sink, rules);
  return { ...said, changes, commands };
}

describe('command files', () => {
  it('T12 takes keys, values and delimiters as they stand and keeps blank lines of a block', () => {
    expect(pairs('A=1=2\n\nB<<E\n\n x \n\nE\nC=\nK << EOF\nv\n EOF')).toEqual([
      ['A', '1=2'],
      ['B', '\n x \n'],
      ['C', ''],
      ['K ', 'v'],
    ]);
  });

  it('T12 reads = before << as a plain value, keeps a carriage return, and allows an empty block', () => {
    expect(pairs('A=x<<y\nB=1\r\nC<<E\nE\n')).toEqual([
      ['A', 'x<<y'],
      ['B', '1\r'],
      ['C', ''],
    ]);
  });

  it('T13 has applied the pairs before a bad line', () => {
    const found: string[] = [];
    expect(() => readPairs('A=1\nbad\nB=2', (key) => found.push(key))).toThrow("Invalid format 'bad'");
    expect(found).toEqual(['A']);
    expect(() => pairs('A<<E\nx\n')).toThrow("Matching delimiter not found 'E'");
    expect(() => pairs('A<<E\nx')).toThrow('EOF marker missing new line');
  });
});

describe('output lines', () => {
  it('T14 ends lines at LF, CRLF and a lone CR, and counts an unterminated last one', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    for (const chunk of ['a\rb\r', '\nc\nd', 'é']) splitter.write(Buffer.from(chunk));
    splitter.end();
    expect(lines).toEqual(['a', 'b', 'c', 'dé']);
  });

  it('T15 reads a command like the runner: blanks before it, case, values with =, %25 undone last', () => {
    expect(parseCommand('  ::ERROR file=a=b.ts,line=,Title=x%2Cy%3A::a::b%250A%0Ac')).toEqual({
      name: 'error',
      properties: { file: 'a=b.ts', title: 'x,y:' },
      data: 'a::b%0A\nc',
    });
    expect(parseCommand('::unknown::x')).toBeUndefined();
    expect(parseCommand('text ##[warning file=a;line=2]m%5D')).toMatchObject({ name: 'warning', data: 'm]' });
  });

  it('T15 shows a line with an unknown command instead of swallowing it', () => {
    const { commands, log } = recorder();
    commands.line('::nope::x');
    expect(log).toEqual(['::nope::x']);
  });

  it('T16 fails the step for set-env and keeps its value out', () => {
    const { commands, annotations, changes } = recorder();
    commands.line('::set-env name=A::1');
    expect(commands.failed).toBe(true);
    expect(changes).toEqual([]);
    expect(annotations[1]?.message).toContain("The 'set-env' command is disabled");
  });

  it('T16 shows commands as text while they are stopped, and resumes at the token', () => {
    const { commands, log, changes, masks } = recorder();
    for (const line of [
      '::stop-commands::Pause-1',
      '::set-output name=a::1',
      '::pause-1::',
      '::set-output name=b::2',
    ]) {
      commands.line(line);
    }
    expect(log).toContain('::set-output name=a::1');
    expect(changes).toEqual([['output', 'b', '2']]);
    expect(masks).toEqual(['Pause-1']);
    commands.line('::stop-commands::error');
    expect(commands.failed).toBe(true);
  });

  it('T17 makes the place of an annotation whole and relative, without failing the step', () => {
    const { commands, annotations } = recorder();
    commands.line('::error file=/w/src/a.ts,endLine=4::boom');
    expect(annotations).toEqual([{ level: 'error', message: 'boom', file: 'src/a.ts', line: 4 }]);
    expect(commands.failed).toBe(false);
  });
});
