import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { lint, read, repository, run, shop } from './test-repository.js';

const { 'site/package.json': site, ...backend } = shop;
const frontend = { 'package.json': site };

/** What the release of a written workflow gives the called pipeline. */
function givenBy(root: string, file: string): Record<string, unknown> {
  return parse(read(root, `.github/workflows/${file}.yml`)).jobs.release.with;
}

/** The settings that must be told, and those that may. */
function settingsIn(said: string): string[] {
  return said.slice(said.indexOf('\nSet these')).split('And where you use them');
}

describe('a backend alone', () => {
  it('is released, migrated and asked, and no word is lost on Vercel', async () => {
    const root = repository(backend);
    const { said } = await run(root, { args: ['--yes', '--with', 'rollback,backup,watch'] });
    const given = givenBy(root, 'pipeline');
    expect(given).toMatchObject({ 'migrations-directory': 'backend' });
    expect(parse(String(given.services))).toEqual([
      { service: 'backend', directory: 'backend', name: 'backend' },
    ]);
    expect(given).not.toHaveProperty('projects');
    const { version, checks } = parse(read(root, '.github/smoke-test.yml'));
    expect([...version, ...checks].map(({ target }) => target)).toEqual(['backend', 'backend']);
    expect(said).toContain('gh secret set RAILWAY_TOKEN ');
    expect(said).toContain('gh secret set DATABASE_URL ');
    expect(settingsIn(said).join()).not.toContain('VERCEL');
    expect(said).toContain('# lines backend=https://…, the addresses');
    expect(said).toContain('No frontend was found, so only the backend is released.');
    expect(lint(root)).toBe('');
  });

  it('goes through staging, which has no projects to make', async () => {
    const root = repository(backend);
    const { said } = await run(root, { args: ['--yes', '--release', 'staging'] });
    for (const file of ['deploy-staging', 'promote']) {
      expect(givenBy(root, file)).toHaveProperty('services');
      expect(givenBy(root, file)).not.toHaveProperty('team');
    }
    expect(said).toContain('gh secret set RAILWAY_TOKEN --env staging ');
    expect(said).not.toContain('projects of its own');
  });
});

describe('a frontend alone', () => {
  it('is released and asked, and no word is lost on Railway', async () => {
    const root = repository(frontend);
    const { said } = await run(root, { args: ['--yes', '--release', 'manual'] });
    const given = givenBy(root, 'deploy-production');
    expect(given).toMatchObject({ migrate: false, approval: 'production' });
    expect(given).not.toHaveProperty('services');
    expect(JSON.parse(String(given.projects))).toEqual([
      { name: 'frontend', project: 'frontend', directory: '.', 'version-file': 'public/version.json' },
    ]);
    const [needed = ''] = settingsIn(said);
    expect(needed).toContain('gh secret set VERCEL_TOKEN ');
    expect(needed).not.toMatch(/gh secret set (RAILWAY_TOKEN|DATABASE_URL)|API_URL/);
    expect(said).toContain('No backend was found, so only the frontend is released.');
    expect(lint(root)).toBe('');
  });

  it('that was not recognised is asked for, and a folder without either is refused', async () => {
    await expect(run(repository({ 'README.md': 'x' }))).rejects.toMatchObject({
      message: 'A frontend or a backend is needed; found: nothing that could be deployed.',
      fix: expect.stringContaining('--frontend DIRECTORY'),
    });
  });
});
