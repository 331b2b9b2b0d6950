import { describe, expect, it } from '@jest/globals';
import { declarationSchema } from '../example/declaration.js';
import { settingsOf } from './settings.js';
import type { World } from './world.js';

const shop = {
  environments: { production: {}, staging: { secrets: { DATABASE_URL: 'staging' } } },
  secrets: { DATABASE_URL: 'production', BACKUP_KEY: 'passphrase' },
  variables: { SMOKE_TARGETS: 'backend=production' },
};

/** As much of a world as settings are read from. */
function settings(declared: object): ReturnType<typeof settingsOf> {
  const declaration = declarationSchema.parse(declared);
  const address = { apiUrl: 'http://127.0.0.1' };
  const world = {
    example: { declaration },
    environments: Object.keys(declaration.environments),
    names: { railwayToken: (environment: string) => `token of ${environment}`, railwayProject: 'shop' },
    fill: (text: string) => text,
    vercel: address,
    railway: address,
    osv: address,
  };
  return settingsOf(world as unknown as World);
}

describe('where the secrets of an example stand', () => {
  it('is the repository, with production’s values, unless its page says otherwise', () => {
    const { secrets, vars, environments } = settings(shop);
    expect(secrets).toMatchObject({ DATABASE_URL: 'production', RAILWAY_TOKEN: 'token of production' });
    expect(vars).toMatchObject({ SMOKE_TARGETS: 'backend=production' });
    expect(environments.staging?.secrets).toMatchObject({
      DATABASE_URL: 'staging',
      BACKUP_KEY: 'passphrase',
    });
  });

  it('is the environments alone where the page puts them there, so that a job without one goes without', () => {
    const kept = { repository: ['VERCEL_TEAM'], also: { 'production-plan': ['DATABASE_URL'] } };
    const { secrets, vars, environments } = settings({ ...shop, settings: kept });
    expect(secrets).toEqual({});
    expect(Object.keys(vars).sort()).toEqual([
      'OSV_API_URL',
      'RAILWAY_API_URL',
      'VERCEL_API_URL',
      'VERCEL_TEAM',
    ]);
    expect(environments['production-plan']).toEqual({ secrets: { DATABASE_URL: 'production' }, vars: {} });
    expect(environments.production?.secrets).toMatchObject({ RAILWAY_TOKEN: 'token of production' });
    expect(environments.staging?.secrets).toMatchObject({ DATABASE_URL: 'staging' });
  });
});
