import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTestApi } from '../rehearsal/platforms/vercel/test-api.js';
import { runWorkflow } from '../rehearsal/runner/index.js';
import { git, lint, read, repository, run, shop, withDocs } from './test-repository.js';

const stagingArgs = ['--yes', '--branch', 'main', '--release', 'staging'];

/** Runs the written workflow of staging with what the repository has, production's, and what the environment has. */
async function pushed(root: string, staging: Record<string, string>) {
  git(root, 'add', '--all');
  git(root, 'commit', '-q', '-m', 'two');
  const ref = 'refs/heads/develop';
  const nowhere = 'http://127.0.0.1:9';
  const ended = await runWorkflow({
    workflow: '.github/workflows/deploy-staging.yml',
    repository: { owner: 'acme', name: 'shop', gitDirectory: root, defaultBranch: 'main' },
    ...{ ref, sha: git(root, 'rev-parse', 'HEAD').trim(), event: { name: 'push', payload: { ref } } },
    secrets: { VERCEL_TOKEN: 'of production', RAILWAY_TOKEN: 'of production', DATABASE_URL: 'of production' },
    vars: { VERCEL_PROJECT: 'shop', RAILWAY_SERVICE: 'api' },
    environments: { staging: { secrets: {}, vars: staging } },
    actionsCheckout: process.cwd(),
    workDirectory: join(root, '.git/run'),
    node: process.execPath,
    github: { apiUrl: nowhere, serverUrl: nowhere, graphqlUrl: nowhere, issueToken: () => 'of no use' },
    ...{ actor: 'somebody', runId: 1, runNumber: 1, runAttempt: 1 },
  });
  return Object.fromEntries(ended.jobs.map((job) => [job.id, job.conclusion]));
}

describe('staging', () => {
  it('is told where each value stands, so that it does not get production’s', async () => {
    const { said } = await run(repository(shop), { args: [...stagingArgs, '--with', 'rollback'] });
    for (const name of ['VERCEL_TOKEN', 'RAILWAY_TOKEN', 'DATABASE_URL']) {
      expect(said).toContain(`gh secret set ${name} --env staging `);
      expect(said).toContain(`gh secret set ${name} --env production `);
      expect(said).toContain(`gh secret set ${name} --env production-plan `);
      expect(said).not.toContain(`gh secret set ${name}  `);
    }
    expect(said).toContain('gh variable set VERCEL_PROJECT --env staging ');
    expect(said).toContain('gh variable set SETTINGS_OF --env staging --body "staging"');
    expect(said).toContain('  - staging: no reviewers; allow develop, dev, main');
  });

  it('deploys nothing with production’s values while its environment has none of its own', async () => {
    const root = repository(shop);
    await run(root, { args: stagingArgs });
    expect(lint(root)).toBe('');
    const jobs = await pushed(root, {});
    const { settings, ...others } = jobs;
    expect(settings).toBe('failure');
    expect(Object.values(others).filter((conclusion) => conclusion !== 'skipped')).toEqual([]);
    expect(Object.keys(others)).toContain('conclude');
  });

  it('begins where they are set', async () => {
    const root = repository(shop);
    await run(root, { args: stagingArgs });
    // What follows would fetch the code: the guard is all that is asked here.
    const file = join(root, '.github/workflows/deploy-staging.yml');
    const [whole = ''] = readFileSync(file, 'utf8').split('\n  gates:\n');
    writeFileSync(file, `${whole}\n`);
    expect(await pushed(root, { SETTINGS_OF: 'staging' })).toEqual({ settings: 'success' });
  });

  it('of several frontends has projects of its own, since a push to develop goes live on them', async () => {
    const projects = [
      { id: 'prj_1', name: 'stage-docs-site', rootDirectory: 'docs-site' },
      { id: 'prj_2', name: 'docs-site', rootDirectory: 'docs-site' },
      { id: 'prj_3', name: 'shop', rootDirectory: 'site' },
    ];
    const api = await openTestApi({ projects });
    try {
      const access = { vercelToken: 'secret', vercelApiUrl: api.vercel.apiUrl, vercelTeam: 'acme' };
      const root = repository(withDocs);
      const { said } = await run(root, { args: stagingArgs, access });
      const [staging, promote] = ['deploy-staging', 'promote'].map((name) =>
        read(root, `.github/workflows/${name}.yml`),
      );
      expect(promote).toContain('"project":"shop"');
      expect(promote).toContain('"project":"docs-site"');
      expect(staging).toContain('"project":"shop-staging"');
      expect(staging).toContain('"project":"stage-docs-site"');
      expect(staging).not.toMatch(/"project":"(shop|docs-site)"/);
      // The caller would read the repository's, production's; the called jobs read their environment's.
      expect(staging).not.toContain('vars.API_URL');
      expect(staging).toContain('needs: settings');
      expect(said).toContain('projects of its own on Vercel: stage-docs-site, shop-staging');
      expect(said).toContain('gh secret set DATABASE_URL    #');
      expect(said).toContain('gh secret set DATABASE_URL --env staging ');
      expect(lint(root)).toBe('');
    } finally {
      await api.close();
    }
  });
});

describe('an approval', () => {
  it.each([
    [['--release', 'manual', '--with', 'none'], 'deploy-production.yml'],
    [['--release', 'staging', '--with', 'none'], 'promote.yml'],
    [['--with', 'rollback'], 'rollback.yml'],
  ])('is asked of nobody until somebody makes it: %s', async (args, file) => {
    const { said } = await run(repository(shop), { args: ['--dry-run', '--branch', 'main', ...args] });
    expect(said).toContain('- production: tick "Required reviewers"');
    expect(said).toContain(`nobody is asked before ${file}`);
    expect(said.indexOf('Required reviewers')).toBeLessThan(said.indexOf('\nSet these'));
    expect(said.includes('- production-plan: no reviewers; allow main.')).toBe(file === 'rollback.yml');
  });

  it('of several parts is asked by the called pipeline, and is said too', async () => {
    const { said } = await run(repository(withDocs), {
      args: ['--dry-run', '--release', 'manual', '--with', 'none'],
    });
    expect(said).toContain('nobody is asked before deploy-production.yml');
  });

  it('that no workflow asks for is not spoken of', async () => {
    const { said } = await run(repository(shop), { args: ['--dry-run', '--with', 'none'] });
    expect(said).not.toContain('Required reviewers');
  });
});
