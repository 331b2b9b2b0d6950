import { afterEach, describe, expect, it } from '@jest/globals';
import { misbehave } from './misbehaving/answers.js';
import { check, JumpingClock } from './misbehaving/run.js';
import { type Handler, serve, type TestServer } from './misbehaving/server.js';
import { partOfSuite } from './part-of-suite.js';
import { suiteSchema } from './suite.js';

/** What really happened to others, each as a test: the names in brackets are the repositories. */

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler): Promise<TestServer> {
  const server = await serve(handle);
  servers.push(server);
  return server;
}

const version = [{ path: '/version', 'json-path': '$.version' }];
const home = { name: 'home', path: '/' };
const jumping = () => ({ clock: new JumpingClock() });

describe('a runner that cannot reach production (Catrobat/Catroweb#6461)', () => {
  it('does not call every good deploy bad: nothing reached is an error, which is no reason to roll back', async () => {
    const result = await check({ version, checks: [home] }, 'http://no-such-name.invalid', {
      run: { expectVersion: 'new' },
      deps: jumping(),
    });
    expect(result.verdict).toBe('error');
    expect(result.reason).toContain('which says nothing about the release');
  });

  it('is inconclusive when a control address cannot be reached either, even if another target answers', async () => {
    const { url } = await start((_, response) => response.end());
    const checks = [
      { ...home, target: 'web' },
      { name: 'api', path: '/', target: 'api' },
    ];
    const targets = { web: url, api: 'http://no-such-name.invalid' };
    const run = { targets, controlUrl: 'http://also-none.invalid' };
    const result = await check({ checks }, url, { run });
    expect(result.checks.map(({ verdict }) => verdict)).toEqual(['pass', 'inconclusive']);
    expect(result.reason).toContain("so this runner's network may be at fault");
  });

  it('fails a dead target when the control address answers and another target does', async () => {
    const { url } = await start((_, response) => response.end());
    const checks = [
      { ...home, target: 'web' },
      { name: 'api', path: '/', target: 'api' },
    ];
    const run = { targets: { web: url, api: 'http://127.0.0.1:1' }, controlUrl: url };
    expect((await check({ checks }, url, { run })).verdict).toBe('fail');
  });
});

describe('a smoke test that is green against the old version (Lucky#442, neotoma#2286, airwaylab#960, smokey#742)', () => {
  it('makes no check before the new version answers', async () => {
    const { url, asked } = await start(misbehave.oldFirst(2, { old: 'old', fresh: 'new' }));
    const result = await check({ version, checks: [home] }, url, {
      run: { expectVersion: 'new', consecutive: 2 },
      deps: jumping(),
    });
    expect(result.verdict).toBe('pass');
    expect(result.version[0]?.seen).toEqual(['old (2 times)', 'new (2 times)']);
    expect(asked.slice(0, 4)).toEqual(Array(4).fill('GET /version'));
  });

  it('names an old container that still answers beside the new one', async () => {
    const answers = ['new', 'old', 'new', 'new', 'new'];
    const { url } = await start((_, response) => response.end(JSON.stringify({ version: answers.shift() })));
    const result = await check({ version }, url, { run: { expectVersion: 'new' }, deps: jumping() });
    expect(result.version[0]).toMatchObject({
      verdict: 'pass',
      notes: ['an older container still answered once beside the new one (old)'],
    });
  });

  it('cannot tell when only a cache on the way told the old one, and says what to do', async () => {
    const { url } = await start((_, response) => {
      response.setHeader('cf-cache-status', 'HIT').setHeader('age', '321');
      response.end('{"version":"old"}');
    });
    const result = await check({ version }, url, { run: { expectVersion: 'new' }, deps: jumping() });
    expect(result.verdict).toBe('inconclusive');
    expect(result.reason).toContain('a cache answered (cf-cache-status: HIT, age 321 s)');
    expect(result.reason).toContain('no-store');
  });

  it('fails for an old version out of Vercel’s cache: that is kept for each deployment', async () => {
    const { url } = await start((_, response) => {
      response.setHeader('x-vercel-cache', 'HIT').setHeader('age', '321');
      response.end('{"version":"old"}');
    });
    const result = await check({ version }, url, { run: { expectVersion: 'new' }, deps: jumping() });
    expect(result.verdict).toBe('fail');
  });

  it('proves the deployment by the id that Next.js writes into its pages, a header, or a text', async () => {
    const { url } = await start((request, response) => {
      if (request.url === '/header') response.setHeader('x-version', 'dpl_abc123');
      response.end('<html data-dpl-id="dpl_abc123"><p>build dpl_abc123!</p></html>');
    });
    const rules = [
      { path: '/', 'deployment-id': true },
      { path: '/header', header: 'X-Version' },
      { path: '/', text: 'build (\\w+)!' },
    ].map((rule) => ({ ...rule, expect: 'dpl_abc123' }));
    const result = await check({ version: rules }, url, { deps: jumping() });
    expect(result.version.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  });
});

describe('a newer deploy that lands while the checks are made (Rackula#3216)', () => {
  it('makes the result inconclusive: what failed may be the other one', async () => {
    let live = 'new';
    const { url } = await start((request, response) => {
      if (request.url === '/version') return response.end(JSON.stringify({ version: live }));
      live = 'newer';
      return response.writeHead(500).end();
    });
    const result = await check({ version, checks: [home] }, url, {
      run: { expectVersion: 'new' },
      deps: jumping(),
    });
    expect(result.verdict).toBe('inconclusive');
    expect(result.reason).toContain('web answers as newer after the checks');
  });

  it('is not seen in one answer of an old container that still drains', async () => {
    const answers = ['new', 'old', 'new'];
    const { url } = await start((request, response) =>
      response.end(request.url === '/version' ? JSON.stringify({ version: answers.shift() }) : ''),
    );
    const result = await check({ version, checks: [home] }, url, {
      run: { expectVersion: 'new', consecutive: 1 },
      deps: jumping(),
    });
    expect(result.verdict).toBe('pass');
  });
});

describe('a health check that grew deep dependencies (OONI/backend#1185)', () => {
  it('warns about a dependency that is down without failing the release', async () => {
    const { url } = await start((request, response) =>
      response.writeHead(request.url === '/dependencies' ? 503 : 200).end(),
    );
    const checks = [home, { name: 'mail', path: '/dependencies', level: 'warn' }];
    const result = await check({ checks }, url);
    expect(result.verdict).toBe('pass');
    expect(result.checks[1]).toMatchObject({ verdict: 'fail', level: 'warn' });
  });
});

describe('an edge that answers in place of the app', () => {
  it('is named, so that nobody looks for the fault in the app', async () => {
    const { url } = await start((request, response) => {
      const header = request.url === '/v' ? ['x-vercel-error', 'NOT_FOUND'] : ['x-railway-fallback', 'true'];
      response.writeHead(404, { [header[0] ?? '']: header[1] }).end();
    });
    const { checks } = await check({ checks: [{ ...home, path: '/v' }, home] }, url);
    expect(checks[0]?.reason).toContain('Vercel answered in place of the app (NOT_FOUND)');
    expect(checks[1]?.reason).toContain("Railway's edge answered in place of the app");
  });
});

describe('a service that flaps', () => {
  it('holds after a retry, and the attempts are told', async () => {
    const { url } = await start(misbehave.flapping());
    const result = await check({ checks: [{ ...home, retries: 1, 'retry-interval': '1ms' }] }, url);
    expect(result.checks[0]).toMatchObject({ verdict: 'pass', attempts: 2 });
  });

  it('is not made twice when it changes something', async () => {
    const { url, asked } = await start(misbehave.flapping());
    const result = await check({ checks: [{ ...home, method: 'POST' }] }, url, { run: { retries: 5 } });
    expect(result.verdict).toBe('fail');
    expect(asked).toHaveLength(1);
  });
});

describe('a protected deployment on Vercel', () => {
  const wall: Handler = (request, response) =>
    request.headers['x-vercel-protection-bypass'] === 'by-secret' ||
    request.headers['x-vercel-trusted-oidc-idp-token'] === 'id.token'
      ? response.end('app')
      : response.writeHead(302, { location: 'https://vercel.com/sso-api?url=x' }).end();
  const suite = { checks: [{ ...home, expect: { 'body-contains': 'app' } }] };
  const vercel = { vercelTargets: ['web'] };

  it('is recognised by its login, with the steps that open it', async () => {
    const { url, asked } = await start(wall);
    const result = await check(suite, url, { run: { ...vercel, retries: 5 } });
    expect(result.verdict).toBe('error');
    expect(result.reason).toContain('Protection Bypass for Automation');
    expect(result.reason).toContain('Trusted Sources');
    expect(asked).toHaveLength(1);
  });

  it('is opened by the secret, or by an id token that is minted once for the batch', async () => {
    const { url } = await start(wall);
    const bySecret = await check(suite, url, { run: vercel, deps: { bypass: { secret: 'by-secret' } } });
    expect(bySecret.verdict).toBe('pass');
    let minted = 0;
    const mint = async () => {
      minted += 1;
      return 'id.token';
    };
    const two = { checks: [...suite.checks, { ...home, name: 'again' }] };
    const byToken = await check(two, url, { run: vercel, deps: { bypass: { mint } } });
    expect([byToken.verdict, minted]).toEqual(['pass', 1]);
  });

  it('gets the secret alone: a backend of another platform never sees it', async () => {
    const seen: unknown[] = [];
    const { url } = await start((request, response) => {
      seen.push(request.headers['x-vercel-protection-bypass']);
      response.end();
    });
    await check({ checks: [home] }, url, { deps: { bypass: { secret: 'by-secret' } } });
    await check({ targets: { web: { vercel: true } }, checks: [home] }, url, {
      deps: { bypass: { secret: 'by-secret' } },
    });
    expect(seen).toEqual([undefined, 'by-secret']);
  });
});

describe('what is proved after a rollback', () => {
  it('is the part of the suite that can be asked there: other targets, secrets and logs are left out, and what needs them', () => {
    const suite = suiteSchema.parse({
      variables: { password: '{{env.TOKEN}}' },
      checks: [
        { name: 'password', path: '/{{password}}', target: 'web' },
        { name: 'web', path: '/', target: 'web' },
        { name: 'api', path: '/', target: 'api', capture: { id: '$.id' } },
        { name: 'uses api', path: '/{{id}}', target: 'web' },
        { name: 'secret', path: '/', target: 'web', auth: { bearer: '{{env.TOKEN}}' } },
        { name: 'after secret', path: '/', target: 'web', needs: ['secret'] },
        { name: 'after that', path: '/', target: 'web', needs: ['after secret'] },
        { name: 'logs', kind: 'log', target: 'web', 'no-stack-traces': true },
        { name: 'known', path: '/{{env.HOME}}', target: 'web', needs: ['web'] },
      ],
    });
    const { checks, leftOut } = partOfSuite(suite, { targets: ['web'], env: { HOME: '/home', TOKEN: '' } });
    expect(checks.map(({ name }) => name)).toEqual(['web', 'known']);
    expect(leftOut).toHaveLength(7);
  });
});
