import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPlatform, tokens } from '../../../rehearsal/platforms/railway/fixture.js';
import type { RailwayPlatform } from '../../../rehearsal/platforms/railway/index.js';
import { openTestApi, type TestApi } from '../../../rehearsal/platforms/vercel/test-api.js';
import { createHttp } from '../../../src/http/client.js';
import { detectProject } from '../../../src/project/detect.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { RecordingLogger } from '../../../src/runtime/log.js';
import { envGate } from './env.js';

const long = 'Kq8Zr2LwX0vT5yB7nK4mD1sPz9cR3eF6';
let railway: RailwayPlatform;
let vercel: TestApi;
let root = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'env-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(
    join(root, 'src/a.ts'),
    'process.env.API_URL; process.env.JWT_SECRET; process.env.SESSION_SECRET;',
  );
  writeFileSync(join(root, '.env.example'), 'API_URL=\nJWT_SECRET=\nSESSION_SECRET=\n');
  const web = { API_URL: 'https://api.example.com', JWT_SECRET: long, SESSION_SECRET: 'supersecret' };
  vercel = await openTestApi({ projects: [{ id: 'prj_1', name: 'site', env: web }] });
  railway = await openPlatform({ variables: { JWT_SECRET: `${long}x`, API_URL: '${{shared.API_URL}}' } });
});
afterAll(async () => {
  await vercel.close();
  await railway.close();
  rmSync(root, { recursive: true, force: true });
});

async function ask(options: Record<string, unknown>) {
  const log = new RecordingLogger();
  const masked: string[] = [];
  const { signal } = new AbortController();
  const judged = await envGate.run(
    envGate.options.parse({
      ...options,
      vercel: { project: 'site', team: 'acme', 'api-url': vercel.vercel.apiUrl, ...(options.vercel ?? {}) },
      railway: { service: 'api', 'api-url': railway.apiUrl, ...(options.railway ?? {}) },
    }),
    {
      ...{
        gate: 'env',
        directory: root,
        workspace: root,
        project: await detectProject(root),
        confirmed: new Set<string>(),
      },
      changes: async () => ({ known: false, reason: 'not asked' }),
      env: { VERCEL_TOKEN: 'secret', RAILWAY_TOKEN: tokens.project },
      http: createHttp({ log, clock: systemClock, signal, userAgent: 'test' }),
      ...{ clock: systemClock, log, signal, mask: (secret) => void masked.push(secret) },
    },
  );
  return { ...judged, log, masked };
}

describe('variables as they are set on the platforms', () => {
  it('that the code needs and nobody set are found before the deployment finds them', async () => {
    const { findings } = await ask({});
    const unset = findings.filter(({ rule }) => rule === 'env/unset');
    expect(unset.map(({ message }) => message)).toEqual([
      expect.stringContaining('SESSION_SECRET is not set for the Railway service api (production)'),
    ]);
    expect(unset[0]).toMatchObject({ file: '.env.example', line: 3 });
  });

  it('that must be equal and are not are found, and no value is ever shown', async () => {
    const judged = await ask({ same: [['vercel:JWT_SECRET', 'railway:JWT_SECRET']] });
    expect(judged.findings.filter(({ rule }) => rule === 'env/same')).toMatchObject([{ severity: 'error' }]);
    expect(JSON.stringify([judged.findings, judged.markdown, judged.reason, judged.log.lines])).not.toContain(
      long,
    );
    expect(judged.masked).toEqual(expect.arrayContaining([long, `${long}x`, 'secret', tokens.project]));
  });

  it('that cannot be compared are not called equal', async () => {
    const { findings } = await ask({ same: [['vercel:API_URL', 'railway:API_URL']] });
    expect(findings.filter(({ rule }) => rule === 'env/same')).toMatchObject([{ severity: 'warning' }]);
  });

  it('that sign sessions with a word everybody tries are found', async () => {
    const { findings, result } = await ask({});
    expect(result).toBe('failed');
    expect(findings.filter(({ rule }) => rule === 'env/well-known').map(({ message }) => message)).toEqual([
      expect.stringContaining('SESSION_SECRET of the Vercel project site'),
    ]);
  });

  it('are asked only where the code that reads them runs', async () => {
    const { findings } = await ask({ railway: { directory: 'api' }, vercel: { directory: './src/' } });
    expect(findings.filter(({ rule }) => rule === 'env/unset')).toEqual([]);
  });
});
