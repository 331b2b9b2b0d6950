import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTestApi } from '../rehearsal/platforms/vercel/test-api.js';
import { readOptions } from './options.js';
import { git, home, lint, read, repository, run, shop } from './test-repository.js';

describe('init', () => {
  it('writes workflows that fit the repository: its folders, its branch, its paths, its gates', async () => {
    const root = repository(shop);
    const { said } = await run(root, { args: ['--yes', '--with', 'rollback,preview'] });
    expect(said).toContain('fastify in backend/package.json');
    const pipeline = read(root, '.github/workflows/pipeline.yml');
    expect(pipeline).toContain("BACKEND_DIRECTORY: ${{ vars.BACKEND_DIRECTORY || 'backend' }}");
    expect(pipeline).toContain('branches: [trunk]');
    expect(pipeline).toContain('# When: every push to trunk.');
    // What Vite serves as it is stands in public/.
    expect(pipeline).toContain("vars.VERSION_FILE || 'public/version.json'");
    expect(existsSync(join(root, '.github/workflows/preview.yml'))).toBe(true);
    const smoke = read(root, '.github/smoke-test.yml');
    expect(smoke).toContain('path: /api/version');
    expect(smoke).toContain('path: /healthz');
    const gates = read(root, '.github/quality-gates.yml');
    expect(gates).toContain(
      'command: npm run test\n    working-directory: backend\n    needs: [backend-install]',
    );
  });

  it('names the branch that production is deployed from wherever it is refused or told', async () => {
    const root = repository(shop);
    await run(root, { args: ['--yes', '--release', 'manual'] });
    const text = read(root, '.github/workflows/deploy-production.yml');
    expect(text).toContain('deployed from trunk only; this run was started on $GITHUB_REF');
    expect(text).not.toMatch(/\bmain\b/);
    expect(lint(root)).toBe('');
  });

  it('calls the reusable pipeline for a system of several services and frontends, in words GitHub reads', async () => {
    const worker = JSON.parse(shop['backend/package.json']) as { scripts: Record<string, string> };
    worker.scripts['start:worker'] = 'node worker.js';
    const root = repository({
      ...shop,
      'backend/package.json': JSON.stringify(worker),
      'docs-site/package.json': JSON.stringify({ name: 'docs', dependencies: { astro: '6.0.0' } }),
    });
    const { said } = await run(root, { args: ['--yes', '--release', 'staging', '--with', 'watch'] });
    const staging = read(root, '.github/workflows/deploy-staging.yml');
    expect(staging).toContain('uses: org/deploy-actions/.github/workflows/pipeline.yml@v1');
    expect(staging).toContain('- service: worker\n          directory: backend\n          needs: [backend]');
    expect(staging).toContain('"name":"docs-site"');
    expect(said).toContain('gh secret set DATABASE_URL');
    expect(staging).not.toContain('migrations-install');
    expect(read(root, '.github/smoke-test.yml')).toContain('- target: docs-site');
    expect(lint(root)).toBe('');
  });

  it('leaves the migration out where there is no database, and nobody waits for it', async () => {
    const root = repository(
      Object.fromEntries(Object.entries(shop).filter(([path]) => !path.includes('drizzle'))),
    );
    const { said } = await run(root, { args: ['--yes'] });
    expect(said).toContain('no release migrates a database');
    const pipeline = read(root, '.github/workflows/pipeline.yml');
    expect(pipeline).not.toMatch(/^ {2}migrate:/m);
    expect(pipeline).toMatch(/deploy-backend:\n {4}name: .*\n {4}needs: \[gates, pre-flight\]/);
    expect(pipeline).toContain(
      'needs: [gates, pre-flight, deploy-backend, deploy-frontend, smoke-test, promote]',
    );
    // The rest is still as it was written, comments too.
    expect(pipeline).toContain('contents: read # to check the code out');
    expect(lint(root)).toBe('');
  });

  it('says how Prisma is installed before it migrates, since its program is the project’s own', async () => {
    const files = Object.entries(shop).filter(([path]) => !path.includes('drizzle'));
    const prisma = {
      'backend/prisma/migrations/1_a/migration.sql': 'select 1;',
      'backend/prisma/schema.prisma': '',
    };
    const root = repository({ ...Object.fromEntries(files), ...prisma });
    const { said } = await run(root, { args: ['--yes'] });
    expect(said).toContain('gh variable set MIGRATIONS_INSTALL --body "npm ci"');
    expect(read(root, '.github/workflows/pipeline.yml')).toContain('bash -euo pipefail -c "$INSTALL"');
  });

  it('never overwrites what somebody wrote without asking for that very file, not even with --yes', async () => {
    const mine = '# mine\n';
    const root = repository({ ...shop, '.github/workflows/pipeline.yml': mine });
    const kept = await run(root, { args: ['--yes'] });
    expect(kept.questions).toEqual(['Overwrite .github/workflows/pipeline.yml, which differs?']);
    expect(read(root, '.github/workflows/pipeline.yml')).toBe(mine);
    expect(kept.said).toContain('-# mine');
    await run(root, { answers: (question) => question.startsWith('Overwrite') });
    expect(read(root, '.github/workflows/pipeline.yml')).toContain('name: Pipeline');
    const again = await run(root, { args: ['--yes'] });
    expect(again.said).toContain('.github/workflows/pipeline.yml is as it should be.');
  });

  it('shows everything and writes nothing without a yes, or with --dry-run', async () => {
    const root = repository(shop);
    const refused = await run(root);
    expect(refused.said).toContain('+++ .github/workflows/pipeline.yml\n+# One release');
    const dry = await run(root, { args: ['--dry-run', '--yes', '--hook'] });
    expect(dry.questions).toEqual([]);
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(false);
  });

  it('takes the names of projects from the platforms, and goes on without them where a token is refused', async () => {
    const projects = [
      { id: 'prj_1', name: 'shop-site', rootDirectory: 'site' },
      { id: 'prj_2', name: 'blog' },
    ];
    const api = await openTestApi({ projects });
    const root = repository(shop);
    try {
      const access = { vercelToken: 'secret', vercelApiUrl: api.vercel.apiUrl, vercelTeam: 'acme' };
      const { said } = await run(root, { args: ['--dry-run'], access });
      expect(said).toContain('gh variable set VERCEL_PROJECT --body "shop-site"');
      expect(said).toContain('has the root directory "site" on its platform');
      const wrong = await run(root, { args: ['--dry-run'], access: { ...access, vercelToken: 'wrong' } });
      expect(wrong.log.lines.join('\n')).toContain('Vercel was not asked');
      expect(wrong.said).toContain('gh variable set VERCEL_PROJECT --body "…"');
    } finally {
      await api.close();
    }
  });

  it('says what is missing and what is allowed, in the place of a guess', async () => {
    const root = repository({ 'README.md': 'nothing' });
    await expect(run(root)).rejects.toThrow('A frontend or a backend is needed; found: nothing');
    await expect(run(root, { args: ['--frontend', 'gone'] })).rejects.toThrow('there is no such folder');
    expect(() => readOptions(['--release', 'friday'], '.')).toThrow('--release is "friday"');
    expect(() => readOptions(['--with', 'preview,magic'], '.')).toThrow('--with is "magic"');
    await expect(run(home)).rejects.toThrow(/git rev-parse failed in/);
  });
});

describe('the hook', () => {
  const token = ['ghp', 'x3Kq9ZpL7vRt2WnB8sYd4HcJ6mFa1Gu5Te0Q'].join('_');

  it('stops a commit that holds a secret, by what is staged and not by what lies beside it', async () => {
    const root = repository(shop);
    await run(root, { args: ['--yes', '--hook'] });
    expect(read(root, '.git/hooks/pre-commit')).toContain('deploy-actions check-secrets || exit 1');
    writeFileSync(join(root, 'note.txt'), `${token}\n`);
    expect((await run(root, { args: ['check-secrets'] })).good).toBe(true);
    git(root, 'add', 'note.txt');
    writeFileSync(join(root, 'note.txt'), 'nothing\n');
    const { good, said } = await run(root, { args: ['check-secrets'] });
    expect(good).toBe(false);
    expect(said).toContain('note.txt:1:');
    expect(said).not.toContain(token);
  });

  it('that somebody else made is left alone, and the line to add is told', async () => {
    const root = repository(shop);
    const file = join(root, '.git/hooks/pre-commit');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '#!/bin/sh\nmake lint\n');
    chmodSync(file, 0o755);
    const { said } = await run(root, { args: ['--yes', '--hook'] });
    expect(said).toContain('Add this line to it:\n  deploy-actions check-secrets || exit 1');
    expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\nmake lint\n');
  });
});
