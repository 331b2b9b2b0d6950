import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { openTestApi } from '../rehearsal/platforms/vercel/test-api.js';
import { lint, read, repository, run, shop, withDocs } from './test-repository.js';

const workspaces = {
  'package.json': JSON.stringify({ name: 'shop', packageManager: 'pnpm@10.1.0' }),
  'pnpm-workspace.yaml': 'packages: [apps/*, packages/*]',
  'pnpm-lock.yaml': 'lockfileVersion: 9',
  'turbo.json': '{}',
  'apps/api/package.json': JSON.stringify({
    name: '@shop/api',
    scripts: { start: 'node dist/main.js', build: 'tsc' },
    dependencies: { '@nestjs/core': '12.0.0', '@shop/db': 'workspace:*' },
  }),
  'apps/web/package.json': JSON.stringify({ name: '@shop/web', dependencies: { next: '16.0.0' } }),
  'packages/db/package.json': JSON.stringify({
    name: '@shop/db',
    devDependencies: { prisma: '7.0.0' },
  }),
  'packages/db/prisma/schema.prisma': '',
  'packages/db/prisma/migrations/1_a/migration.sql': 'select 1;',
};

interface Step {
  uses?: string;
  name?: string;
  with?: Record<string, string>;
  'working-directory'?: string;
}

/** The steps of a written workflow that use an action of this project. */
function stepsOf(root: string, file: string): Step[] {
  const { jobs } = parse(read(root, `.github/workflows/${file}.yml`)) as {
    jobs: Record<string, { steps: Step[] }>;
  };
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

const using = (steps: readonly Step[], action: string) =>
  steps.filter(({ uses }) => uses === `org/deploy-actions${action}@v1`).map(({ with: given }) => given ?? {});

describe('a workspace', () => {
  it('is uploaded with the lock file and the packages it needs, and the platforms are told where it is', async () => {
    const root = repository(workspaces);
    const { said } = await run(root, { args: ['--yes', '--with', 'preview,rollback'] });
    for (const file of ['pipeline', 'preview']) {
      const steps = stepsOf(root, file);
      const folders = ['/deploy-railway', '/deploy-vercel'].flatMap((action) =>
        using(steps, action).flatMap((given) => given['working-directory'] ?? []),
      );
      expect(folders).toEqual(['.', '.']);
    }
    expect(read(root, '.github/workflows/pipeline.yml')).toContain("vars.FRONTEND_DIRECTORY || 'apps/web'");
    expect(said).toContain('Set the Root Directory of the project of apps/web on Vercel to apps/web');
    expect(said).toContain(
      'Build Command to `pnpm exec turbo run build --filter=@shop/api` and the Custom Start Command to `pnpm --filter @shop/api run start`',
    );
    expect(lint(root)).toBe('');
  });

  it('of several frontends is uploaded whole too, with each version where its site serves it', async () => {
    const root = repository({
      ...workspaces,
      'apps/docs/package.json': JSON.stringify({ name: 'docs', dependencies: { gatsby: '5.0.0' } }),
    });
    await run(root, { args: ['--yes'] });
    const { jobs } = parse(read(root, '.github/workflows/pipeline.yml'));
    expect(parse(jobs.release.with.services)).toEqual([{ service: 'api', directory: '.', name: 'backend' }]);
    expect(JSON.parse(jobs.release.with.projects)).toEqual([
      {
        ...{ name: 'docs', project: 'docs', directory: '.' },
        'version-file': 'apps/docs/static/version.json',
      },
      { ...{ name: 'web', project: 'web', directory: '.' }, 'version-file': 'apps/web/public/version.json' },
    ]);
    expect(jobs.release.with['migrations-directory']).toBe('packages/db');
  });

  it('is released by the one step with the same folders', async () => {
    const root = repository(workspaces);
    await run(root, { args: ['--yes', '--release', 'manual'] });
    expect(using(stepsOf(root, 'deploy-production'), '')[0]).toMatchObject({
      'backend-working-directory': '.',
      'frontend-working-directory': '.',
      'database-working-directory': 'packages/db',
    });
  });

  it('with a lock file of its own is complete by itself', async () => {
    const root = repository({ ...workspaces, 'apps/web/pnpm-lock.yaml': 'lockfileVersion: 9' });
    await run(root, { args: ['--yes'] });
    const steps = stepsOf(root, 'pipeline');
    expect(using(steps, '/deploy-railway')[0]?.['working-directory']).toBe('.');
    expect(using(steps, '/deploy-vercel')[0]?.['working-directory']).toContain('FRONTEND_DIRECTORY');
  });
});

describe('migrations', () => {
  it('of a package beside the apps are found, and run there wherever a workflow migrates', async () => {
    const root = repository(workspaces);
    const { said } = await run(root, { args: ['--yes'] });
    expect(said).toContain('prisma in packages/db');
    expect(said).toContain('MIGRATIONS_INSTALL --body "corepack enable && pnpm install --frozen-lockfile"');
    for (const file of ['pipeline', 'rollback']) {
      const steps = stepsOf(root, file);
      const back = using(steps, '/auto-rollback').flatMap(
        (given) => given['database-working-directory'] ?? [],
      );
      expect(new Set(back)).toEqual(new Set(['packages/db']));
      const installs = steps.filter(({ name }) => name === 'Install what migrates');
      expect(installs.length).toBeGreaterThan(0);
      for (const step of installs) expect(step['working-directory']).toBe('packages/db');
    }
    const [migrate] = using(stepsOf(root, 'pipeline'), '/run-migrations');
    expect(migrate?.['working-directory']).toBe('packages/db');
  });

  it('in several packages are not guessed but asked for by --migrations', async () => {
    const second = { 'packages/log/migrations/1.sql': 'select 1;', 'packages/log/package.json': '{}' };
    const root = repository({ ...workspaces, ...second });
    const { said } = await run(root, { args: ['--dry-run'] });
    expect(said).toContain('there are some in packages/db, packages/log. Name the folder with --migrations.');
    const named = await run(root, { args: ['--dry-run', '--migrations', './packages/log/'] });
    expect(named.said).toContain('sql in packages/log');
    await expect(run(root, { args: ['--migrations', 'apps/web'] })).rejects.toThrow(
      'no migrations were found',
    );
    await expect(run(root, { args: ['--migrations', 'gone'] })).rejects.toThrow('no such folder');
  });

  it('are looked for in the backend that somebody names', async () => {
    const root = repository({
      'service/prisma/schema.prisma': '',
      'service/prisma/migrations/1_a/migration.sql': 'select 1;',
      'web/index.html': '',
    });
    const { said } = await run(root, { args: ['--dry-run', '--backend', 'service'] });
    expect(said).toContain('prisma in service');
  });
});

describe('the version', () => {
  it.each([
    ['a site without a framework', {}, 'version.json'],
    ['one whose public folder Vercel serves alone', { 'site/public/a.txt': '' }, 'public/version.json'],
  ])('of %s is where it is served', async (_, more, file) => {
    const { 'site/package.json': _vite, ...backend } = shop;
    const root = repository({ ...backend, 'site/index.html': '', ...more });
    await run(root, { args: ['--yes'] });
    expect(read(root, '.github/workflows/pipeline.yml')).toContain(`vars.VERSION_FILE || '${file}'`);
  });
});

describe('names', () => {
  it.each(["it's", '!x', '', 'a b', 'release+1'])(
    'of a branch that mean something else in a workflow are refused: %s',
    async (branch) => {
      const root = repository(shop);
      await expect(run(root, { args: ['--yes', '--branch', branch] })).rejects.toThrow(`is "${branch}"`);
      expect(existsSync(join(root, '.github'))).toBe(false);
    },
  );

  it.each([shop, withDocs])('of a branch that YAML takes for a number are quoted', async (files) => {
    const root = repository(files);
    await run(root, { args: ['--yes', '--branch', '1.0'] });
    const { on } = parse(read(root, '.github/workflows/pipeline.yml'));
    expect(on.push.branches).toEqual(['1.0']);
  });

  it.each(['1.0', 'null', '@db', 'True'])(
    'of folders that YAML takes for something else are written as text: %s',
    async (folder) => {
      const root = repository({
        [`${folder}/package.json`]: shop['backend/package.json'],
        [`${folder}/package-lock.json`]: '{}',
        'site/package.json': shop['site/package.json'],
        'worker/package.json': JSON.stringify({ scripts: { start: 'x' }, dependencies: { hono: '5.0.0' } }),
        [`${folder}/migrations/1.sql`]: 'select 1;',
      });
      for (const style of ['push', 'manual']) await run(root, { args: ['--yes', '--release', style] });
      const gates = parse(read(root, '.github/quality-gates.yml')) as { gates: Record<string, string>[] };
      expect(gates.gates[0]).toMatchObject({ command: 'npm ci', 'working-directory': folder });
      const { jobs } = parse(read(root, '.github/workflows/pipeline.yml'));
      expect(jobs.release.with['migrations-directory']).toBe(folder);
      const steps = using(stepsOf(root, 'rollback'), '/auto-rollback');
      expect(steps.length).toBeGreaterThan(0);
    },
  );

  it('of a folder that would end a quotation are refused', async () => {
    const { 'site/package.json': site, ...others } = shop;
    const root = repository({ ...others, "o'site/package.json": site });
    await expect(run(root, { args: ['--yes'] })).rejects.toThrow(`The folder "o'site"`);
  });

  it('on a platform are written as they are, and the same project is never taken twice', async () => {
    const api = await openTestApi({ projects: [{ id: 'prj_1', name: "it's: all", rootDirectory: 'site' }] });
    try {
      const access = { vercelToken: 'secret', vercelApiUrl: api.vercel.apiUrl, vercelTeam: 'acme' };
      const root = repository(withDocs);
      await run(root, { args: ['--yes'], access });
      const { jobs } = parse(read(root, '.github/workflows/pipeline.yml'));
      const projects = JSON.parse(jobs.release.with.projects) as { project: string }[];
      expect(projects.map(({ project }) => project)).toEqual(['docs-site', "it's: all"]);
    } finally {
      await api.close();
    }
  });

  it('of targets differ where two folders are called the same', async () => {
    const { 'site/package.json': site, ...others } = shop;
    const root = repository({ ...others, 'a/web/package.json': site, 'b/web/package.json': site });
    await run(root, { args: ['--yes'] });
    const smoke = read(root, '.github/smoke-test.yml');
    expect(smoke).toContain('- target: a-web');
    expect(smoke).toContain('- target: b-web');
  });
});

describe('workflows for one backend and one frontend', () => {
  it('are not left out without a word where there are several parts', async () => {
    const root = repository(withDocs);
    const { said } = await run(root, { args: ['--yes', '--with', 'preview,rotate-secret,rollback'] });
    expect(said).toContain('preview.yml was asked for and is not written');
    expect(said).toContain('rotate-secret.yml was asked for and is not written');
    expect(existsSync(join(root, '.github/workflows/preview.yml'))).toBe(false);
  });
});
