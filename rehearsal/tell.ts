import type { RehearsalRecord } from './report/index.js';
import type { JobResult } from './runner/events.js';
import type { Expectation, Observed, Release, Scenario } from './scenarios/index.js';

/** One row of the table at the end: what became of a component in a release. */
export interface ComponentRow {
  release: string;
  component: string;
  what: string;
  durationMs: number;
}

const componentOf: Record<string, string> = {
  gates: 'quality gates',
  migrate: 'database',
  'deploy-backend': 'backend',
  'deploy-frontend': 'frontend',
  'smoke-test': 'smoke test',
  promote: 'frontend',
  conclude: 'release',
};

/** What happened to each component, told from the jobs' outputs. Jobs of workflows it does not know are told by their name. */
export function componentRows(releases: readonly Release[]): ComponentRow[] {
  return releases.flatMap((release) =>
    release.run.jobs.map((job) => ({
      release: release.name,
      component: shippedComponent(job) ?? componentOf[job.id] ?? job.name,
      what: whatOf(job),
      durationMs: job.finishedAt - job.startedAt,
    })),
  );
}

/** The component a job deployed, as its record names it; undefined for a job that deployed none, or several. */
function shippedComponent(job: JobResult): string | undefined {
  const records = job.steps.flatMap(({ outputs }) => outputs.record ?? []);
  const names = new Set(records.flatMap(nameInRecord));
  const [only] = names;
  return names.size === 1 && job.steps.some(({ outputs }) => outputs['deployment-id']) ? only : undefined;
}

function nameInRecord(text: string): string[] {
  try {
    const record: unknown = JSON.parse(text);
    return typeof record === 'object' &&
      record !== null &&
      'name' in record &&
      typeof record.name === 'string'
      ? [record.name]
      : [];
  } catch {
    return [];
  }
}

function whatOf(job: JobResult): string {
  const outputs = Object.assign({}, ...job.steps.map((step) => step.outputs)) as Record<string, string>;
  if (job.conclusion === 'skipped') return 'not reached';
  if (job.conclusion === 'cancelled') return 'cancelled';
  if (outputs.outcome) return outputs.outcome;
  const failedStep = job.steps.find((step) => step.conclusion === 'failure');
  if (failedStep)
    return `failed: ${failedStep.outputs.reason || failedStep.annotations.find((entry) => entry.level === 'error')?.message.split('\n')[0] || failedStep.name}`;
  if (outputs.rows) return countedWhat(outputs.rows);
  if (outputs.applied !== undefined) return migratedWhat(outputs.applied);
  if (outputs['deployment-id'])
    return job.id === 'promote'
      ? `${outputs['deployment-id']} promoted`
      : `${outputs['deployment-id']} deployed`;
  if (outputs.verdict) return outputs.verdict;
  return job.conclusion;
}

/** The names of migrations come as JSON, or one a line. */
function migratedWhat(applied: string): string {
  const names = applied.startsWith('[')
    ? namesIn(applied)
    : applied.split('\n').filter((name) => name !== '');
  return names.length > 0 ? `migrated: ${names.join(', ')}` : 'nothing to migrate';
}

/** The rows of a database that was copied or brought back, by table. */
function countedWhat(rows: string): string {
  const counts = Object.values(JSON.parse(rows) as Record<string, number>);
  const all = counts.reduce((sum, count) => sum + count, 0);
  return `${all} rows of ${counts.length} tables`;
}

function namesIn(json: string): string[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value.map(String) : [json];
  } catch {
    return [json];
  }
}

/** How a release ended, from what auto-rollback told. */
export function outcomeOf(release: Release): { outcome: string; reason: string } {
  const steps = release.run.jobs.flatMap((job) => job.steps);
  const concluded = steps.find((step) => step.outputs.outcome);
  return {
    outcome: concluded?.outputs.outcome ?? release.run.conclusion,
    reason: concluded?.outputs.reason ?? '',
  };
}

/** Everything the report page shows. */
export function toRecord(
  scenario: Scenario,
  observed: Observed,
  expectations: Expectation[],
): RehearsalRecord {
  return {
    title: observed.world.example.name,
    scenario: `${scenario.name}: ${scenario.description}`,
    startedAt: observed.startedAt,
    finishedAt: observed.finishedAt,
    releases: observed.releases.map((release) => ({
      name: release.name,
      sha: release.sha,
      run: release.run,
      startedAt: release.run.startedAt,
      finishedAt: release.run.finishedAt,
      conclusion: release.run.conclusion,
      ...outcomeOf(release),
    })),
    components: componentRows(observed.releases),
    samples: observed.samples,
    versions: Object.fromEntries(
      // Several runs may ship one commit: it goes by the name it had first.
      observed.releases.toReversed().map((release) => [release.sha, release.name]),
    ),
    expectations,
    memoryPeakBytes: observed.memoryPeakBytes,
  };
}
