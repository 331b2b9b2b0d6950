import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { app, openPlatform, tokens } from '../rehearsal/platforms/railway/fixture.js';
import { startVercelPlatform } from '../rehearsal/platforms/vercel/index.js';
import { runBundle } from './run-bundle.js';

const workspace = mkdtempSync(join(tmpdir(), 'cancel-'));
for (const [name, content] of Object.entries(app('v1'))) writeFileSync(join(workspace, name), content);
writeFileSync(join(workspace, 'index.html'), '<h1>v1</h1>');
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** Sends the signal GitHub begins with, as soon as something is true. */
function interruptWhen(ready: () => boolean): (kill: (signal: NodeJS.Signals) => void) => void {
  return (kill) => {
    const timer = setInterval(() => {
      if (!ready()) return;
      clearInterval(timer);
      kill('SIGINT');
    }, 20);
  };
}

describe('a run that is cancelled on GitHub', () => {
  it('leaves no deployment under way on Railway', async () => {
    const railway = await openPlatform();
    railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['BUILDING'], stay: true });
    const run = await runBundle('deploy-railway', {
      workspace,
      inputs: { 'railway-token': tokens.project, 'railway-api-url': railway.apiUrl, service: 'api' },
      onStart: interruptWhen(() => railway.deployments('api')[0]?.status === 'BUILDING'),
    });
    const [deployment] = railway.deployments('api');
    await railway.close();
    expect(run.code).toBe(1);
    expect(deployment?.status).toBe('REMOVED');
    expect(run.outputs).toMatchObject({ 'deployment-id': deployment?.id, reason: 'The run was cancelled.' });
    expect(run.stdout).not.toContain('is a bug in this action');
  });

  it('leaves no deployment under way on Vercel', async () => {
    const vercel = await startVercelPlatform({
      token: 'token',
      owner: { kind: 'team', id: 'team_acme', slug: 'acme' },
      projects: [{ id: 'prj_web', name: 'web' }],
      workDirectory: mkdtempSync(join(tmpdir(), 'cancel-vercel-')),
      timings: { buildingMs: 60_000 },
    });
    const run = await runBundle('deploy-vercel', {
      workspace,
      inputs: { 'vercel-token': 'token', 'vercel-api-url': vercel.apiUrl, project: 'web', team: 'acme' },
      onStart: interruptWhen(() => vercel.requests.some((request) => request.operation === 'getDeployment')),
    });
    const [deployment] = vercel.deployments('web');
    await vercel.close();
    expect(run.code).toBe(1);
    expect(deployment?.readyState).toBe('CANCELED');
    expect(run.outputs['deployment-id']).toBe(deployment?.id);
  });
});
