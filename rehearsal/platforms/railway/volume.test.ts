import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, openPlatform, read, ship, tokens } from './fixture.js';
import type { RailwayPlatform } from './index.js';

let platform: RailwayPlatform;
afterEach(() => platform.close());

/** Writes when it starts and when it ends into its volume, and serves what is there. */
function diary(version: string, health = 200): Record<string, string> {
  const source = `
    const fs = require('node:fs');
    const note = (text) => fs.appendFileSync('data/diary', text + '\\n');
    note('${version} starts');
    require('node:http').createServer((request, response) => {
      if (request.url === '/health') response.statusCode = ${health};
      response.end(fs.readFileSync('data/diary', 'utf8'));
    }).listen(process.env.PORT, '127.0.0.1');
    process.on('SIGTERM', () => { note('${version} ends'); process.exit(0); });`;
  return { 'server.js': source };
}

describe('a service with a volume', () => {
  it('keeps its files, and never runs twice on them, whatever overlap was asked for', async () => {
    platform = await openPlatform({ volumeMountPath: '/app/data', overlapSeconds: 5, drainingSeconds: 2 });
    await ship(platform, diary('one'));
    await ship(platform, diary('two'));
    expect(await read(platform)).toBe('one starts\none ends\ntwo starts\n');
    expect(platform.volumeFolder('api')).toContain('env');
  });

  it('has its old version back when the new one does not get healthy', async () => {
    platform = await openPlatform({
      volumeMountPath: '/app/data',
      drainingSeconds: 2,
      healthcheckTimeout: 1,
    });
    const first = await ship(platform, diary('one'));
    await ship(platform, diary('two', 500), 'FAILED');
    // It is killed, so whether it still says that it ends is its luck.
    const back = /two starts\n(two ends\n)?one starts/;
    for (let tries = 0; tries < 200 && !back.test(await read(platform)); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await read(platform)).toMatch(back);
    expect(platform.activeDeployment('api')).toBe(first);
  });
});

describe('tokens of several environments', () => {
  it('open their own environment and no other', async () => {
    platform = await openPlatform({}, {}, { ...tokens, environments: { env2: 'staging-token' } });
    const query = 'query($id: String!) { environment(id: $id) { name } }';
    const staging = { 'project-access-token': 'staging-token' };
    expect((await ask(platform, query, { id: 'env2' }, staging)).data).toEqual({
      environment: { name: 'staging' },
    });
    expect((await ask(platform, query, { id: 'env' }, staging)).errors?.[0]?.message).toBe('Not Authorized');
    const whose = await ask(platform, '{ projectToken { environmentId } }', {}, staging);
    expect(whose.data).toEqual({ projectToken: { environmentId: 'env2' } });
  });
});
