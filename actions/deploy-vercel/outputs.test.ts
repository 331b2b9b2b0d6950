import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';
import { main } from './main.js';
import { setUp } from './test-run.js';

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld();
});
afterEach(() => world.close());

describe('what later steps get', () => {
  it('of a good deployment is every fact, and the same facts as JSON', async () => {
    await world.deploy({ target: 'production' });
    const { outputs, result } = await world.deploy({ aliases: 'web' });
    expect(outputs).toMatchObject({
      state: 'ready',
      target: 'preview',
      'project-id': 'prj_1',
      files: '2',
      bytes: '20',
      'error-code': '',
      'error-message': '',
      reason: '',
      'alias-urls': '["http://web.vercel.app"]',
      url: 'http://web.vercel.app',
    });
    expect(Number(outputs['duration-ms'])).toBeGreaterThan(0);
    expect(outputs['inspector-url']).toContain('vercel.com');
    const { protectionBypass: _, ...told } = result;
    expect(JSON.parse(outputs.result ?? '')).toEqual(JSON.parse(JSON.stringify(told)));
  });

  it('of a failed build is its code, the cause and the lines that say it', async () => {
    world.vercel.scriptNextDeployment({
      end: 'ERROR',
      errorCode: 'BUILD_UTILS_SPAWN_1',
      errorMessage: 'Command "npm run build" exited with 1',
      buildLog: ['installing', "Error: Cannot find module 'left-pad'", 'npm error'],
    });
    const { outputs, summary, failure, told } = await world.deploy();
    expect(outputs).toMatchObject({ 'error-code': 'BUILD_UTILS_SPAWN_1', state: 'failed' });
    expect(outputs['error-message']).toContain('left-pad');
    expect(outputs.reason).not.toContain('\n');
    expect(summary).toContain('**Cause:** The build does not find a module or a command.');
    expect(summary).toContain('**What to do:**');
    expect(failure?.message).toContain('left-pad');
    const lines = told.log.lines;
    expect(lines.indexOf('group: Build log')).toBeGreaterThanOrEqual(0);
    expect(lines).toContain("Error: Cannot find module 'left-pad'");
  });

  it('is told in the log before it is sent: how many files, how large, and how much of that is new', async () => {
    const { told } = await world.deploy({ target: 'production' });
    expect(told.log.lines).toEqual(
      expect.arrayContaining(['2 files, 20 B', 'Sending what is new to Vercel: 2 files, 20 B']),
    );
    const again = await world.deploy({ target: 'production' });
    expect(again.told.log.lines.join('\n')).not.toContain('new to Vercel');
  });

  it('of a run that ends by an error is what it was about', async () => {
    const { inputs, deps, told } = setUp(world.here, { project: 'nope' });
    await expect(main(inputs, deps)).rejects.toThrow('nope');
    expect(told.known).toMatchObject({ state: 'failed', target: 'preview', 'error-code': 'not_found' });
    expect(told.known['error-message']).toContain('nope');
  });
});

describe('the summary', () => {
  it('draws where the time went', async () => {
    await world.deploy({ target: 'production' });
    const { summary, result } = await world.deploy({ aliases: 'web' });
    expect(summary).toContain('```mermaid\ngantt');
    expect(summary).toMatch(/upload \(.*\) :\d+, \d+/);
    const spans = result.timeline;
    expect(spans.map(({ phase }) => phase)).toEqual(
      expect.arrayContaining(['find', 'upload', 'queue', 'aliases']),
    );
    for (const [index, span] of spans.entries()) {
      const before = spans[index - 1];
      if (before) expect(span.startMs).toBeGreaterThanOrEqual(before.startMs + before.durationMs);
    }
  });

  it('says each line of a short build log once, and ends each sentence once', async () => {
    world.vercel.scriptNextDeployment({
      end: 'ERROR',
      errorCode: 'BUILD_FAILED',
      errorMessage: 'No Output Directory named "dist" found.',
      buildLog: ['Error: nothing in dist'],
    });
    const { summary } = await world.deploy();
    expect(summary.split('Error: nothing in dist')).toHaveLength(2);
    expect(summary).not.toContain('..\n');
  });

  it('shows no phase that did not happen', async () => {
    await world.deploy({ target: 'production' });
    const { result } = await world.deploy();
    expect(result.timeline.map(({ phase }) => phase)).not.toContain('aliases');
  });

  it('cannot be taken over by what a build prints', async () => {
    world.vercel.scriptNextDeployment({
      end: 'ERROR',
      errorMessage: '| <script>alert(1)</script> @everyone',
      buildLog: ['``` # heading', '<img src=x onerror=alert(1)>'],
    });
    const { summary } = await world.deploy();
    const outside = summary.replace(/(`{3,})[\s\S]*?\n\1/g, '');
    expect(outside).not.toContain('<script>');
    expect(outside).not.toContain('<img');
    expect(outside).not.toContain('@everyone');
  });
});
