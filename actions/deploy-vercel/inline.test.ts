import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld();
});
afterEach(() => world.close());

function write(count: number, text = 'x', mode = 0o644): void {
  mkdirSync(join(world.directory, 'site/assets'), { recursive: true });
  for (let index = 0; index < count; index += 1)
    writeFileSync(join(world.directory, `site/assets/${index}.js`), `${index}${text}`, { mode });
}

const bodies = () =>
  world.vercel.requests.filter((one) => one.operation === 'createDeployment').map(({ body }) => body);

describe('a site of many small files', () => {
  it('goes out in one request, and is served as it is', async () => {
    write(60);
    const { result, failure, told } = await world.deploy();
    expect(failure).toBeUndefined();
    expect([world.count('createDeployment'), world.count('uploadFile')]).toEqual([1, 0]);
    expect(told.log.lines.join('\n')).toMatch(/62 files, .* inside the request/);
    const served = await fetch(`${result.deploymentUrl}/assets/59.js`);
    expect(await served.text()).toBe('59x');
  });

  it('is sent one by one when Vercel finds the request too large, and deployed once', async () => {
    write(60);
    const body = { error: { code: 'request_entity_too_large', message: 'Request Entity Too Large' } };
    world.vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'status', status: 413, body } });
    const { failure } = await world.deploy();
    expect(failure).toBeUndefined();
    expect(world.count('uploadFile')).toBe(62);
    expect(world.vercel.deployments('site')).toHaveLength(1);
  });

  it.each([
    ['few enough for one round of uploads', 20, 'x', 0o644, {}],
    ['too many', 300, 'x', 0o644, {}],
    ['too large together', 40, 'x'.repeat(30_000), 0o644, {}],
    ['programs, whose mode must not get lost', 40, 'x', 0o755, {}],
    ['not to be sent so', 40, 'x', 0o644, { archive: 'none' }],
  ] as const)('is sent by digests when they are %s', async (_, count, text, mode, given) => {
    write(count, text, mode);
    await world.deploy(given);
    expect(JSON.stringify(bodies())).not.toContain('"data"');
    expect(world.count('uploadFile')).toBe(count + 2);
  });
});
