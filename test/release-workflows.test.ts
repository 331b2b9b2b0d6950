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
  permissions?: Record<string, string>;
}
interface Found {
  /** File and job. */
  place: string;
  job: Job;
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
    return Object.entries(jobs).map(([id, job]) => ({ place: `${file}: ${id}`, job }));
  });
  return [...workflows, { place: 'action.yml', job: composite }].flatMap(({ place, job }) =>
    (job.steps ?? []).filter(uses).map((step) => ({ place, job, step })),
  );
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
