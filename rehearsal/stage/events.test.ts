import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventScript, type Example, readExample } from '../example/index.js';
import { namesOf } from './account.js';
import { branchOf, bringAbout, type StartedBy } from './events.js';
import { makeRepository, type Repository } from './repository.js';
import type { World } from './world.js';

const home = mkdtempSync(join(tmpdir(), 'events-'));
let example: Example;
let repository: Repository;
let world: World;
const opened: { number: number; state: string }[] = [];

beforeAll(async () => {
  example = await readExample(resolve('rehearsal/fixtures/ledger'));
  repository = await makeRepository(example, [], join(home, 'repository'));
  const github = {
    ...{ serverUrl: 'http://github', apiUrl: 'http://github/api' },
    issues: () => opened,
    openPullRequest: () => opened.push({ number: opened.length + 1, state: 'open' }),
  };
  // Only these parts of a world have to do with events; no platform need be up for them.
  const parts = { example, repository, github, names: namesOf(example), pulls: new Map() };
  world = parts as unknown as World;
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Commits a release as a story would, and brings its event about. */
async function release(
  name: string,
  event: EventScript,
  patches: string[] = [],
): Promise<StartedBy & { head: string }> {
  const branch = branchOf(event);
  const before = await repository.head(`refs/heads/${branch}`);
  const head = await repository.commit({ name, patches, branch });
  const details = { sha: head, before, workflow: '.github/workflows/x.yml', title: name };
  return { ...(await bringAbout(world, event, details)), head };
}

const pull = (action: 'opened' | 'synchronize' | 'closed', merged = false): EventScript => ({
  ...{ name: 'pull_request', action, head: 'idea', base: 'main', merged, labels: [] },
});

describe('an event', () => {
  it('of a push tells where the branch was, and that it is new', async () => {
    const first = await release('one', { name: 'push', branch: 'main' });
    expect(first).toMatchObject({
      ref: 'refs/heads/main',
      payload: { before: '0'.repeat(40), created: true },
    });
    const second = await release('two', { name: 'push', branch: 'main' });
    expect(second.payload).toMatchObject({ before: first.sha, after: second.sha, created: false });
  });

  it('of a tag or a release is run for the tag, which stays where it was set', async () => {
    const tagged = await release('three', { name: 'push', tag: 'v1' });
    expect(tagged).toMatchObject({ ref: 'refs/tags/v1', sha: tagged.head });
    const released = await release('four', {
      ...{ name: 'release', tag: 'v1', action: 'published', prerelease: false },
    });
    expect(released.payload).toMatchObject({ action: 'published', release: { tag_name: 'v1' } });
    expect(await repository.head('refs/tags/v1')).toBe(tagged.head);
  });

  it('of a pull request is run for its merge commit, and keeps its number until it is closed', async () => {
    const base = await repository.head('refs/heads/main');
    const first = await release('idea', pull('opened'), ['v2.patch']);
    expect(first).toMatchObject({ name: 'pull_request', ref: 'refs/pull/1/merge' });
    expect(first.sha).not.toBe(first.head);
    expect(await repository.head(`${first.sha}^1`)).toBe(base);
    expect(await repository.head(`${first.sha}^2`)).toBe(first.head);
    const next = await release('better idea', pull('synchronize'));
    expect(next.payload).toMatchObject({ number: 1, before: first.head, after: next.head });
    const merged = await release('done', pull('closed', true));
    expect(merged).toMatchObject({ ref: 'refs/heads/main', payload: { pull_request: { merged: true } } });
    expect(await repository.head('refs/heads/main')).toBe(merged.sha);
    expect(opened).toEqual([{ number: 1, state: 'closed' }]);
  });

  it('by hand or by the clock brings its inputs or its schedule', async () => {
    const byHand = await release('five', { name: 'workflow_dispatch', inputs: { confirm: 'yes' } });
    expect(byHand).toMatchObject({ ref: 'refs/heads/main', payload: { inputs: { confirm: 'yes' } } });
    const byClock = await release('six', { name: 'schedule', cron: '0 3 * * 1' });
    expect(byClock.payload.schedule).toBe('0 3 * * 1');
  });

  it('of branches that change the same lines says so', async () => {
    await release('on main', { name: 'push', branch: 'main' });
    const conflict = repository.merge('no-such-commit', 'main', 'x');
    await expect(conflict).rejects.toThrow('cannot be merged');
  });

  it('of a merge queue is run for the merge on a branch of the queue, and leaves the base where it is', async () => {
    const base = await repository.head('refs/heads/main');
    const queued = await release('queued', { name: 'merge_group', head: 'idea', base: 'main' });
    expect(queued.ref).toMatch(new RegExp(`^refs/heads/gh-readonly-queue/main/pr-\\d+-${base}$`));
    expect(queued).toMatchObject({
      name: 'merge_group',
      payload: {
        action: 'checks_requested',
        merge_group: { head_sha: queued.sha, base_sha: base, base_ref: 'refs/heads/main' },
      },
    });
    expect(await repository.head(queued.ref)).toBe(queued.sha);
    expect(await repository.head('refs/heads/main')).toBe(base);
    expect(queued.sha).not.toBe(queued.head);
  });
});
