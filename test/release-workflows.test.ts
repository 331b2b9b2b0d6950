import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  uses?: string;
  with?: Record<string, string>;
}
interface Job {
  steps?: Step[];
  needs?: string | string[];
  outputs?: Record<string, string>;
  permissions?: Record<string, string>;
}
interface Found {
  /** File and job. */
  place: string;
  job: Job;
  /** All jobs of its file. */
  jobs: Record<string, Job>;
  step: Step;
}

const folders = [
  'workflows',
  '.github/workflows',
  ...readdirSync('examples').map((name) => `examples/${name}/.github/workflows`),
];

/** Every step of the workflows that people copy or call, of the examples' and of the root action, that uses the action. */
function stepsOf(action: string): Found[] {
  const files = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => file.endsWith('.yml'))
          .map((file) => join(folder, file))
      : [],
  );
  const uses = ({ uses: name = '' }: Step) => new RegExp(`(^\\$|deploy-actions)/${action}(@|$)`).test(name);
  const { runs } = parse(readFileSync('action.yml', 'utf8')) as { runs: { steps: Step[] } };
  const composite: Job = { steps: runs.steps, permissions: { deployments: 'write' } };
  const workflows = files.flatMap((file) => {
    const { jobs } = parse(readFileSync(file, 'utf8')) as { jobs: Record<string, Job> };
    return Object.entries(jobs).map(([id, job]) => ({ place: `${file}: ${id}`, job, jobs }));
  });
  return [...workflows, { place: 'action.yml', job: composite, jobs: {} }].flatMap(({ place, job, jobs }) =>
    (job.steps ?? []).filter(uses).map((step) => ({ place, job, jobs, step })),
  );
}

/** Whether a job waits for one that fits, directly or by others. */
function waitsFor(job: Job, fits: (job: Job) => boolean, jobs: Record<string, Job>): boolean {
  return [job.needs ?? []].flat().some((id) => {
    const needed = jobs[id];
    return needed !== undefined && (fits(needed) || waitsFor(needed, fits, jobs));
  });
}

describe('a step that migrates the database of an environment', () => {
  const changes = stepsOf('run-migrations').filter(
    ({ step }) =>
      !step.with?.command &&
      /(secrets\.DATABASE_URL|inputs\.database-url)/.test(step.with?.['database-url'] ?? ''),
  );

  it.each(changes.map((found) => [found.place, found] as const))(
    'names the environment, whose freeze it must see, and may read it: %s',
    (_, { job, step }) => {
      expect(step.with?.environment).toBeTruthy();
      expect(job.permissions?.deployments).toMatch(/^(read|write)$/);
    },
  );

  it('is in every system that has a database which runners reach', () => {
    const places = changes.map(({ place }) => place).join('\n');
    for (const where of [
      'pipeline.yml',
      'promote.yml',
      'qteria',
      'calibrate',
      'chefops',
      'talentflow',
      'action.yml',
    ])
      expect(places).toContain(where);
  });
});

describe('a release', () => {
  const looks = ({ uses = '', with: given }: Step) =>
    /\/auto-rollback(@|$)/.test(uses) && given?.command === 'check';
  // What ships to an environment whose releases are concluded; previews and rotated secrets are none.
  const concluded = new Set(
    stepsOf('auto-rollback')
      .filter(({ step }) => !step.with?.command && step.with?.records)
      .map(({ place }) => place.split(':')[0]),
  );
  const ships = ['run-migrations', 'deploy-railway', 'deploy-vercel']
    .flatMap(stepsOf)
    .filter(({ place, step }) => concluded.has(place.split(':')[0]) && step.with?.command !== 'plan')
    .filter(
      ({ place }) => !/\/(migrate|migrate-on-merge|rollback[\w-]*|rotate-secret|preview)\.yml/.test(place),
    );

  it.each(ships.map((found) => [`${found.place}: ${found.step.uses}`, found] as const))(
    'asks for the way back before it changes anything: %s',
    (_, { job, jobs, step }) => {
      const steps = job.steps ?? [];
      const before = steps.slice(0, steps.indexOf(step)).some(looks);
      const checks = (other: Job) => (other.steps ?? []).some(looks);
      expect(before || waitsFor(job, checks, jobs)).toBe(true);
    },
  );

  it.each(
    stepsOf('auto-rollback')
      .filter(({ step }) => looks(step))
      .map((found) => [found.place, found] as const),
  )('is not held up by what the pre-flight finds, nor by its own rights: %s', (_, { job, step }) => {
    expect(step.with?.['on-unready']).toBe('warn');
    expect(job.permissions?.deployments).toMatch(/^(read|write)$/);
    expect(step.with).toMatchObject({
      'vercel-token': expect.stringContaining('{{'),
      'railway-token': expect.stringContaining('{{'),
    });
  });

  it('is looked at so in all five systems, and in the workflows that people copy or call', () => {
    const places = stepsOf('auto-rollback')
      .filter(({ step }) => looks(step))
      .map(({ place }) => place);
    for (const where of [
      'qteria',
      'calibrate',
      'chefops',
      'resume',
      'talentflow',
      '.github/workflows/pipeline.yml',
    ])
      expect(places.filter((place) => place.includes(where))).not.toEqual([]);
    expect(places).toEqual(expect.arrayContaining(['action.yml', 'workflows/pipeline.yml: pre-flight']));
  });

  it.each(
    stepsOf('smoke-test')
      .filter(({ job }) => job.outputs?.verdict !== undefined && job.outputs.verdict !== '')
      .filter(({ place }) => concluded.has(place.split(':')[0]))
      .map((found) => [found.place, found] as const),
  )('passes on which checks failed, for the incident: %s', (_, { job }) => {
    expect(job.outputs?.['failed-checks'] ?? job.outputs?.result).toBeTruthy();
  });
});
