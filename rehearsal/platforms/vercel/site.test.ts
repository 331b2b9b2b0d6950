import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inline, openTestApi, type TestApi } from './test-api.js';

let api: TestApi;

beforeEach(async () => {
  api = await openTestApi();
});

afterEach(() => api.close());

describe('sites', () => {
  async function site(
    files: Record<string, string>,
  ): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
    const { url } = await api.ship('', { files: inline(files) });
    return (path, init) => fetch(`http://${String(url)}${path}`, { redirect: 'manual', ...init });
  }

  it('answers with types, etags and revalidation, and a 404 page of its own', async () => {
    const get = await site({ 'public/index.html': 'hi', 'public/a.css': 'a{}', 'public/404.html': 'lost' });
    const css = await get('/a.css');
    expect(css.headers.get('content-type')).toContain('text/css');
    expect(css.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect(css.headers.get('x-vercel-id')).toMatch(/^dev1::/);
    const etag = css.headers.get('etag') ?? '';
    expect((await get('/a.css', { headers: { 'if-none-match': etag } })).status).toBe(304);
    const lost = await get('/none');
    expect([lost.status, await lost.text()]).toEqual([404, 'lost']);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });

  it('follows vercel.json: clean urls, redirects, headers, rewrites to files and to a backend', async () => {
    const backend = createServer((request, response) => response.end(`api ${request.url}`));
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', () => resolve()));
    const target = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    const config = {
      cleanUrls: true,
      redirects: [{ source: '/old/:path*', destination: '/new/:path*', permanent: true }],
      headers: [{ source: '/(.*)', headers: [{ key: 'x-frame-options', value: 'DENY' }] }],
      rewrites: [
        { source: '/api/:path*', destination: `${target}/v1/:path*` },
        { source: '/app/(.*)', destination: '/about' },
      ],
    };
    const get = await site({
      'vercel.json': JSON.stringify(config),
      'index.html': 'hi',
      'about.html': 'about',
    });
    expect(await (await get('/about')).text()).toBe('about');
    expect((await get('/about.html')).headers.get('location')).toBe('/about');
    const moved = await get('/old/a/b?x=1');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/new/a/b?x=1']);
    expect((await get('/')).headers.get('x-frame-options')).toBe('DENY');
    expect(await (await get('/api/notes/7?q=1')).text()).toBe('api /v1/notes/7?q=1');
    expect(await (await get('/app/x/y')).text()).toBe('about');
    expect((await get('/vercel.json')).status).toBe(404);
    backend.closeAllConnections();
    backend.close();
    expect((await get('/api/notes')).status).toBe(502);
  });

  it('gives an alias a port, moves it, and finds its deployment by that host', async () => {
    const one = await api.ship('one');
    const two = await api.ship('two');
    for (const { id } of [one, two]) {
      const path = `/v2/deployments/${String(id)}/aliases`;
      expect((await api.call('POST', path, { alias: 'My.vercel.app' })).json).toMatchObject({
        alias: 'my.vercel.app',
      });
    }
    expect(await (await fetch(api.vercel.aliasUrl('my.vercel.app') ?? '')).text()).toBe('two');
    expect((await api.call('GET', '/v13/deployments/MY.vercel.app')).json).toMatchObject({ id: two.id });
  });
});
