import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readContext } from '../../src/action/context.js';
import { InputReader } from '../../src/action/inputs.js';
import { serve, type TestServer } from '../../src/checks/misbehaving/server.js';
import { createHttp } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

const workspace = mkdtempSync(join(tmpdir(), 'smoke-'));
let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await serve((request, response) => {
    response.statusCode = request.url === '/health' ? 200 : 404;
    response.end(`<p>${request.headers['x-vercel-protection-bypass'] ?? ''}|</p>`);
  });
  url = server.url;
});
afterAll(async () => {
  await server.close();
  rmSync(workspace, { recursive: true, force: true });
});

const masked: string[] = [];

async function smoke(given: Record<string, string>, known: Record<string, string> = {}) {
  const read = new InputReader({
    raw: (name) => given[name] ?? '',
    mask: (secret) => void masked.push(secret),
    workspace,
  });
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const context = readContext({ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: workspace });
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const mask = (secret: string) => void masked.push(secret);
  const onCancel = () => () => undefined;
  const know = (outputs: Record<string, string>) => void Object.assign(known, outputs);
  const inputs = parseInputs(read);
  const deps = { http, clock: systemClock, log, signal, env: {}, context, mask, onCancel, know };
  return report(await main(inputs, deps), inputs);
}

describe('smoke-test', () => {
  it('checks one path of one address without any file', async () => {
    const told = await smoke({ url, path: '/health' });
    expect(told.outputs).toMatchObject({ verdict: 'pass', passed: 'true', 'failed-checks': '' });
    expect(told.failure).toBeUndefined();
  });

  it('turns red with the first cause, a curl to repeat it, and no secret in anything it tells', async () => {
    const checks = 'checks: [{ name: leak, path: /gone, retries: 0, expect: { status: 200 } }]';
    const told = await smoke({
      targets: `web=${url} vercel`,
      checks,
      'protection-bypass': 'bypass-secret',
    });
    expect(told.outputs).toMatchObject({ verdict: 'fail', passed: 'false', 'failed-checks': 'leak' });
    expect(told.failure?.message).toContain('HTTP 404 in place of 200: "<p>***|</p>"');
    expect(told.summary).toContain(
      `-H 'x-vercel-protection-bypass: '"$VERCEL_AUTOMATION_BYPASS_SECRET" '${url}/gone'`,
    );
    expect(JSON.stringify(told)).not.toContain('bypass-secret');
    expect(masked).toContain('bypass-secret');
  });

  it('is never green with nothing to check, or with a version it has no way to prove', async () => {
    await expect(smoke({ url })).rejects.toThrow('nothing to check');
    await expect(smoke({ url, path: '/health', 'expect-version': 'abc' })).rejects.toThrow('no version rule');
    await expect(smoke({ url, path: '/health', config: 'mispelt.yml' })).rejects.toThrow('mispelt.yml');
  });

  it('keeps what it found against the release when the reports cannot be written, and never calls that a pass', async () => {
    const folder = join(workspace, 'in-the-way');
    mkdirSync(join(folder, 'junit.xml'), { recursive: true });
    const bad: Record<string, string> = {};
    const unwritable = { url, retries: '0', 'report-directory': folder };
    await expect(smoke({ ...unwritable, path: '/gone' }, bad)).rejects.toThrow('could not be written');
    expect(bad).toMatchObject({ verdict: 'fail', passed: 'false', failed: 'true' });
    const good: Record<string, string> = {};
    await expect(smoke({ ...unwritable, path: '/health' }, good)).rejects.toThrow('could not be written');
    expect(good).toEqual({});
  });

  it('adds the inline suite to the file', async () => {
    writeFileSync(join(workspace, 'suite.yml'), 'checks: [{ name: file, path: /health }]');
    const told = await smoke({
      url,
      config: 'suite.yml',
      checks: 'checks: [{ name: inline, path: /health }]',
    });
    expect(told.outputs.reason).toBe('2 of 2 checks hold');
  });

  it('names a target whose address never came, a line that is no target, and a target given twice', async () => {
    await expect(smoke({ targets: 'api=', path: '/' })).rejects.toThrow('"api" has no address');
    await expect(smoke({ targets: url, path: '/' })).rejects.toThrow('"targets"');
    await expect(smoke({ targets: `a=${url}\na=${url}`, path: '/' })).rejects.toThrow('given twice');
    await expect(smoke({ path: '/' })).rejects.toThrow('Neither "url" nor "targets"');
  });

  it('goes on asking for a while, beside the previous deployment, and tells what it measured', async () => {
    const soak = {
      soak: '1s',
      'soak-interval': '5ms',
      thresholds: 'rate<0.01',
      'baseline-url': url,
      'baseline-samples': '8',
    };
    const told = await smoke({ url, path: '/health', ...soak, 'baseline-margin': '1000' });
    expect(told.outputs).toMatchObject({ verdict: 'pass', 'error-rate': '0' });
    expect(told.outputs.reason).toContain('of soak held');
    expect(told.summary).toContain('#### Soak of');
    expect(told.summary).toContain('baseline median');
  });

  it('names a check that failed only during the soak, in the outputs and in every report', async () => {
    const path = '/health';
    const soak = { soak: '200ms', 'soak-interval': '5ms', thresholds: 'p(95)<0' };
    const told = await smoke({ url, path, ...soak });
    expect(told.outputs).toMatchObject({ verdict: 'fail', 'failed-checks': 'soak: /health answers 200' });
    const report = join(workspace, 'smoke-test-report');
    expect(readFileSync(join(report, 'junit.xml'), 'utf8')).toContain('name="soak: /health answers 200"');
    expect(readFileSync(join(report, 'results.tap'), 'utf8')).toContain('not ok 2 - default: soak');
  });
});

describe('a suite on several runners', () => {
  const checks = `checks:
  - { name: one, path: /health, retries: 0 }
  - { name: two, path: /gone, retries: 0 }
  - { name: three, path: /health, needs: [one], retries: 0 }`;
  const shard = (part: string, folder: string) =>
    smoke({ url, checks, shard: part, 'report-directory': `shards/${folder}` });

  it('makes every check somewhere, with what it needs, and gets one verdict of all', async () => {
    const [first, second, third] = [
      await shard('1/3', 'a'),
      await shard('2/3', 'b'),
      await shard('3/3', 'c'),
    ];
    expect([first, second, third].map(({ outputs }) => outputs.verdict)).toEqual(['fail', 'pass', 'pass']);
    const told = await smoke({ merge: 'shards', 'report-directory': 'merged' });
    expect(told.outputs).toMatchObject({ verdict: 'fail', 'failed-checks': 'two' });
    const found = JSON.parse(told.outputs.result ?? '') as { checks: { name: string }[] };
    expect(found.checks.map(({ name }) => name).sort()).toEqual(['one', 'three', 'two']);
  });

  it('is no pass when the result of one is missing', async () => {
    rmSync(join(workspace, 'shards'), { recursive: true, force: true });
    await shard('2/3', 'b');
    await shard('3/3', 'c');
    const told = await smoke({ merge: 'shards', 'report-directory': 'merged' });
    expect(told.outputs).toMatchObject({ verdict: 'error', reason: 'shard 1/3 left no result' });
    expect(told.failure).toBeDefined();
  });
});
