import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as official from '@actions/core';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createToolkit, type Toolkit } from './toolkit.js';

let directory: string;
const saved = { ...process.env };
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'toolkit-'));
});
afterEach(() => {
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'INPUT_VERCEL-TOKEN', 'INPUT_TWO_WORDS'])
    if (saved[name] === undefined) delete process.env[name];
    else process.env[name] = saved[name];
  rmSync(directory, { recursive: true, force: true });
});

type Shared = Pick<
  Toolkit,
  'setSecret' | 'info' | 'debug' | 'error' | 'warning' | 'notice' | 'startGroup' | 'endGroup'
>;

/** What the official toolkit writes to the runner, and what ours does. */
function both(speak: (toolkit: Shared) => void): { theirs: string; ours: string } {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    speak(official as unknown as Shared);
  } finally {
    spy.mockRestore();
  }
  const ours: string[] = [];
  speak(createToolkit({}, (text) => ours.push(text)));
  return { theirs: written.join(''), ours: ours.join('') };
}

describe("the runner hears what GitHub's own toolkit would say", () => {
  it.each<[string, (toolkit: Shared) => void]>([
    ['a line', (toolkit) => toolkit.info('a: b, 100%\nsecond')],
    ['a secret of several lines', (toolkit) => toolkit.setSecret('one\r\ntwo%0A::x')],
    ['a debug line', (toolkit) => toolkit.debug('x\ny')],
    ['a plain error', (toolkit) => toolkit.error('it broke\nWhat to do: a,b')],
    [
      'an error at a line',
      (toolkit) => toolkit.error('x', { title: 'a:b,c%', file: 'src/a,b.ts', startLine: 7 }),
    ],
    [
      'an error at a column',
      (toolkit) => toolkit.error('x', { file: 'a.yml', startLine: 7, startColumn: 3 }),
    ],
    ['a warning with a title', (toolkit) => toolkit.warning('x', { title: 'Vercel' })],
    ['a notice', (toolkit) => toolkit.notice('x', {})],
    ['a group', (toolkit) => void [toolkit.startGroup('Upload: 3%'), toolkit.endGroup()]],
  ])('%s', (_, speak) => {
    const { theirs, ours } = both(speak);
    expect(ours).toBe(theirs);
    expect(ours).not.toBe('');
  });

  it('outputs, also those of several lines that try to end early', () => {
    const written = ['theirs', 'ours'].map((name) => {
      const file = join(directory, name);
      writeFileSync(file, '');
      process.env.GITHUB_OUTPUT = file;
      const set = name === 'ours' ? createToolkit(process.env, () => {}).setOutput : official.setOutput;
      set('url', 'https://a.example');
      set('log', `one\nghadelimiter_x\nevil<<EOF${EOL}`);
      return readFileSync(file, 'utf8').replace(/ghadelimiter_[0-9a-f-]{36}/g, 'D');
    });
    expect(written[1]).toBe(written[0]);
    expect(written[1]).toContain('url<<D');
  });

  it('inputs, with spaces in the name and around the value', () => {
    process.env['INPUT_VERCEL-TOKEN'] = ' tok \n';
    process.env.INPUT_TWO_WORDS = 'x';
    const { getInput } = createToolkit(process.env, () => {});
    for (const name of ['vercel-token', 'two words', 'not given'])
      expect(getInput(name)).toBe(official.getInput(name));
  });

  it('a summary, added to what other steps wrote', async () => {
    const file = join(directory, 'summary');
    writeFileSync(file, 'before\n');
    createToolkit({ GITHUB_STEP_SUMMARY: file }, () => {}).addSummary('### x');
    expect(readFileSync(file, 'utf8')).toBe(`before\n### x${EOL}`);
  });
});
