import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OsvPlatform, startOsvPlatform } from './index.js';

let osv: OsvPlatform;
beforeAll(async () => {
  osv = await startOsvPlatform();
});
afterAll(() => osv.close());

const advisory = {
  ...{ id: 'GHSA-1', package: 'shelf', ecosystem: 'npm', versions: ['1.3.0'] },
  ...{ severity: 'HIGH', summary: 'It falls', fixed: '1.3.1' },
};
const asked = (version: string, ecosystem = 'npm') => ({ package: { name: 'shelf', ecosystem }, version });

async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${osv.apiUrl}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

describe('the local OSV', () => {
  it('tells of an advisory from the moment it is published until it is withdrawn, of that version alone', async () => {
    const queries = [asked('1.3.0'), asked('1.3.1'), asked('1.3.0', 'PyPI')];
    expect(await post('/v1/querybatch', { queries })).toMatchObject({ body: { results: [{}, {}, {}] } });
    osv.publish(advisory);
    const { body } = await post('/v1/querybatch', { queries });
    expect(body).toEqual({ results: [{ vulns: [{ id: 'GHSA-1', modified: expect.any(String) }] }, {}, {}] });
    expect((await post('/v1/query', asked('1.3.0'))).body).toMatchObject({
      vulns: [{ summary: 'It falls' }],
    });
    const details = await (await fetch(`${osv.apiUrl}/v1/vulns/GHSA-1`)).json();
    expect(details).toMatchObject({ id: 'GHSA-1', database_specific: { severity: 'HIGH' } });
    osv.publish({ ...advisory, withdrawn: true });
    expect((await post('/v1/querybatch', { queries })).body).toEqual({ results: [{}, {}, {}] });
  });

  it('refuses what the real one refuses', async () => {
    expect((await fetch(`${osv.apiUrl}/v1/vulns/GHSA-2`)).status).toBe(404);
    expect((await post('/v1/querybatch', { queries: [{ version: 1 }] })).status).toBe(400);
    const queries = Array.from({ length: 1_001 }, () => asked('1.3.0'));
    expect(await post('/v1/querybatch', { queries })).toMatchObject({
      status: 400,
      body: { message: 'Too many queries.' },
    });
  });
});
