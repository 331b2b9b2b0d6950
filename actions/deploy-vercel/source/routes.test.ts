import { describe, expect, it } from '@jest/globals';
import { compilePattern, fillDestination } from './path-pattern.js';
import { routesOf } from './routes.js';
import type { VercelJson } from './vercel-json.js';

/** What a route that answers with an address makes of a path; undefined when none fits. */
function redirected(config: VercelJson, path: string): { to: string; status: unknown } | undefined {
  for (const route of routesOf(config, false)) {
    const headers = (route.headers ?? {}) as Record<string, string>;
    const match = typeof route.src === 'string' ? new RegExp(route.src).exec(path) : null;
    if (!match) continue;
    // Without a destination it ends the search: the path stays as it is.
    if (headers.Location === undefined && !route.continue) return undefined;
    if (headers.Location === undefined) continue;
    return { to: headers.Location.replace(/\$(\d)/g, (_, n) => match[n] ?? ''), status: route.status };
  }
  return undefined;
}

describe('patterns of vercel.json', () => {
  it.each([
    ['/blog/:slug', '/blog/a', ['a']],
    ['/blog/:slug', '/blog/a/b', undefined],
    ['/docs/:path*', '/docs', [undefined]],
    ['/docs/:path*', '/docs/a/b', ['a/b']],
    ['/docs/:path+', '/docs', undefined],
    ['/docs/:path+', '/docs/a/b', ['a/b']],
    ['/:lang(de|en)/:page?', '/de', ['de', undefined]],
    ['/:lang(de|en)/:page?', '/fr', undefined],
    ['/post/:id(\\d{1,3})', '/post/123', ['123']],
    ['/(.*)', '/any/thing', ['any/thing']],
    ['/old.html', '/oldxhtml', undefined],
    ['/a(b(c|d))/:x', '/abc/y', ['bc', 'y']],
    ['/:file.(jpg|png)', '/logo.png', ['logo', 'png']],
    ['/time/:a-:b', '/time/1-2', ['1', '2']],
  ])('%s against %s', (source, path, groups) => {
    const match = new RegExp(compilePattern(source, 'redirects[0]').src).exec(path);
    expect(match ? [...match.slice(1)] : undefined).toEqual(groups);
  });

  it('fills destinations, with addresses and conditions left whole', () => {
    const pattern = compilePattern('/u/:id/:rest*', 'rewrites[0]');
    expect(fillDestination('https://api.example.com/:rest*?user=:id&team=:team', pattern)).toBe(
      'https://api.example.com/$2?user=$1&team=$team',
    );
  });

  it('refuses what it cannot carry over, with the place', () => {
    expect(() => compilePattern('/a{/b}?', 'headers[2]')).toThrow('in headers[2] of vercel.json');
    expect(() => compilePattern('a', 'redirects[0]')).toThrow('does not begin with a slash');
  });
});

describe('what vercel.json asks for holds for a static site', () => {
  it('redirects, permanently unless told otherwise', () => {
    const config = {
      redirects: [
        { source: '/old/:slug', destination: '/new/:slug' },
        { source: '/tmp', destination: 'https://example.com:8443/x', permanent: false },
        { source: '/gone', destination: '/', statusCode: 301 },
      ],
    };
    expect(redirected(config, '/old/a')).toEqual({ to: '/new/a', status: 308 });
    expect(redirected(config, '/tmp')).toEqual({ to: 'https://example.com:8443/x', status: 307 });
    expect(redirected(config, '/gone')).toEqual({ to: '/', status: 301 });
  });

  it('keeps addresses clean', () => {
    const config = { cleanUrls: true, trailingSlash: false };
    expect(redirected(config, '/about.html')?.to).toBe('/about');
    expect(redirected(config, '/blog/index.html')?.to).toBe('/blog');
    expect(redirected({ cleanUrls: true, trailingSlash: true }, '/index.html')?.to).toBe('/');
    expect(redirected(config, '/about/')?.to).toBe('/about');
    expect(redirected(config, '/about')).toBeUndefined();
  });

  it('adds slashes, but not to files and not where others look for certificates', () => {
    const config = { trailingSlash: true };
    expect(redirected(config, '/about')?.to).toBe('/about/');
    expect(redirected(config, '/app.js')).toBeUndefined();
    expect(redirected(config, '/app.js/')?.to).toBe('/app.js');
    expect(redirected(config, '/.well-known/x')).toBeUndefined();
  });

  it('sends headers, and rewrites only what no file answers', () => {
    const has = [{ type: 'host', value: 'a.example.com' }];
    const routes = routesOf(
      {
        headers: [{ source: '/(.*)', headers: [{ key: 'x-frame-options', value: 'DENY' }], has }],
        rewrites: [{ source: '/app/:path*', destination: '/index.html' }],
      },
      true,
    );
    expect(routes).toEqual([
      { src: '^(?:\\/(.*))$', has, headers: { 'x-frame-options': 'DENY' }, continue: true },
      { handle: 'filesystem' },
      { src: expect.stringContaining('app'), dest: '/index.html', check: true },
      { handle: 'error' },
      { status: 404, src: '^/.*$', dest: '/404.html' },
    ]);
  });

  it('hands on routes that are written out', () => {
    const routes = [{ src: '/a', dest: '/b' }];
    expect(routesOf({ routes }, false)).toEqual(routes);
  });
});
