import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findRequirements, readExample } from '../example/index.js';
import { pack, send, until } from '../platforms/railway/fixture.js';
import { startRailwayPlatform } from '../platforms/railway/index.js';
import { makeTools } from './tools.js';

const home = mkdtempSync(join(tmpdir(), 'tools-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
writeFileSync(join(home, 'rehearsal.yml'), 'needs: { python: [http.server, json] }');
const example = await readExample(home);
const { python } = await findRequirements(example.declaration);
const here = python === undefined ? it.skip : it;

describe('a program in Python', () => {
  here('is started by the Python that has its modules (skipped where there is no Python)', async () => {
    const tools = await makeTools(join(home, 'programs'), example, python);
    const platform = await startRailwayPlatform({
      tokens: { project: 'project-token' },
      project: {
        ...{ id: 'prj', name: 'shop', environments: [{ id: 'env', name: 'production' }] },
        services: [
          {
            ...{ id: 'svc', name: 'api', healthcheckPath: '/', healthcheckTimeout: 10 },
            buildCommand: 'pip install -r requirements.txt',
            startCommand: 'python -m http.server --bind 127.0.0.1 "$PORT"',
          },
        ],
      },
      workDirectory: join(home, 'railway'),
      node: process.execPath,
      tools,
    });
    try {
      const answer = await send(platform, await pack({ 'page.txt': 'from Python', 'requirements.txt': '' }));
      const { deploymentId } = (await answer.json()) as { deploymentId: string };
      await until(platform, deploymentId, 'SUCCESS');
      const page = await fetch(`${platform.serviceUrl('api')}/page.txt`);
      expect(await page.text()).toBe('from Python');
      expect(platform.deployments('api')[0]?.buildLog.join('\n')).toContain('installs no Python packages');
    } finally {
      await platform.close();
    }
  });
});
