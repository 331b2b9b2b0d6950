import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ask, openPlatform, tokens, until } from '../platforms/railway/fixture.js';
import { railwayRegistry } from './registry.js';

const home = mkdtempSync(join(tmpdir(), 'registry-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** An image whose program is in a folder of its own, and uses a package that lies above it. */
function image() {
  const app = join(home, 'srv/apps/api');
  mkdirSync(app, { recursive: true });
  mkdirSync(join(home, 'srv/node_modules/word'), { recursive: true });
  writeFileSync(join(home, 'srv/node_modules/word/index.js'), "module.exports = 'packaged';");
  const server = `require('node:http').createServer((request, response) => {
  const { LEVEL, MODE } = process.env;
  response.end([require('word'), LEVEL, MODE, require('node:fs').existsSync('/srv/apps/api')].join(' '));
}).listen(process.env.PORT, '127.0.0.1');`;
  writeFileSync(join(app, 'main.js'), server);
  return {
    ...{ directory: home, workdir: '/srv/apps/api', command: 'node main.js' },
    environment: { LEVEL: 'from-image', MODE: 'from-image' },
    digest: `sha256:${'d'.repeat(64)}`,
  };
}

describe('an image that a job has pushed', () => {
  it('runs on Railway under its tag and its digest, as its Dockerfile says, with the variables of the service first', async () => {
    const platform = await openPlatform({ variables: { MODE: 'from-service' } });
    const authorization = { authorization: `Bearer ${tokens.account}` };
    const deploy = async (name: string, status: string) => {
      const update = `mutation { serviceInstanceUpdate(serviceId: "svc", environmentId: "env", input: { source: { image: "${name}" } }) }`;
      await ask(platform, update, {}, authorization);
      const { data } = await ask(
        platform,
        'mutation { serviceInstanceDeployV2(serviceId: "svc", environmentId: "env") }',
      );
      await until(platform, String(data?.serviceInstanceDeployV2), status);
    };
    try {
      await deploy('ghcr.io/acme/api:1', 'FAILED');
      const pushed = image();
      railwayRegistry(platform).push(pushed, ['ghcr.io/acme/api:1', 'ghcr.io/acme/api:latest']);
      for (const name of [':1', '', `@${pushed.digest}`, `:1@${pushed.digest}`]) {
        await deploy(`ghcr.io/acme/api${name}`, 'SUCCESS');
      }
      const page = await fetch(platform.serviceUrl('api'));
      expect(await page.text()).toBe('packaged from-image from-service false');
      expect(platform.deployments('api')[0]?.meta.imageDigest).toBe(pushed.digest);
    } finally {
      await platform.close();
    }
  });
});
