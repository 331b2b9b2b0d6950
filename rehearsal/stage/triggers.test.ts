import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { EventScript } from '../example/index.js';
import { checkStarts, readTriggers, usualEvent } from './triggers.js';

const home = mkdtempSync(join(tmpdir(), 'triggers-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function triggersOf(on: string) {
  const file = join(home, 'flow.yml');
  writeFileSync(file, `on: ${on}\njobs: {}\n`);
  return readTriggers(file);
}

/** Whether GitHub would start a workflow with this `on` for this event. */
async function starts(on: string, event: EventScript): Promise<boolean> {
  const triggers = await triggersOf(on);
  try {
    checkStarts('flow.yml', triggers, event);
    return true;
  } catch {
    return false;
  }
}

const pull = (action: 'opened' | 'closed', base = 'main'): EventScript => ({
  ...{ name: 'pull_request', action, base, head: 'idea', merged: false, labels: [] },
});

describe('what starts a workflow', () => {
  it.each([
    ['push', { name: 'push', branch: 'any' }, true],
    ['{ push: { branches: [main] } }', { name: 'push', branch: 'dev' }, false],
    ['{ push: { branches: ["release/**", "!release/old"] } }', { name: 'push', branch: 'release/a/b' }, true],
    [
      '{ push: { branches: ["release/**", "!release/old"] } }',
      { name: 'push', branch: 'release/old' },
      false,
    ],
    ['{ push: { branches: [main] } }', { name: 'push', tag: 'v1.0.0' }, false],
    ['{ push: { tags: ["v*"] } }', { name: 'push', tag: 'v1.0.0' }, true],
    ['{ push: { tags: ["v*"] } }', { name: 'push', branch: 'main' }, false],
    ['[push, pull_request]', pull('opened'), true],
    ['pull_request', pull('closed'), false],
    ['{ pull_request: { types: [closed], branches: [main] } }', pull('closed'), true],
    ['{ pull_request: { branches: [main] } }', pull('opened', 'develop'), false],
    ['workflow_dispatch', { name: 'schedule', cron: '0 3 * * *' }, false],
  ] as [string, EventScript, boolean][])('on: %s, %j: %s', async (on, event, expected) => {
    expect(await starts(on, event)).toBe(expected);
  });

  it('is a push to the branch it names, else a start by hand', async () => {
    expect(usualEvent('f', await triggersOf('{ push: { branches: [dev] } }'))).toMatchObject({
      branch: 'dev',
    });
    expect(usualEvent('f', await triggersOf('[workflow_dispatch]'))).toMatchObject({
      name: 'workflow_dispatch',
    });
    const scheduled = await triggersOf('{ schedule: [{ cron: "0 3 * * *" }] }');
    expect(() => usualEvent('f', scheduled)).toThrow('starts on schedule');
  });

  it('of a merge queue start what is told to start on one, for its base', async () => {
    const queued: EventScript = { name: 'merge_group', head: 'idea', base: 'main' };
    expect(await starts('merge_group', queued)).toBe(true);
    expect(await starts('{ merge_group: { branches: [dev] } }', queued)).toBe(false);
    expect(await starts('pull_request', queued)).toBe(false);
  });
});
