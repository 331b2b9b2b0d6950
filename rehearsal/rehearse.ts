import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { RehearsalError } from './errors.js';
import { startProber } from './prober/index.js';
import { renderReport } from './report/index.js';
import { runRelease } from './run-release.js';
import type { Expectation, Observed, Release, Scenario } from './scenarios/index.js';
import { watchMemory } from './stage/memory.js';
import { npmEnvironment, warmPackageCache } from './stage/npm.js';
import { startWorld, type World } from './stage/world.js';
import { toRecord } from './tell.js';
import { createLiveTree } from './terminal/index.js';

/** What to rehearse and where to write about it. */
export interface RehearsalOptions {
  root: string;
  scenario: Scenario;
  /** Absolute path of the workflow file. */
  workflow: string;
  /** Absolute path of the example's folder. */
  example: string;
  node: string;
  /** Tells how it ended, while the platforms are still up; a rehearsal that is kept waits in it. */
  onEnd(rehearsal: Rehearsal): Promise<void>;
  signal: AbortSignal;
  stream: NodeJS.WriteStream;
}

/** How a rehearsal ended, with everything its report shows. */
export interface Rehearsal {
  observed: Observed;
  expectations: Expectation[];
  reportFile: string;
}

/** How long is looked on after the last run, so that what comes back is seen to stay. */
const afterglowMs = 1_500;

/** Rehearses a scenario from an empty machine to its report. The platforms are stopped however it ends. */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const say = (line: string) => options.stream.write(`${line}\n`);
  const npm = await npmEnvironment(options.root);
  await warmPackageCache(options.root, options.example, ['api', '.'], npm, say);
  const event = await eventOf(options.workflow);
  const startedAt = Date.now();
  const memory = watchMemory();
  const world = await startWorld({ ...options, npm });
  const prober = startProber({ targets: targetsOf(world), perSecond: 20 });
  try {
    const releases = await runReleases(options, world, event, npm);
    await new Promise((resolve) => setTimeout(resolve, afterglowMs));
    const samples = await prober.stop();
    const observed: Observed = {
      world,
      releases,
      samples,
      startedAt,
      finishedAt: Date.now(),
      memoryPeakBytes: memory.peakBytes,
    };
    const expectations = await expectationsOf(options.scenario, observed);
    const reportFile = await writeReport(options, observed, expectations);
    const rehearsal = { observed, expectations, reportFile };
    await options.onEnd(rehearsal);
    return rehearsal;
  } finally {
    memory.stop();
    await prober.stop();
    await world.close();
  }
}

/** A rehearsal that was cut short has proven nothing. */
async function expectationsOf(scenario: Scenario, observed: Observed): Promise<Expectation[]> {
  const wanted = scenario.releases.length;
  const seen = observed.releases.length;
  if (seen === wanted) return scenario.expectations(observed);
  return [{ text: 'All releases of the scenario are run', seen: `${seen} of ${wanted}`, met: false }];
}

async function runReleases(
  options: RehearsalOptions,
  world: World,
  event: 'push' | 'workflow_dispatch',
  npm: Record<string, string>,
): Promise<Release[]> {
  const releases: Release[] = [];
  for (const script of options.scenario.releases) {
    const sha = await world.repository.commitVersion(script.name, script.patch);
    script.prepare?.(world);
    const { stream } = options;
    const tree = createLiveTree(stream, {
      interactive: stream.isTTY === true && !process.env.CI,
      columns: stream.columns ?? 100,
    });
    tree.title(`${script.name} (${sha.slice(0, 7)})`);
    const run = await runRelease({
      world,
      workflow: basename(options.workflow),
      event,
      branch: script.branch ?? 'main',
      sha,
      number: releases.length + 1,
      root: options.root,
      node: options.node,
      npm,
      signal: options.signal,
      onEvent: (entry) => tree.onEvent(entry),
    });
    tree.finish();
    releases.push({ name: script.name, sha, run });
    if (options.signal.aborted) break;
  }
  return releases;
}

function targetsOf(world: World): Parameters<typeof startProber>[0]['targets'] {
  return [
    { name: 'frontend', url: `${world.urls.frontend}/version.json`, version: ({ body }) => versionIn(body) },
    {
      name: 'backend',
      url: `${world.urls.backend}/api/notes`,
      version: ({ headers }) => headers['x-version']?.toString(),
    },
  ];
}

function versionIn(body: string): string | undefined {
  const value: unknown = JSON.parse(body);
  return typeof value === 'object' && value !== null && 'version' in value
    ? String(value.version)
    : undefined;
}

/** GitHub starts a workflow on what its `on:` names; a rehearsal pushes, or else starts it by hand. */
async function eventOf(workflow: string): Promise<'push' | 'workflow_dispatch'> {
  if (!existsSync(workflow)) {
    throw new RehearsalError(
      `The workflow ${workflow} does not exist.`,
      'Give a file of this project (see --list) or a path of your own with --workflow.',
    );
  }
  const parsed = readYaml(workflow, await readFile(workflow, 'utf8'));
  const on = typeof parsed === 'object' && parsed !== null && 'on' in parsed ? parsed.on : undefined;
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on ?? {});
  if (names.includes('push')) return 'push';
  if (names.includes('workflow_dispatch')) return 'workflow_dispatch';
  throw new RehearsalError(
    `The workflow ${workflow} starts on ${names.join(', ') || 'nothing'}; a rehearsal can push or start it by hand.`,
    'Give it "on: push" or "on: workflow_dispatch".',
  );
}

function readYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new RehearsalError(
      `The workflow ${file} is not valid YAML: ${first}`,
      'Mend that line; GitHub would not read it either.',
    );
  }
}

async function writeReport(
  options: RehearsalOptions,
  observed: Observed,
  expectations: Expectation[],
): Promise<string> {
  const folder = join(options.root, 'rehearsal/output');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'report.html');
  await writeFile(file, renderReport(toRecord(options.scenario, observed, expectations)));
  return file;
}
