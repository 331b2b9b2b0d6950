import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { readContext } from '../../src/action/context.js';
import { InputReader } from '../../src/action/inputs.js';
import { type Handler, serve, type TestServer } from '../../src/checks/misbehaving/server.js';
import { createHttp } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';

const workspace = mkdtempSync(join(tmpdir(), 'smoke-reports-'));
const servers: TestServer[] = [];
let github: GitHubPlatform;
let commit = '';

beforeAll(async () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace }).toString().trim();
  git('init', '-q', '-b', 'main');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', 'one');
  commit = git('rev-parse', 'HEAD');
  const repository = { owner: 'acme', name: 'shop', defaultBranch: 'main' };
  github = await startGitHubPlatform({ repository, gitDirectory: workspace });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});
afterAll(async () => {
  await github.close();
  rmSync(workspace, { recursive: true, force: true });
});

async function start(handle: Handler): Promise<string> {
  const server = await serve(handle);
  servers.push(server);
  return server.url;
}

async function smoke(given: Record<string, string>, env: Record<string, string> = {}) {
  const masked: string[] = [];
  const mask = (secret: string) => void masked.push(secret);
  const read = new InputReader({ raw: (name) => given[name] ?? '', mask, workspace });
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const context = readContext({
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: workspace,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SHA: commit,
    GITHUB_RUN_ID: '7',
  });
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const inputs = parseInputs(read);
  const onCancel = () => () => undefined;
  const know = () => undefined;
  const deps = { http, clock: systemClock, log, signal, env, context, mask, onCancel, know };
  const result = await main(inputs, deps);
  return { ...report(result, inputs), log: log.lines, masked };
}

const suite = `checks:
  - name: Home
    path: /
  - name: Broken <&>
    path: /broken
    retries: 0
    headers: { authorization: "Bearer {{env.API_TOKEN}}" }
    expect: { status: 200, json: { $.ok: true } }
  - name: Wish
    path: /broken
    retries: 0
    level: warn
  - name: Dependent
    path: /
    needs: [Broken <&>]
`;

async function failing(extra: Record<string, string> = {}) {
  writeFileSync(join(workspace, 'suite.yml'), suite);
  const url = await start((request, response) => {
    if (request.url === '/') return response.end('fine');
    const body = { error: 'no "luck"', password: 'hunter-22', echo: request.headers.authorization };
    return response.writeHead(500, { 'set-cookie': 'sid=cookie-77; HttpOnly' }).end(JSON.stringify(body));
  });
  return { url, told: await smoke({ url, config: './suite.yml', ...extra }, { API_TOKEN: 'env-secret-1' }) };
}

describe('the reports of a smoke test', () => {
  it('tell the numbers, name what failed, and point at the lines of the suite', async () => {
    const { told } = await failing();
    expect(told.outputs).toMatchObject({
      verdict: 'fail',
      passed: 'false',
      failed: 'true',
      'error-rate': '0.6667',
      'failed-checks': 'Broken <&>\nDependent',
      report: join(workspace, 'smoke-test-report'),
    });
    expect(Number(told.outputs['p95-ms'])).toBeGreaterThan(0);
    expect(told.annotations).toEqual([
      expect.objectContaining({
        level: 'error',
        file: 'suite.yml',
        line: 4,
        title: 'Smoke test: Broken <&>',
      }),
      expect.objectContaining({ level: 'warning', file: 'suite.yml', line: 9 }),
    ]);
    expect(told.summary).toContain('🟡 fail (warn)');
    expect(told.summary).toContain('➖ not made');
    expect(told.summary).toContain('HTTP/1.1 500');
    expect(told.summary).toContain('xychart-beta');
  });

  it('hold no secret: not of the environment, of a body, of a cookie; the curl has them as variables', async () => {
    const { url, told } = await failing();
    const folder = told.outputs.report ?? '';
    const files = ['junit.xml', 'results.tap', 'result.json'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    const everything = JSON.stringify([told, ...files], (key, value) =>
      key === 'masked' ? undefined : value,
    );
    for (const secret of ['env-secret-1', 'hunter-22', 'cookie-77']) expect(everything).not.toContain(secret);
    expect(told.summary).toContain(`curl -i -H 'authorization: Bearer '"$API_TOKEN" '${url}/broken'`);
    expect(told.masked).toContain('env-secret-1');
  });

  it('are JUnit that a parser reads, and TAP that counts', async () => {
    const { told } = await failing();
    const folder = told.outputs.report ?? '';
    const tags: Record<string, number> = {};
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => {
      tags[name] = (tags[name] ?? 0) + 1;
      if (name === 'failure') expect(attributes.message).toContain('HTTP 500 in place of 200');
    });
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(readFileSync(join(folder, 'junit.xml'), 'utf8')).close();
    expect(tags).toMatchObject({ testcase: 4, failure: 1, skipped: 2 });
    const tap = readFileSync(join(folder, 'results.tap'), 'utf8').split('\n');
    expect(tap.filter((line) => /^(ok|not ok|1\.\.)/.test(line))).toEqual([
      '1..4',
      'ok 1 - default: Home',
      'not ok 2 - default: Broken <&>',
      'not ok 3 - default: Wish # TODO level is warn',
      'not ok 4 - default: Dependent # SKIP',
    ]);
  });

  it('stand at the commit as a check run, when that is asked for', async () => {
    const token = github.issueToken({ checks: 'write' });
    await failing({ 'check-run': 'true', 'github-token': token });
    const run = github.checkRuns().at(-1);
    expect(run).toMatchObject({
      name: 'Smoke test',
      head_sha: commit,
      status: 'completed',
      conclusion: 'failure',
    });
    expect(JSON.stringify(run)).not.toContain('hunter-22');
  });

  it('end the check run also when the suite cannot be made', async () => {
    const token = github.issueToken({ checks: 'write' });
    const checks = 'checks: [{ name: a, path: "/{{gone}}" }]';
    const given = { url: 'http://127.0.0.1:1', checks, 'check-run': 'true', 'github-token': token };
    await expect(smoke(given)).rejects.toThrow('no check captures');
    expect(github.checkRuns().at(-1)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  it('lose no verdict when GitHub refuses the check run: the permission is named', async () => {
    const token = github.issueToken({ contents: 'read' });
    const { told } = await failing({ 'check-run': 'true', 'github-token': token });
    expect(told.outputs.verdict).toBe('fail');
    expect(told.log.join('\n')).toContain('The check run could not be written');
  });
});

describe('on-inconclusive', () => {
  it('decides whether the job is red when nothing could be told', async () => {
    const url = await start((_, response) => response.end('<html>'));
    const checks = 'version: [{ path: /, json-path: $.version, expect: abc }]';
    const given = { url, checks, 'version-timeout': '1s' };
    const red = await smoke(given);
    expect([red.outputs.verdict, red.failure !== undefined]).toEqual(['inconclusive', true]);
    const green = await smoke({ ...given, 'on-inconclusive': 'pass' });
    expect([green.outputs.verdict, green.outputs.passed, green.failure]).toEqual([
      'inconclusive',
      'false',
      undefined,
    ]);
    expect(green.annotations).toContainEqual(expect.objectContaining({ level: 'warning' }));
  });
});

describe('protection-oidc', () => {
  it('opens a protected deployment with an id token of the job, which nothing tells', async () => {
    const asked: (string | undefined)[] = [];
    const issuer = await start((request, response) => {
      asked.push(request.url, request.headers.authorization);
      response.end('{"value":"header.payload.signature"}');
    });
    const app = await start((request, response) =>
      request.headers['x-vercel-trusted-oidc-idp-token'] === 'header.payload.signature'
        ? response.end('app')
        : response.writeHead(401, { 'set-cookie': '_vercel_sso_nonce=x' }).end(),
    );
    const given = {
      targets: `web=${app} vercel`,
      path: '/',
      'protection-oidc': 'true',
      'oidc-audience': 'acme',
    };
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer}/token?api=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    };
    const told = await smoke(given, env);
    expect(told.outputs.verdict).toBe('pass');
    expect(asked).toEqual(['/token?api=1&audience=acme', 'Bearer request-token']);
    expect(told.masked).toEqual(expect.arrayContaining(['request-token', 'header.payload.signature']));
    await expect(smoke(given)).rejects.toThrow('id tokens');
  });
});
