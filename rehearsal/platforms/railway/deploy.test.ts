import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { app, ask, openPlatform, pack, packAt, read, send, ship, until } from './fixture.js';
import type { RailwayPlatform } from './index.js';

const rollback = 'mutation($id: String!) { deploymentRollback(id: $id) }';

describe('an upload to the local Railway', () => {
  let platform: RailwayPlatform;
  let first: string;
  beforeAll(async () => {
    platform = await openPlatform({ variables: { COLOUR: 'blue' } });
    expect((await fetch(platform.serviceUrl('api'))).headers.get('x-railway-fallback')).toBe('true');
    first = await ship(platform, app('one'));
  });
  afterAll(() => platform.close());

  it('is built, run and served with its variables', async () => {
    expect(await read(platform)).toBe('one');
    const environment = JSON.parse(await read(platform, '/env')) as Record<string, string>;
    expect(environment).toMatchObject({ COLOUR: 'blue', RAILWAY_DEPLOYMENT_ID: first });
    expect(platform.activeDeployment('api')).toBe(first);
    const [facts] = platform.deployments('api');
    expect(facts?.meta).toEqual({ cliMessage: 'a release', imageDigest: expect.stringMatching(/^sha256:/) });
    expect(facts?.deploymentLog).toContain('version one starts');
  });

  it('keeps the old version when the new one is not healthy, and says why', async () => {
    await ask(
      platform,
      'mutation { serviceInstanceUpdate(serviceId: "svc", environmentId: "env", input: {healthcheckTimeout: 1}) }',
    );
    const bad = await ship(platform, app('sick', 503), 'FAILED');
    expect(await read(platform)).toBe('one');
    expect(platform.activeDeployment('api')).toBe(first);
    const { data } = await ask(
      platform,
      '{ deploymentEvents(id: "ID", last: 1) { edges { node { step payload { attempt reason } } } } }'.replace(
        'ID',
        bad,
      ),
    );
    expect(JSON.stringify(data)).toMatch(/HEALTHCHECK.*answered 503/);
    expect(platform.deployments('api')[0]?.pid).toBeUndefined();
  });

  it('goes back to the first version as a new deployment, without a build', async () => {
    const second = await ship(platform, app('two'));
    await until(platform, first, 'REMOVED');
    expect(platform.deployments('api').find((one) => one.id === first)?.canRollback).toBe(true);
    await ask(
      platform,
      'mutation { variableUpsert(input: {projectId: "prj", environmentId: "env", serviceId: "svc", name: "COLOUR", value: "red", skipDeploys: true}) }',
    );
    expect((await ask(platform, rollback, { id: first })).data).toEqual({ deploymentRollback: true });
    const [newest] = platform.deployments('api');
    await until(platform, newest?.id ?? '', 'SUCCESS');
    await until(platform, second, 'REMOVED');
    expect([first, second]).not.toContain(newest?.id);
    expect(await read(platform)).toBe('one');
    expect(JSON.parse(await read(platform, '/env'))).toMatchObject({ COLOUR: 'blue' });
    expect(newest?.buildLog.join('\n')).not.toContain('exporting to image');
    expect((await ask(platform, rollback, { id: newest?.id })).errors?.[0]?.message).toMatch(
      /cannot be rolled back/,
    );
  });

  it('deploys again when a variable changes, unless told not to', async () => {
    const before = platform.deployments('api').length;
    await ask(
      platform,
      'mutation($v: EnvironmentVariables!) { variableCollectionUpsert(input: {projectId: "prj", environmentId: "env", serviceId: "svc", variables: $v}) }',
      { v: { COLOUR: 'green' } },
    );
    const [newest] = platform.deployments('api');
    expect(platform.deployments('api')).toHaveLength(before + 1);
    await until(platform, newest?.id ?? '', 'SUCCESS');
    expect(JSON.parse(await read(platform, '/env'))).toMatchObject({ COLOUR: 'green' });
  });

  it('refuses an archive that is none, and one that leaves its folder', async () => {
    const answer = await send(platform, Buffer.from('not a tar'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: expect.stringContaining('cannot be read') });
    const escaping = await send(platform, await packAt('../outside', 'x'));
    expect(escaping.status).toBe(400);
    expect(await escaping.json()).toEqual({ message: expect.stringContaining('../outside') });
  });

  it('tells a failing build with its log, and a root directory that is not there', async () => {
    const scripts = { build: 'echo cannot find the thing >&2; exit 4' };
    const id = await ship(platform, { ...app('x'), 'package.json': JSON.stringify({ scripts }) }, 'FAILED');
    const { data } = await ask(
      platform,
      `{ buildLogs(deploymentId: "${id}", limit: 50) { message severity } }`,
    );
    expect(JSON.stringify(data)).toMatch(/cannot find the thing/);
    expect(JSON.stringify(data)).toMatch(/did not complete successfully/);
    await ask(
      platform,
      'mutation { serviceInstanceUpdate(serviceId: "svc", environmentId: "env", input: {rootDirectory: "/backend"}) }',
    );
    await ship(platform, app('x'), 'FAILED');
    expect(platform.deployments('api')[0]?.buildLog.join()).toContain(
      'Could not find root directory: /backend',
    );
    const nested = Object.fromEntries(
      Object.entries(app('nested')).map(([name, text]) => [`backend/${name}`, text]),
    );
    await ship(platform, nested);
    expect(await read(platform)).toBe('nested');
  });
});

describe('an app with dependencies', () => {
  it('is installed once and taken from the layer cache the next time', async () => {
    const platform = await openPlatform();
    const files = (version: string): Record<string, string> => ({
      'server.js': `const thing = require('thing');\n${app(version)['server.js']}\nconsole.log(thing);`,
      'package.json': JSON.stringify({ dependencies: { thing: 'file:./thing' } }),
      'thing/package.json': JSON.stringify({ name: 'thing', version: '1.0.0' }),
      'thing/index.js': 'module.exports = "the thing is here";',
    });
    try {
      await ship(platform, files('one'));
      await ship(platform, files('two'));
      expect(await read(platform)).toBe('two');
      const [second, first] = platform.deployments('api');
      expect(first?.buildLog.join()).toContain('npm install --omit=dev');
      expect(second?.buildLog).toContain('install: CACHED');
      expect(second?.deploymentLog).toContain('the thing is here');
    } finally {
      await platform.close();
    }
  });
});

describe('an upload whose answer is lost', () => {
  it('still makes a deployment, found by its message', async () => {
    const platform = await openPlatform();
    try {
      platform.faults.add({ operation: 'upload', fault: { kind: 'reset-after' } });
      await expect(send(platform, await pack(app('lost')), 'nonce-1')).rejects.toThrow();
      const { data } = await ask(
        platform,
        '{ deployments(first: 5, input: {serviceId: "svc", environmentId: "env"}) { edges { node { id meta } } } }',
      );
      expect(JSON.stringify(data)).toContain('"cliMessage":"nonce-1"');
      await until(platform, platform.deployments('api')[0]?.id ?? '', 'SUCCESS');
    } finally {
      await platform.close();
    }
  });
});
