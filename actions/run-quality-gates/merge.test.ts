import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RecordingLogger } from '../../src/runtime/log.js';
import type { ChosenGate } from './choose.js';
import { mergeReports } from './merge.js';
import { partOf } from './split.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function reports(all: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'merge-'));
  folders.push(folder);
  for (const [name, report] of Object.entries(all)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'quality-gates.json'), JSON.stringify(report));
  }
  return folder;
}

const gate = (name: string, result: string, durationMs = 1_000) => ({
  ...{ name, level: 'block', result, reason: result === 'passed' ? '' : `${name} did not`, durationMs },
  ...{ exitCode: 0, attempts: 1, startedMs: 0, tail: [], findings: [], markdown: '', figures: {} },
});
const shard = (index: number, ...gates: unknown[]) => ({ shard: { index, count: 2 }, passed: true, gates });

describe('the reports of all shards', () => {
  it('are one answer, in which the worst of a gate that several asked counts', async () => {
    const folder = reports({
      a: shard(1, gate('install', 'passed', 5_000), gate('lint', 'passed')),
      b: shard(2, gate('install', 'failed'), gate('tests', 'skipped')),
    });
    const merged = await mergeReports(folder);
    expect(merged.map(({ name, result, durationMs }) => ({ name, result, durationMs }))).toEqual([
      { name: 'install', result: 'failed', durationMs: 5_000 },
      { name: 'lint', result: 'passed', durationMs: 1_000 },
      { name: 'tests', result: 'skipped', durationMs: 1_000 },
    ]);
  });

  it('do not pass when one of them is not there: its gates were asked by nobody', async () => {
    const merged = await mergeReports(reports({ a: shard(1, gate('lint', 'passed')) }));
    expect(merged.at(-1)).toMatchObject({
      ...{ name: 'all shards', level: 'block', result: 'skipped' },
      reason: 'shard 2/2 left no result',
    });
    expect((await mergeReports(reports({}))).at(-1)).toMatchObject({ result: 'skipped' });
    await expect(mergeReports(reports({ a: { gates: 'x' } }))).rejects.toThrow(/is no report of this action/);
  });
});

it('a shard asks its gates and what they need, in the order of the file', () => {
  const chosen = ['install', 'lint', 'tests', 'coverage'].map((name, at) => ({
    gate: { name, needs: at === 0 ? [] : [at === 3 ? 'tests' : 'install'] },
    because: '',
  })) as unknown as ChosenGate[];
  const log = new RecordingLogger();
  const names = (index: number) => partOf(chosen, { index, count: 2 }, log).map((one) => one.gate.name);
  expect([names(1), names(2)]).toEqual([
    ['install', 'lint'],
    ['install', 'tests', 'coverage'],
  ]);
  expect(partOf(chosen, undefined, log)).toHaveLength(4);
  expect(log.lines.join('\n')).toContain('Shard 2/2 asks 3 of 4 gates: install, tests, coverage');
});
