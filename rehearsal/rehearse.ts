import { mkdir, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RehearsalError } from './errors.js';
import type { EventScript, Example } from './example/index.js';
import { prismaEngine } from './prisma/index.js';
import { startProber } from './prober/index.js';
import { renderReport } from './report/index.js';
import { runRelease } from './run-release.js';
import type { Expectation, Observed, Release, ReleaseScript, Scenario } from './scenarios/index.js';
import { branchOf, bringAbout, type StartedBy } from './stage/events.js';
import { registerImages } from './stage/images.js';
import { watchMemory } from './stage/memory.js';
import { installPrograms, npmEnvironment, warmPackageCache } from './stage/npm.js';
import { targetsOf } from './stage/targets.js';
import { checkStarts, readTriggers, usualEvent } from './stage/triggers.js';
import { startWorld, type World } from './stage/world.js';
import { toRecord } from './tell.js';
import { createLiveTree } from './terminal/index.js';

/** What to rehearse and where to write about it. */
export interface RehearsalOptions {
  root: string;
  scenario: Scenario;
  /** The workflow for releases that name none: as the declaration names it, or a path of one's own. */
  workflow: string;
  example: Example;
  /** The Python that the example's programs run with. */
  python?: string | undefined;
  node: string;
  /** File name of the report below `rehearsal/output`; `report.html` when absent. */
  report?: string;
  /** Tells how it ended, while the platforms are still up; a rehearsal that is kept waits in it. */
  onEnd(rehearsal: Rehearsal): Promise<void>;
  signal: AbortSignal;
  stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
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
  const npm = await environmentOf(options, say);
  const { folder, declaration } = options.example;
  const { root } = options;
  const programs = await installPrograms(root, declaration.needs.npm, npm, say);
  await warmPackageCache({ root, example: folder, folders: declaration.packages, npm, programs, say });
  const workflows = await workflowsOf(options);
  const startedAt = Date.now();
  const memory = watchMemory();
  const world = await startWorld({ ...options, npm, workflows, programs });
  const prober = startProber({ targets: targetsOf(world), perSecond: declaration.probe['per-second'] });
  try {
    const releases = await runReleases(options, world, npm);
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

/** What every process of the rehearsal gets: npm's settings, and the way to Prisma's engine where the example needs it. */
async function environmentOf(
  { root, example }: RehearsalOptions,
  say: (line: string) => void,
): Promise<Record<string, string>> {
  const npm = await npmEnvironment(root);
  const needsEngine = example.declaration.needs['prisma-engine'] !== undefined;
  return { ...npm, ...(needsEngine ? await prismaEngine(root, npm, say) : {}) };
}

/** Where a workflow is: of this project, of the example, or of one's own. */
export function workflowFile(root: string, { folder }: Example, path: string): string {
  if (isAbsolute(path)) return path;
  return path.startsWith('.github/') ? join(folder, path) : resolve(root, path);
}

/** The files that are put into the repository besides the example's own; read once, so that one that is missing is told early. */
async function workflowsOf({ root, example, scenario, workflow }: RehearsalOptions): Promise<string[]> {
  const told = scenario.releases.flatMap((release) => release.workflow ?? []);
  const paths = new Set([...Object.keys(example.declaration.workflows), workflow, ...told]);
  const files = [...paths]
    .filter((path) => !path.startsWith('.github/'))
    .map((path) => workflowFile(root, example, path));
  await Promise.all(files.map(readTriggers));
  return files;
}

/** A rehearsal that was cut short has proven nothing. */
async function expectationsOf(scenario: Scenario, observed: Observed): Promise<Expectation[]> {
  const wanted = scenario.releases.length;
  const seen = observed.releases.length;
  if (seen === wanted) return scenario.expectations(observed);
  return [{ text: 'All releases of the scenario are run', seen: `${seen} of ${wanted}`, met: false }];
}

/** Runs the releases one after the other, or beside each other where one says so. */
async function runReleases(
  options: RehearsalOptions,
  world: World,
  npm: Record<string, string>,
): Promise<Release[]> {
  const begun: BegunRelease[] = [];
  const running: Promise<Release>[] = [];
  let lastBegan = 0;
  for (const script of options.scenario.releases) {
    if (script.besideMs === undefined) await Promise.all(running);
    if (options.signal.aborted) break;
    const { path, file } = workflowOf(options, script);
    const triggers = await readTriggers(file);
    const declared = world.example.declaration.workflows[path]?.event;
    const event = script.event ?? declared ?? usualEvent(file, triggers);
    checkStarts(file, triggers, event);
    const release = await begin(world, { script, event, file, begun, npm });
    begun.push(release);
    await delay(Math.max(0, lastBegan + (script.besideMs ?? 0) - Date.now()));
    lastBegan = Date.now();
    const run = runOne(options, world, release, { number: begun.length, npm });
    // Whoever waits for all of them is told; until then a fault must not end the process.
    run.catch(() => undefined);
    running.push(run);
  }
  return Promise.all(running);
}

/** The workflow of a release: its own, the story's, or the one the rehearsal was asked to run. */
function workflowOf(options: RehearsalOptions, script: ReleaseScript): { path: string; file: string } {
  const path = script.workflow ?? options.workflow;
  return { path, file: workflowFile(options.root, options.example, path) };
}

interface NextRelease {
  script: ReleaseScript;
  event: EventScript;
  file: string;
  begun: readonly BegunRelease[];
  npm: Record<string, string>;
}

/** A release that is committed, and whose event has come. */
interface BegunRelease {
  name: string;
  script: ReleaseScript;
  /** Path of its workflow in the repository. */
  workflow: string;
  startedBy: StartedBy;
  /** The commit it is about. */
  head: string;
  /** The commit it ships. */
  sha: string;
}

async function begin(world: World, { script, event, file, begun, npm }: NextRelease): Promise<BegunRelease> {
  const { repository } = world;
  const branch = branchOf(event);
  const before = await repository.head(`refs/heads/${branch}`);
  const head = await commitOf(world, script, branch, begun);
  const tags = 'tag' in event && event.tag !== undefined ? [event.tag] : [];
  await registerImages(world, head, [script.name, ...tags], npm);
  await script.prepare?.(world);
  const workflow = `.github/workflows/${basename(file)}`;
  const title = `Release ${script.name}`;
  const startedBy = await bringAbout(world, event, { sha: head, before, workflow, title });
  const sha = startedBy.sha === head ? head : shippedBy(startedBy.ref, head, startedBy.sha);
  return { name: script.name, script, workflow, startedBy, head, sha };
}

async function runOne(
  options: RehearsalOptions,
  world: World,
  { name, script, workflow, startedBy, head, sha }: BegunRelease,
  { number, npm }: { number: number; npm: Record<string, string> },
): Promise<Release> {
  const { stream, scenario } = options;
  // Two trees on one terminal would draw over each other.
  const alone = scenario.releases.every(({ besideMs }) => besideMs === undefined);
  const tree = createLiveTree(stream, {
    interactive: stream.isTTY === true && !process.env.CI && alone,
    columns: stream.columns ?? 100,
  });
  tree.title(`${name} (${head.slice(0, 7)}, ${startedBy.name} on ${startedBy.ref})`);
  const run = await runRelease({
    ...{ world, workflow, startedBy, npm, number, review: script.review },
    root: options.root,
    node: options.node,
    signal: options.signal,
    onEvent: (entry) => tree.onEvent(entry),
  });
  tree.finish();
  return { name, sha, run };
}

/** A pull request ships its head, though GitHub runs its workflow for the merge commit; once merged, that is shipped. */
function shippedBy(ref: string, head: string, merge: string): string {
  return ref.startsWith('refs/pull/') ? head : merge;
}

/** Commits what a release changes, or finds the commit it is run for. */
async function commitOf(
  { repository }: World,
  { name, patches = [], from, commit = true }: ReleaseScript,
  branch: string,
  releases: readonly BegunRelease[],
): Promise<string> {
  const base = from === undefined ? undefined : releases.find((one) => one.name === from)?.sha;
  if (from !== undefined && base === undefined) {
    throw new RehearsalError(
      `${name} begins from ${from}, which is not released before it.`,
      'Correct "from" in the story.',
    );
  }
  const there = commit ? undefined : (base ?? (await repository.head(`refs/heads/${branch}`)));
  return there ?? repository.commit({ name, patches, branch, from: base });
}

async function writeReport(
  options: RehearsalOptions,
  observed: Observed,
  expectations: Expectation[],
): Promise<string> {
  const folder = join(options.root, 'rehearsal/output');
  await mkdir(folder, { recursive: true });
  const file = join(folder, options.report ?? 'report.html');
  await writeFile(file, renderReport(toRecord(options.scenario, observed, expectations)));
  return file;
}
