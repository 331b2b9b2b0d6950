import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTestApi } from '../rehearsal/platforms/vercel/test-api.js';
import { readOptions } from './options.js';
import { extras } from './plan/plan.js';
import { read, repository, run, shop, withDocs } from './test-repository.js';

const told = async (...args: string[]) =>
  (await run(repository(shop), { args: ['--dry-run', ...args] })).said;

/** What must be set, and what may be. */
function halves(said: string): [string, string] {
  const [, settings = ''] = said.split('\nSet these');
  const [needed = '', optional = ''] = settings.split('And where you use them');
  return [needed, optional];
}

describe('the settings that are told', () => {
  it('are all that a backup needs: it cannot run without its key', async () => {
    const [needed] = halves(await told('--with', 'backup'));
    expect(needed).toContain('gh secret set BACKUP_KEY ');
    expect(needed).toContain('gh variable set POSTGRES_VERSION ');
    const [without, optional] = halves(await told('--with', 'none'));
    expect(without).not.toContain('BACKUP_KEY');
    expect(optional).toContain('gh secret set BACKUP_KEY ');
  });

  it('are those of a preview, whose database may be at Neon, shared, or none', async () => {
    const [needed, optional] = halves(await told('--with', 'preview'));
    expect(needed).toContain('gh secret set RAILWAY_WORKSPACE_TOKEN ');
    expect(needed).toContain('gh variable set PREVIEW_FROM ');
    expect(needed).not.toContain('PREVIEW_DATABASE_URL');
    for (const name of [
      'secret set NEON_API_KEY',
      'variable set NEON_PROJECT',
      'secret set PREVIEW_DATABASE_URL',
    ])
      expect(optional).toContain(`gh ${name} `);
  });

  it('do not keep the values of a rotation for good', async () => {
    const said = await told('--with', 'rotate-secret');
    expect(said).not.toMatch(/gh secret set (NEW|OLD)_VALUE/);
    expect(said).toContain('for one rotation, and delete them after it');
  });

  it('name the team that was asked, and say that there may be one', async () => {
    const [, optional] = halves(await told());
    expect(optional).toContain('gh variable set VERCEL_TEAM --body "…"');
    const api = await openTestApi({ projects: [{ id: 'prj_1', name: 'site' }] });
    try {
      const access = { vercelToken: 'secret', vercelApiUrl: api.vercel.apiUrl, vercelTeam: 'acme' };
      const { said } = await run(repository(shop), { args: ['--dry-run'], access });
      expect(halves(said)[0]).toContain('gh variable set VERCEL_TEAM --body "acme"');
    } finally {
      await api.close();
    }
  });

  it('say where a drill is where there is no staging', async () => {
    const said = await told('--with', 'rollback-drill');
    expect(said).toContain('gh variable set DRILL_ENVIRONMENT --body "production"');
    expect(said).not.toContain('- staging:');
    const staging = await told('--with', 'rollback-drill', '--release', 'staging');
    expect(staging).not.toContain('DRILL_ENVIRONMENT --body');
  });

  it('of an optional kind are told once, with a place to name the environment', async () => {
    const [, optional] = halves(await told('--release', 'staging'));
    expect(optional.split('secret set NEON_API_KEY --env …')).toHaveLength(2);
    expect(optional.split('secret set WEBHOOK_URL ')).toHaveLength(2);
  });
});

const styles = ['push', 'manual', 'staging'];
const { 'backend/drizzle/meta/_journal.json': _journal, ...noDatabase } = shop;
const systems = { shop, withDocs, noDatabase };

describe('the list as a whole', () => {
  it.each(styles.flatMap((style) => Object.keys(systems).map((system) => [style, system] as const)))(
    'has every name that the workflows of %s for %s read, once in each place, as the table of all has it',
    async (style, system) => {
      const root = repository(systems[system as keyof typeof systems]);
      const { said } = await run(root, { args: ['--yes', '--release', style, '--with', extras.join(',')] });
      const told = said.slice(said.indexOf('\nSet these'));
      const folder = join(root, '.github/workflows');
      const text = readdirSync(folder).map((file) => read(root, `.github/workflows/${file}`));
      const names = [...text.join('\n').matchAll(/\b(?:secrets|vars)\.([A-Z_]+)/g)].map(
        ([, name = '']) => name,
      );
      const missing = names.filter((name) => !/_API_URL$|^GITHUB_TOKEN$/.test(name) && !told.includes(name));
      expect(missing).toEqual([]);
      const commands = [...told.matchAll(/gh (?:secret|variable) set (\S+)(?: --env (\S+))?/g)];
      const places = commands.map(([, name, environment = '']) => `${name} ${environment}`);
      expect(places).toEqual([...new Set(places)]);
      const table = readFileSync('docs/secrets-and-variables.md', 'utf8');
      const unknown = commands.filter(([, name]) => !table.includes(`\`${name}\``));
      expect(unknown).toEqual([]);
    },
  );

  it('asks for no database where there is none, but for what copies or migrates one', async () => {
    const said = async (extra: string) =>
      halves((await run(repository(noDatabase), { args: ['--dry-run', '--with', extra] })).said);
    const [needed, optional] = await said('rollback');
    expect(needed).not.toContain('DATABASE_URL');
    expect(optional).toContain('gh secret set DATABASE_URL ');
    expect((await said('backup'))[0]).toContain('gh secret set DATABASE_URL ');
  });

  it('names what the called pipeline may be given, which stands in no file here', async () => {
    const { said } = await run(repository(withDocs), { args: ['--dry-run', '--with', 'none'] });
    const [, optional] = halves(said);
    for (const name of ['BACKUP_KEY', 'NEON_API_KEY', 'VERCEL_AUTOMATION_BYPASS_SECRET', 'WEBHOOK_URL'])
      expect(optional).toContain(`gh secret set ${name} `);
  });

  it('names the targets as the smoke test has them', async () => {
    const { said } = await run(repository(withDocs), { args: ['--dry-run', '--with', 'watch'] });
    expect(said).toContain('docs-site=https://… vercel and site=https://… vercel');
  });
});

describe('what a new user is told', () => {
  it('promises no rehearsal of the own repository, which there is not', async () => {
    const said = await told();
    expect(said).not.toContain('try the whole of it on this machine');
    expect(said).toContain('releases example systems on local platforms. It does not release yours');
  });

  it('says what is written for which system', async () => {
    const help = await run(repository(withDocs), { args: ['--help'] });
    expect(help.said.replace(/\s+/g, ' ')).toContain('or one of them alone, those that call the reusable');
    expect(readOptions(['--migrations', 'db'], '.')).toMatchObject({ migrations: 'db' });
  });
});
