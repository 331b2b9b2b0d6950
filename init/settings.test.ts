import { describe, expect, it } from '@jest/globals';
import { openTestApi } from '../rehearsal/platforms/vercel/test-api.js';
import { readOptions } from './options.js';
import { repository, run, shop, withDocs } from './test-repository.js';

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
    expect(optional.split('WEBHOOK_URL')).toHaveLength(2);
  });
});

describe('what a new user is told', () => {
  it('promises no rehearsal of the own repository, which there is not', async () => {
    const said = await told();
    expect(said).not.toContain('try the whole of it on this machine');
    expect(said).toContain('releases example systems on local platforms. It does not release yours');
  });

  it('says before and after that a frontend and a backend are needed, and what else there is', async () => {
    const help = await run(repository(withDocs), { args: ['--help'] });
    expect(help.said.replace(/\s+/g, ' ')).toContain('at least one frontend and one backend');
    const { 'site/package.json': _site, ...alone } = shop;
    await expect(run(repository(alone))).rejects.toMatchObject({
      fix: expect.stringContaining('call the reusable pipeline'),
    });
    expect(readOptions(['--migrations', 'db'], '.')).toMatchObject({ migrations: 'db' });
  });
});
