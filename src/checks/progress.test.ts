import { describe, expect, it } from '@jest/globals';
import { RecordingLogger } from '../runtime/log.js';
import { Progress } from './progress.js';

describe('a run of checks that takes long', () => {
  it('says what it waits for, so that nobody takes it for dead', async () => {
    let heard: (line: string) => void = () => undefined;
    const line = new Promise<string>((resolve) => {
      heard = resolve;
    });
    const log = Object.assign(new RecordingLogger(), { info: (text: string) => heard(text) });
    const progress = new Progress(9, log, 5);
    await progress.during('quick', async () => undefined);
    const told = await progress.during('End to end', () => line);
    progress.close();
    expect(told).toMatch(/^Checks: 1 of 9 made after .*; under way: "End to end"$/);
  });
});
