import { afterEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { type Handler, serve as listen, type TestServer } from './misbehaving/server.js';
import type { SuiteRun } from './run-settings.js';
import { runSuite } from './run-suite.js';
import { suiteJsonSchema, suiteSchema } from './suite.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(handle: Handler): Promise<string> {
  const server = await listen(handle);
  servers.push(server);
  return server.url;
}

/** Waiting passes at once; only the clock knows. */
class JumpingClock implements Clock {
  time = 0;
  now(): number {
    return this.time;
  }
  sleep(ms: number): Promise<void> {
    this.time += ms;
    return Promise.resolve();
  }
}

function run(
  suite: unknown,
  targets: Record<string, string>,
  expectVersion?: string,
  extra: Partial<SuiteRun> = {},
) {
  return runSuite(
    {
      suite: suiteSchema.parse(suite),
      targets,
      ...(expectVersion === undefined ? {} : { expectVersion }),
      versionTimeoutMs: 20_000,
      ...extra,
    },
    {
      clock: new JumpingClock(),
      log: new RecordingLogger(),
      signal: new AbortController().signal,
      bypass: { secret: 'top-secret' },
    },
  );
}

const version = [{ path: '/version', 'json-path': '$.version' }];
const home = { name: 'home', path: '/' };

describe('runSuite', () => {
  it('makes no check before the new version answered three times in a row, and names the old one in between', async () => {
    const answers = ['old', 'new', 'new', 'old', 'new', 'new', 'new'];
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(request.url === '/version' ? JSON.stringify({ version: answers.shift() }) : 'hello');
    });
    const result = await run({ version, checks: [home] }, { web: url }, 'new');
    expect(result.verdict).toBe('pass');
    expect(result.version[0]?.seen).toEqual(['old (2 times)', 'new (5 times)']);
    expect(asked).toEqual([...Array(7).fill('/version'), '/', '/version']);
  });

  it('is not green against the old version: it fails at the deadline and says what it saw', async () => {
    const url = await serve((_, response) => response.end('{"version":"old"}'));
    const result = await run({ version, checks: [home] }, { web: url }, 'new');
    expect(result).toMatchObject({ verdict: 'fail', checks: [] });
    expect(result.reason).toMatch(/did not answer as new 3 times in a row.*old \(\d+ times\)/);
  });

  it('cannot tell when a version is told nowhere, which is no failure of the release', async () => {
    const url = await serve((_, response) => response.end('<html>'));
    expect((await run({ version }, { web: url }, 'new')).verdict).toBe('inconclusive');
  });

  it('does not call a release bad when this runner reaches nothing at all', async () => {
    const result = await run({ version, checks: [home] }, { web: 'http://127.0.0.1:1' }, 'new');
    expect(result.verdict).toBe('error');
    expect(result.reason).toContain('ECONNREFUSED');
  });

  it('calls a target dead that does not answer while another one does', async () => {
    const url = await serve((_, response) => response.end('ok'));
    const checks = [
      { ...home, target: 'web' },
      { name: 'api', path: '/', target: 'api' },
    ];
    const result = await run({ checks }, { web: url, api: 'http://127.0.0.1:1' });
    expect(result.verdict).toBe('fail');
    expect(result.reason).toContain('"api" on api: no connection (ECONNREFUSED)');
  });

  it('fails for a 5xx after the stated retries, once for a POST, with a curl that repeats it', async () => {
    let posts = 0;
    const url = await serve((request, response) => {
      if (request.method === 'POST') posts += 1;
      response.statusCode = 503;
      response.end('down');
    });
    const post = {
      name: 'post',
      path: '/items',
      method: 'POST',
      json: { a: "it's" },
      headers: { authorization: 'Bearer s3cret-value' },
    };
    const result = await run({ checks: [home, post] }, { web: url });
    expect(result.checks.map(({ verdict, attempts }) => [verdict, attempts])).toEqual([
      ['fail', 3],
      ['fail', 1],
    ]);
    expect(posts).toBe(1);
    expect(result.checks[0]?.reason).toBe('HTTP 503 in place of 2xx: "down"');
    expect(result.checks[1]?.curl).toContain("--data '{\"a\":\"it'\\''s\"}'");
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it('finds every kind of answer that does not hold', async () => {
    const url = await serve((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('{"status":"bad","items":{},"count":2,"extra":1}');
    });
    const expects = {
      header: { 'Content-Type': { contains: 'json' }, 'x-none': 'a' },
      'body-contains': 'welcome',
      'body-not-contains': 'bad',
      'body-matches': '^\\[',
      json: {
        '$.status': 'ok',
        '$.items': { type: 'array' },
        '$.count': { min: 3 },
        '$.gone': { exists: true },
        '$.extra': { exists: false },
      },
    };
    const result = await run({ checks: [{ ...home, retries: 0, expect: expects }] }, { web: url });
    const reason = result.checks[0]?.reason ?? '';
    expect(reason.split('; ')).toHaveLength(10);
    expect(reason).toContain('$.status is "bad" in place of "ok"');
    const good = {
      json: { '$.count': { equals: 2, type: 'integer', max: 2 }, '$.status': { matches: '^b' } },
      header: { 'content-type': 'text/html' },
    };
    expect((await run({ checks: [{ ...home, expect: good }] }, { web: url })).verdict).toBe('pass');
  });

  it('sends the bypass secret to the targets only, never to where they redirect', async () => {
    const got: (string | undefined)[] = [];
    const foreign = await serve((request, response) => {
      got.push(String(request.headers['x-vercel-protection-bypass']));
      response.end('elsewhere');
    });
    const url = await serve((request, response) => {
      got.push(String(request.headers['x-vercel-protection-bypass']));
      response.writeHead(307, { location: `${foreign}/` }).end();
    });
    const result = await run({ checks: [home] }, { web: url }, undefined, { vercelTargets: ['web'] });
    expect(result.verdict).toBe('pass');
    expect(got).toEqual(['top-secret', 'undefined']);
  });

  it('names the login wall of a protected deployment and the fix, and blames no release', async () => {
    const url = await serve((_, response) => {
      response.writeHead(401, { 'set-cookie': '_vercel_sso_nonce=abc; Path=/' }).end('login');
    });
    const result = await run({ version, checks: [home] }, { web: url }, 'new');
    expect(result.verdict).toBe('error');
    expect(result.reason).toContain('protection-bypass');
  });

  it('refuses a suite with a misspelt key, a bad path expression, or a target nobody gave', async () => {
    const parse = (check: object) => () => suiteSchema.parse({ checks: [{ ...home, ...check }] });
    expect(parse({ expct: {} })).toThrow('expct');
    expect(parse({ expect: { json: { '$.a[': 1 } } })).toThrow();
    await expect(
      run({ checks: [{ ...home, target: 'api' }] }, { web: 'http://127.0.0.1:1' }),
    ).rejects.toThrow('"web"');
    expect(JSON.stringify(suiteJsonSchema())).toContain('body-not-contains');
  });

  it('does not pass without having checked anything', async () => {
    expect((await run({}, { web: 'http://127.0.0.1:1' })).verdict).toBe('inconclusive');
  });
});
