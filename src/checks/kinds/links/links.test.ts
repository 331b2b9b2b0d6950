import { afterEach, describe, expect, it } from '@jest/globals';
import { check } from '../../misbehaving/run.js';
import { type Handler, serve, type TestServer } from '../../misbehaving/server.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler): Promise<TestServer> {
  const server = await serve(handle);
  servers.push(server);
  return server;
}

/** What the check finds of a page whose `{cdn}` is the address of another origin. */
async function found(html: string, cdn: string, fields: object = {}) {
  const page = await start((_, response) => {
    response.setHeader('set-cookie', 'session=s3cret; Path=/');
    response.end(html.replaceAll('{cdn}', cdn));
  });
  const suite = { checks: [{ name: 'it', kind: 'links', ...fields }] };
  const bypass = { secret: 'bypass-s3cret' };
  const { checks } = await check(suite, page.url, { run: { vercelTargets: ['web'] }, deps: { bypass } });
  return checks[0];
}

describe('what a page loads from another origin', () => {
  it('is asked for, without the session and the bypass; what it only links to there is not', async () => {
    const headers: unknown[] = [];
    const cdn = await start((request, response) => {
      headers.push(request.headers.cookie, request.headers['x-vercel-protection-bypass']);
      response.end('ok');
    });
    const html = `<link rel="stylesheet" href="{cdn}/a.css"><script src="{cdn}/a.js"></script><img src="{cdn}/a.png">
      <a href="{cdn}/page">elsewhere</a><iframe src="{cdn}/frame"></iframe><noscript><img src="{cdn}/pixel"></noscript>
      <img src="data:image/png;base64,AA==">`;
    const result = await found(html, cdn.url);
    expect(result).toMatchObject({ verdict: 'pass', measurements: { links: 3, 'not-asked': 0 } });
    expect(cdn.asked.sort()).toEqual(['GET /a.css', 'GET /a.js', 'GET /a.png']);
    expect(headers.filter((value) => value !== undefined)).toEqual([]);
  });

  it('is not passed over when it is dead: the only script of the page is on a host that answers 404, or nothing', async () => {
    const cdn = await start((_, response) => response.writeHead(404).end());
    const html = '<div id="root"></div><script src="{cdn}/assets/main.js"></script>';
    expect(await found(html, cdn.url)).toMatchObject({
      verdict: 'fail',
      reason: `1 of 1 links do not load: ${cdn.url}/assets/main.js answers HTTP 404`,
    });
    expect(await found(html, 'http://127.0.0.1:1')).toMatchObject({ verdict: 'fail' });
    expect(await found(html, cdn.url, { ignore: [cdn.url] })).toMatchObject({ verdict: 'pass' });
  });

  it.each([503, 403])(
    'takes no good release back when its host answers %s: that host is out of order, or lets no runner in',
    async (status) => {
      const cdn = await start((_, response) => response.writeHead(status).end());
      const html = '<script src="{cdn}/a.js"></script>';
      expect(await found(html, cdn.url)).toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringContaining(`${cdn.url}/a.js answers HTTP ${status}`),
      });
      // What leads nowhere is a fault all the same.
      expect(await found(`${html}<script src="http://127.0.0.1:1/b.js"></script>`, cdn.url)).toMatchObject({
        verdict: 'fail',
      });
    },
  );

  it('is counted as not asked where that host has no time for this runner', async () => {
    const cdn = await start((_, response) => response.writeHead(429).end());
    expect(await found('<script src="{cdn}/a.js"></script>', cdn.url)).toMatchObject({
      verdict: 'pass',
      measurements: { links: 0, 'not-asked': 1 },
    });
  });
});
