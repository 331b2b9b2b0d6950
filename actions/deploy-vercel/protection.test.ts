import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';
import { main } from './main.js';
import { report } from './outputs.js';
import { setUp } from './test-run.js';

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld([
    { id: 'prj_1', name: 'site', protection: { bypassSecrets: ['opens-it-4242'] } },
    { id: 'prj_2', name: 'locked', protection: {} },
    { id: 'prj_3', name: 'open' },
  ]);
});
afterEach(() => world.close());

async function deploy(given: Record<string, string>) {
  const masked: string[] = [];
  const { inputs, deps, told } = setUp(world.here, given);
  const result = await main(inputs, { ...deps, mask: (secret) => void masked.push(secret) });
  return { ...report(result), masked, log: told.log.lines.join('\n') };
}

describe('a protected project', () => {
  it('without a secret deploys all the same and says how a smoke test gets in', async () => {
    const { failure, summary, outputs } = await deploy({});
    expect(failure).toBeUndefined();
    expect(summary).toContain('create-protection-bypass');
    expect(summary).toContain('trusted source');
    expect(outputs['protection-bypass']).toBe('');
  });

  it('hands a secret that opens it on, and nowhere but in its own output', async () => {
    const { outputs, summary, log } = await deploy({ 'protection-bypass': 'opens-it-4242' });
    const { 'protection-bypass': secret, ...others } = outputs;
    expect(secret).toBe('opens-it-4242');
    expect(JSON.stringify([others, summary, log])).not.toContain('opens-it-4242');
    expect(summary).not.toContain('does not open');
    const opened = await fetch(outputs['deployment-url'] ?? '', {
      headers: { 'x-vercel-protection-bypass': secret ?? '' },
    });
    expect(opened.status).toBe(200);
  });

  it('warns of a secret that does not open it', async () => {
    const { failure, log, summary, annotations } = await deploy({
      'protection-bypass': 'of-another-project',
    });
    expect(failure).toBeUndefined();
    const warned = { level: 'warning', message: expect.stringContaining('does not open this deployment') };
    expect(annotations).toEqual([warned]);
    expect(summary).toContain('does not open this deployment');
    expect(log).not.toContain('does not open this deployment');
  });

  it('takes the secret it has already, masks it, and makes no second one', async () => {
    const { outputs, masked } = await deploy({ 'create-protection-bypass': 'true' });
    expect(outputs['protection-bypass']).toBe('opens-it-4242');
    expect(masked).toEqual(['opens-it-4242']);
    expect(world.count('updateProjectProtectionBypass')).toBe(0);
  });

  it.each(['status', 'reset-after', 'garbage'] as const)(
    'makes one secret when it has none, although a request meets %s',
    async (kind) => {
      const fault = kind === 'status' ? { kind, status: 429 } : { kind };
      world.vercel.faults.add({ operation: 'updateProjectProtectionBypass', fault });
      const { outputs, masked, log } = await deploy({
        project: 'locked',
        'create-protection-bypass': 'true',
      });
      expect(outputs['protection-bypass']).toMatch(/^[0-9a-f]{32}$/);
      expect(masked).toEqual([outputs['protection-bypass']]);
      expect(log).not.toContain(outputs['protection-bypass'] ?? '-');
      const again = await deploy({ project: 'locked', 'create-protection-bypass': 'true' });
      expect(again.outputs['protection-bypass']).toBe(outputs['protection-bypass']);
    },
  );
});

it('says nothing about protection where there is none', async () => {
  const { summary } = await deploy({ project: 'open' });
  expect(summary).not.toContain('protect');
});
