import { Agent, get } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { app, ask, openPlatform, pack, read, send, ship, until } from './fixture.js';
import type { RailwayPlatform } from './index.js';

let platform: RailwayPlatform;
afterEach(() => platform.close());

describe('a switch from one deployment to the next', () => {
  it('loses no request of fifty clients', async () => {
    platform = await openPlatform();
    await ship(platform, app('one'));
    let going = true;
    const seen = new Map<string, number>();
    const agent = new Agent({ keepAlive: true, maxSockets: 50 });
    const client = async (index: number): Promise<void> => {
      while (going) {
        const answer = await once(`${platform.serviceUrl('api')}${index % 5 ? '/' : '/slow'}`, agent);
        seen.set(answer, (seen.get(answer) ?? 0) + 1);
      }
    };
    const clients = Array.from({ length: 50 }, (_, index) => client(index));
    const second = await ship(platform, app('two'));
    const [, old] = platform.deployments('api');
    await until(platform, old?.id ?? '', 'REMOVED');
    going = false;
    await Promise.all(clients);
    agent.destroy();
    expect(platform.activeDeployment('api')).toBe(second);
    expect([...seen.keys()].sort()).toEqual(['one', 'two']);
  });

  it('leaves the old version answering for the overlap', async () => {
    platform = await openPlatform({ overlapSeconds: 1 });
    const first = await ship(platform, app('one'));
    await ship(platform, app('two'));
    const answers = await Promise.all([1, 2, 3, 4].map(() => read(platform)));
    expect(new Set(answers)).toEqual(new Set(['one', 'two']));
    await until(platform, first, 'REMOVED');
    expect(await read(platform)).toBe('two');
  });
});

describe('a deployment that goes wrong', () => {
  it('is CRASHED when its process keeps ending after SUCCESS', async () => {
    platform = await openPlatform();
    await ask(
      platform,
      'mutation { serviceInstanceUpdate(serviceId: "svc", environmentId: "env", input: {restartPolicyMaxRetries: 0}) }',
    );
    const id = await ship(platform, app('one'));
    await read(platform, '/exit');
    await until(platform, id, 'CRASHED');
    expect((await fetch(platform.serviceUrl('api'))).status).toBe(502);
  });

  it('can be told to crash, to be skipped, to be stuck, and to have a status nobody knows', async () => {
    platform = await openPlatform();
    platform.scriptNextDeployment('api', { kind: 'crash', afterMs: 50 });
    await ship(platform, app('one'), 'CRASHED');
    platform.scriptNextDeployment('api', { kind: 'skipped' });
    await ship(platform, app('one'), 'SKIPPED');
    platform.scriptNextDeployment('api', {
      kind: 'statuses',
      statuses: ['QUEUED', 'HIBERNATING'],
      stepMs: 10,
      stay: true,
    });
    const id = await ship(platform, app('one'), 'HIBERNATING');
    const shown = await ask(platform, `{ deployment(id: "${id}") { status } }`);
    expect(shown).toEqual({ data: { deployment: { status: 'HIBERNATING' } } });
    const cancel = `mutation { deploymentCancel(id: "${id}") }`;
    expect((await ask(platform, cancel)).data).toEqual({ deploymentCancel: true });
    await until(platform, id, 'REMOVED');
    expect(platform.deployments('api')[0]?.canRollback).toBe(false);
    expect((await ask(platform, cancel)).data).toEqual({ deploymentCancel: false });
  });

  it('leaves no process behind when the platform closes', async () => {
    platform = await openPlatform();
    await ship(platform, app('one'));
    await send(platform, await pack(app('two')));
    const pid = platform.deployments('api').find((one) => one.pid)?.pid ?? 0;
    expect(pid).toBeGreaterThan(0);
    await platform.close();
    expect(() => process.kill(pid, 0)).toThrow();
    platform = await openPlatform();
  });
});

function once(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () => resolve(answer.statusCode === 200 ? text : `${answer.statusCode} ${text}`));
    }).on('error', reject);
  });
}
