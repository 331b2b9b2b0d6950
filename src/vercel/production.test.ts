import { describe, expect, it } from '@jest/globals';
import { readProduction } from './production.js';
import { type Answer, scriptVercel } from './scripted-vercel.js';

const project = (...alias: string[]): Answer => ({
  body: { id: 'prj', name: 'site', accountId: 'team_1', targets: { production: { id: 'dpl_old', alias } } },
});
const deployment = (id: string): Answer => ({
  body: { id, url: `${id}.vercel.app`, readyState: 'READY', createdAt: 1, projectId: 'prj' },
});

/** A Vercel whose project has one domain, and whose domains lead to deployments. */
function vercel(domain: string, leadsTo: Record<string, Answer>) {
  return scriptVercel(({ url }) => {
    const path = new URL(url).pathname;
    if (path.startsWith('/v9/projects/')) return project(domain);
    return leadsTo[path.split('/').at(-1) ?? ''] ?? { status: 404, body: { error: { code: 'not_found' } } };
  });
}

describe('what production serves', () => {
  it('is what its domain says, not what the project lists', async () => {
    const { client, asked } = vercel('a.example', { 'a.example': deployment('dpl_new') });
    expect(await readProduction(client, 'prj', undefined)).toMatchObject({
      live: 'dpl_new',
      host: 'a.example',
    });
    expect(asked).toEqual(['GET /v9/projects/prj', 'GET /v13/deployments/a.example']);
  });

  it('is asked in one round by whoever knows the domain', async () => {
    const { client, asked } = vercel('a.example', { 'a.example': deployment('dpl_new') });
    expect(await readProduction(client, 'prj', 'a.example')).toMatchObject({ live: 'dpl_new' });
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ['leads elsewhere now', deployment('dpl_stranger')],
    ['leads nowhere', { status: 404, body: { error: { code: 'not_found' } } }],
    ['cannot be asked', { status: 500 }],
    ['is of somebody else', { status: 403, body: { error: { code: 'forbidden' } } }],
  ])('is asked of the domain it has now when the one that was known %s', async (_, known) => {
    const { client } = vercel('b.example', { 'a.example': known, 'b.example': deployment('dpl_new') });
    expect(await readProduction(client, 'prj', 'a.example')).toMatchObject({
      ...{ live: 'dpl_new', host: 'b.example' },
    });
  });
});
