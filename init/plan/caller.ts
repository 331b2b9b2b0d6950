import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../look/parts.js';
import type { Platforms } from '../look/platforms.js';
import { type Environment, projectsValue, serviceLines } from './components.js';
import { migrationsInstall } from './install.js';
import { asText, branchInList } from './names.js';
import type { Extra, PlannedFile, Wish } from './plan.js';
import { guardJob } from './staging.js';
import { adapted, reasons, type Shape } from './workflows.js';

/** A system of several services or frontends, or without one of them. */
export interface WideShape extends Shape {
  frontends: readonly Part[];
  services: readonly Part[];
}

const called = 'org/deploy-actions/.github/workflows/pipeline.yml@v1';
const permissions = [
  '    permissions: # what the called jobs take parts of',
  '      contents: read # to check the code out',
  '      deployments: write # the release record is a GitHub Deployment',
  '      issues: write # a release that went wrong gets an incident issue',
  '      statuses: write # the commit shows what became of it',
];

/** What these need of several parts is not in their files. */
export const singleOnly: readonly Extra[] = ['preview', 'rotate-secret'];

/**
 * The workflows of a system of several parts: they call the reusable pipeline, since a copy would need a job for each
 * part. The extras act from the release record and are copied.
 */
export async function plannedCaller(
  shape: WideShape,
  wish: Wish,
  platforms: Platforms,
): Promise<PlannedFile[]> {
  const production = partLines(shape, platforms, 'production');
  const staging = partLines(shape, platforms, 'staging');
  const extras = wish.extras.filter((name) => !singleOnly.includes(name));
  const copies = extras.map(async (name) => ({
    path: `.github/workflows/${name}.yml`,
    text: adapted(await readFile(join(wish.templates, `${name}.yml`), 'utf8'), shape, wish),
    because: reasons[name] ?? '',
  }));
  return [...callers(wish, production, staging), ...(await Promise.all(copies))];
}

function callers(
  { style, branch }: Wish,
  parts: readonly string[],
  stagingParts: readonly string[],
): PlannedFile[] {
  if (style === 'push') return [pipeline(branch, parts)];
  if (style === 'manual') return [byHand(branch, parts)];
  return [staging(stagingParts), promote(parts)];
}

function pipeline(branch: string, parts: readonly string[]): PlannedFile {
  return fileOf('pipeline', [
    `# Every push to ${branch} is a release of production: gates, migrations, services, frontends, smoke test, and back when it is bad.`,
    'name: Pipeline',
    'run-name: Release ${{ github.sha }}',
    '',
    ...['on:', '  push:', `    branches: [${branchInList(branch)}]`],
    ...jobs('production', parts),
  ]);
}

function byHand(branch: string, parts: readonly string[]): PlannedFile {
  return fileOf('deploy-production', [
    `# A production release started by hand, from ${branch} only, approved by the reviewers of the GitHub environment "production".`,
    'name: Deploy to production',
    'run-name: Deploy ${{ github.sha }} to production',
    '',
    ...['on:', '  workflow_dispatch:'],
    ...jobs('production', parts, {
      head: [`    if: github.ref == 'refs/heads/${branch}'`],
      with: ['      approval: production'],
    }),
  ]);
}

function staging(parts: readonly string[]): PlannedFile {
  return fileOf('deploy-staging', [
    '# Every push to develop is a release of staging. Secrets and variables stand in the GitHub environment "staging".',
    'name: Deploy to staging',
    'run-name: Release ${{ github.sha }} to staging',
    '',
    ...['on:', '  push:', '    branches: [develop]'],
    ...jobs('staging', parts, {
      before: [...guardJob, ''],
      head: ['    needs: settings'],
      with: ['      github-environment: staging'],
    }),
  ]);
}

function promote(parts: readonly string[]): PlannedFile {
  return fileOf('promote', [
    '# What staging has verified, the same commit, goes to production, approved by the reviewers of the environment "production".',
    'name: Promote to production',
    'run-name: Promote what staging verified to production',
    '',
    ...['on:', '  workflow_dispatch:'],
    ...jobs('production', parts, {
      before: [
        '  find:',
        '    name: Find what staging verified',
        '    runs-on: ubuntu-24.04',
        '    timeout-minutes: 5',
        '    permissions:',
        '      deployments: read # the release records',
        '    steps:',
        '      - id: find',
        '        uses: org/deploy-actions/auto-rollback@v1',
        '        with:',
        '          command: show',
        '          environment: staging',
        '    outputs:',
        '      commit: ${{ steps.find.outputs.commit }}',
        '',
      ],
      head: ['    needs: find'],
      with: [
        '      approval: production',
        '      commit: ${{ needs.find.outputs.commit }}',
        '      gates: false # it has passed them on its way to staging',
      ],
    }),
  ]);
}

interface JobLines {
  before?: string[];
  head?: string[];
  with?: string[];
}

function jobs(environment: string, parts: readonly string[], more: JobLines = {}): string[] {
  return [
    ...['', 'permissions: {}', '', 'jobs:'],
    ...(more.before ?? []),
    ...['  release:', '    name: Release', ...(more.head ?? [])],
    `    uses: ${called}`,
    ...permissions,
    ...['    secrets: inherit', '    with:', `      environment: ${environment}`],
    ...(more.with ?? []),
    ...parts,
  ];
}

function partLines(
  { look, services, frontends, backend }: WideShape,
  platforms: Platforms,
  environment: Environment,
): string[] {
  const install = migrationsInstall(look);
  return [
    ...(look.migrations
      ? [
          `      migrations-directory: ${asText(look.migrations.directory)}`,
          ...(install === undefined ? [] : [`      migrations-install: ${install}`]),
        ]
      : ['      migrate: false']),
    ...(services.length === 0
      ? []
      : ['      service-directory: .', '      services: |', ...serviceLines(services, backend, platforms)]),
    ...(frontends.length === 0
      ? []
      : [
          `      projects: ${projectsValue(look, frontends, platforms, environment)}`,
          '      team: ${{ vars.VERCEL_TEAM }}',
        ]),
  ];
}

function fileOf(name: string, lines: readonly string[]): PlannedFile {
  return {
    path: `.github/workflows/${name}.yml`,
    text: `${lines.join('\n')}\n`,
    because: reasons[name] ?? '',
  };
}
