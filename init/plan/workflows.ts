import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isNode, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Look, Part } from '../look/parts.js';
import { asText, branchInList } from './names.js';
import { type PlannedFile, versionFile, type Wish } from './plan.js';
import { type StepValues, type WrittenStep, withStepValues } from './splice.js';
import { guarded } from './staging.js';

/** The reference workflows of a style: what ships a release, and what brings it to production. */
const filesOf: Record<Wish['style'], readonly string[]> = {
  push: ['pipeline'],
  manual: ['deploy-production'],
  staging: ['deploy-staging', 'promote'],
};

/** What each workflow is for, for people. */
export const reasons: Record<string, string> = {
  pipeline: 'every push to the production branch is a release',
  'deploy-production': 'a release of production is started by hand and approved',
  'deploy-staging': 'every push to develop is a release of staging',
  promote: 'what staging has verified goes to production',
  preview: 'each pull request gets the whole system',
  rollback: 'production is taken back by hand: plan, approval, way back, proof',
  'rollback-drill': 'the way back is practised every week',
  migrate: 'migrations by hand: plan, approval, apply',
  backup: 'a copy of the database every day, and a restore that is tried',
  'security-scan': 'what became unsafe since, every week',
  'rotate-secret': 'a new value beside the old one, then the old one away',
  watch: 'production is asked again and again after a release',
  'delivery-report': 'how often, how fast and how well is shipped',
};

/** What a repository is adapted to: its first backend and frontend, of which one may be missing. */
export interface Shape {
  look: Look;
  backend: Part | undefined;
  frontend: Part | undefined;
}

/** The workflows of a style and its extras, adapted to a repository of one backend and one frontend. */
export async function plannedWorkflows(shape: Shape, wish: Wish): Promise<PlannedFile[]> {
  const names = [...filesOf[wish.style], ...wish.extras];
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(wish.templates, `${name}.yml`), 'utf8');
      return {
        path: `.github/workflows/${name}.yml`,
        text: adapted(name === 'deploy-staging' ? guarded(text) : text, shape, wish),
        because: reasons[name] ?? '',
      };
    }),
  );
}

/** A reference workflow with this repository's folders, branch and tools in the places of the usual ones. */
export function adapted(
  template: string,
  { look, backend, frontend }: Shape,
  { branch }: Pick<Wish, 'branch'>,
): string {
  const { directory: api = 'api' } = backend ?? {};
  const { directory: web = 'web' } = frontend ?? {};
  const version = frontend ? versionFile(look.root, frontend) : 'version.json';
  const text = template
    .replaceAll("vars.BACKEND_DIRECTORY || 'api'", `vars.BACKEND_DIRECTORY || '${api}'`)
    .replaceAll("vars.FRONTEND_DIRECTORY || 'web'", `vars.FRONTEND_DIRECTORY || '${web}'`)
    .replaceAll('BACKEND_DIRECTORY (api)', `BACKEND_DIRECTORY (${api})`)
    .replaceAll('FRONTEND_DIRECTORY (web)', `FRONTEND_DIRECTORY (${web})`)
    .replaceAll('branches: [main]', `branches: [${branchInList(branch)}]`)
    .replaceAll('refs/heads/main', `refs/heads/${branch}`)
    .replaceAll(/\b(from|to|but|choose) main\b/g, `$1 ${branch}`)
    .replaceAll("vars.VERSION_FILE || 'version.json'", `vars.VERSION_FILE || '${version}'`)
    .replaceAll('VERSION_FILE (version.json)', `VERSION_FILE (${version})`);
  const placed = withStepValues(text, (step) => placesOf(step, { look, backend, frontend }));
  return look.migrations ? placed : withoutMigrations(placed);
}

/** The folders of a step that differ from its part's own: where migrations are, and what is uploaded of workspaces. */
function placesOf({ name, action }: WrittenStep, { look, backend, frontend }: Shape): StepValues {
  const { directory } = look.migrations ?? {};
  const elsewhere =
    directory === undefined || directory === backend?.directory ? undefined : asText(directory);
  const whole = (part: Part | undefined) => (part?.workspace === undefined ? undefined : '.');
  const folders: Record<string, Record<string, string | undefined>> = {
    'run-migrations': { 'working-directory': elsewhere },
    'auto-rollback': { 'database-working-directory': elsewhere },
    'deploy-railway': { 'working-directory': whole(backend) },
    'deploy-vercel': { 'working-directory': whole(frontend) },
    '': {
      'database-working-directory': elsewhere,
      'backend-working-directory': whole(backend),
      'frontend-working-directory': whole(frontend),
    },
  };
  return {
    with: action === undefined ? {} : (folders[action] ?? {}),
    workingDirectory: name === 'Install what migrates' ? elsewhere : undefined,
  };
}

/** The same workflow for a system without migrations: no job for them, and nobody waits for it. */
function withoutMigrations(text: string): string {
  const document = parseDocument(text);
  const jobs = document.get('jobs');
  if (!isMap(jobs) || !jobs.has('migrate')) return text;
  const needed = jobs.getIn(['migrate', 'needs'], true);
  if (!isNode(needed)) return text;
  jobs.delete('migrate');
  for (const { value } of jobs.items) if (isMap(value)) withoutNeed(value, needed);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Who waited for the migrations waits for what they waited for. */
function withoutNeed(job: YAMLMap, instead: Node): void {
  const needs = job.get('needs', true);
  if (isScalar(needs) && needs.value === 'migrate') job.set('needs', instead.clone());
  if (!isSeq(needs)) return;
  needs.items = needs.items.filter((item) => !(isScalar(item) && item.value === 'migrate'));
}
