import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { systemClock } from '../../../runtime/clock.js';
import type { CheckContext } from '../kind.js';
import { scriptedContext } from '../scripted-context.js';
import { findBrowser } from './browser.js';
import { run } from './run.js';
import { page } from './spec.js';
import { Trouble } from './trouble.js';

const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
const browser = await findBrowser(undefined, env);
const directory = mkdtempSync(join(tmpdir(), 'page-check-'));
const seen: { path: string; bypass: string | undefined }[] = [];
let server: Server;
let base: string;

const strict = "default-src 'self' 'unsafe-inline'";
const pages: Record<string, string> = {
  '/good':
    '<h1 id="title">Shop</h1><script>setTimeout(() => document.body.append("12 articles"), 300)</script>',
  '/broken': '<h1>Shop</h1><script>undefinedFunction()</script><img src="/missing.png">',
  '/hidden': '<p style="display: none" id="late">not shown</p>',
  '/blank': '<script>setTimeout(() => document.body.append("painted late"), 700)</script>',
  '/empty': '<div id="root"></div>',
  '/canvas':
    '<canvas id="c" width="300" height="300"></canvas><script>c.getContext("2d").fillRect(0, 0, 300, 300)</script>',
  '/slow': '<h1 id="late"></h1><script>setTimeout(() => { late.textContent = "painted late" }, 700)</script>',
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const bypass = request.headers['x-vercel-protection-bypass'];
    seen.push({ path, bypass: typeof bypass === 'string' ? bypass : undefined });
    const text = pages[path];
    response.writeHead(text ? 200 : 404, { 'content-type': 'text/html', 'content-security-policy': strict });
    response.end(text ? `<!doctype html><title>t</title><body>${text}</body>` : 'no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** An address that was free a moment ago. */
async function closedAddress(): Promise<string> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await new Promise((resolve) => other.close(resolve));
  return `http://127.0.0.1:${port}`;
}

function check(fields: Record<string, unknown>, changes: Partial<CheckContext> = {}) {
  const target = { name: 'web', base, vercel: false };
  const context = scriptedContext({
    clock: systemClock,
    deadline: Date.now() + 30_000,
    target,
    env,
    directory,
    ...changes,
  });
  return run(page.schema.parse({ kind: 'page', name: 'Shop: start', ...fields }), context);
}

describe('page check without a browser', () => {
  it('does not blame the release, and says what to install', async () => {
    const found = await check({}, { env: { PATH: directory } });
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      final: true,
      reason: expect.stringContaining('setup-chrome'),
    });
    expect((await check({ browser: '/nowhere/chrome' })).reason).toBe(
      'there is no browser at /nowhere/chrome',
    );
  });
});

describe('what breaks while a page is open', () => {
  it('is told, unless it is allowed, meant to be ignored, or no break at all', () => {
    const events = new EventEmitter();
    const trouble = new Trouble(events as unknown as Page, [/analytics/]);
    const request = (url: string, why: string) => ({ url: () => url, failure: () => ({ errorText: why }) });
    const response = (url: string, status: number) => ({ url: () => url, status: () => status });
    const message = (type: string, text: string) => ({ type: () => type, text: () => text });
    events.emit('console', message('error', 'x is undefined'));
    events.emit('console', message('error', 'Failed to load resource: 404'));
    events.emit('console', message('log', 'hello'));
    events.emit('requestfailed', request('https://cdn.test/a.js', 'net::ERR_CONNECTION_REFUSED'));
    events.emit('requestfailed', request('https://cdn.test/left.js', 'net::ERR_ABORTED'));
    events.emit('response', response('https://app.test/favicon.ico', 404));
    events.emit('response', response('https://analytics.test/hit', 503));
    events.emit('response', response('https://app.test/api', 500));
    expect(trouble.faults({ errors: false, requests: false })).toEqual([
      '1 error on the console: x is undefined',
      '2 requests failed, the first: https://cdn.test/a.js (net::ERR_CONNECTION_REFUSED)',
    ]);
    expect(trouble.faults({ errors: true, requests: true })).toEqual([]);
  });
});

const withBrowser = browser === undefined ? describe.skip : describe;
withBrowser(
  `page check in a real browser${browser === undefined ? ' (skipped: no Chrome or Chromium here)' : ''}`,
  () => {
    it('passes for a page that shows what its scripts draw, under a strict policy and behind a protection', async () => {
      const trustedHeaders = async (url: string): Promise<Record<string, string>> =>
        url.startsWith(base) ? { 'x-vercel-protection-bypass': 's3cret' } : {};
      const { transport } = scriptedContext();
      const wanted = { path: '/good', text: '12 articles', selector: '#title', screenshot: 'always' };
      const found = await check(wanted, { transport: { ...transport, trustedHeaders } });
      expect(seen.find(({ path }) => path === '/good')?.bypass).toBe('s3cret');
      expect(found).toMatchObject({
        verdict: 'pass',
        reason: '',
        measurements: { 'first-paint-ms': expect.any(Number), 'largest-paint-ms': expect.any(Number) },
      });
      const [file = ''] = found.evidence?.files ?? [];
      expect(file).toBe(join(directory, 'shop-start.png'));
      expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
      rmSync(file);
    }, 60_000);

    it('sees scripts that break and requests that fail, which no HTTP check would', async () => {
      const found = await check({ path: '/broken' });
      expect(found.verdict).toBe('fail');
      expect(found.reason).toContain('1 error on the console: undefinedFunction is not defined');
      expect(found.reason).toContain(`1 request failed: ${base}/missing.png (HTTP 404)`);
      expect(existsSync(join(directory, 'shop-start.png'))).toBe(true);
    }, 60_000);

    it('fails for a page that is an error, or that nobody answers', async () => {
      expect((await check({ path: '/gone', 'failed-requests': true })).reason).toBe(
        'the page is answered with HTTP 404',
      );
      const target = { name: 'web', base: await closedAddress(), vercel: false };
      expect(await check({}, { target })).toMatchObject({
        verdict: 'error',
        unreachable: { phase: 'connect' },
      });
    }, 60_000);

    it('does not blame the page for a selector that is none, or an expression that a variable broke', async () => {
      await expect(check({ path: '/good', selector: '..title' })).rejects.toMatchObject({
        name: 'FieldError',
        message: expect.stringContaining('"selector" is "..title"'),
      });
      const filled = { ...page.schema.parse({ kind: 'page', name: 'x' }), ignore: ['('] };
      const context = scriptedContext({ env });
      await expect(run(filled, context)).rejects.toThrow('"ignore" holds "("');
    }, 60_000);

    it('fails for what is there and not to be seen, and for what is painted too late', async () => {
      expect((await check({ path: '/hidden', selector: '#late', wait: '300ms' })).reason).toContain(
        'nothing visible matches',
      );
      const late = await check({ path: '/slow', text: 'painted late', 'max-largest-paint': '300ms' });
      expect(late.reason).toMatch(/^its largest paint came after .*, more than 300 ms$/);
      const blank = await check({ path: '/blank', text: 'painted late', 'max-first-paint': '300ms' });
      expect(blank.reason).toMatch(/^its first paint came after .*, more than 300 ms$/);
    }, 60_000);

    it('does not hold a limit of paints to be kept by a page that painted nothing', async () => {
      const limits = { 'max-first-paint': '300ms', 'max-largest-paint': '300ms' };
      expect(await check({ path: '/empty', ...limits })).toMatchObject({
        verdict: 'fail',
        reason: 'it painted nothing within 300 ms',
      });
      expect(await check({ path: '/canvas', 'max-largest-paint': '300ms' })).toMatchObject({
        verdict: 'inconclusive',
        reason: 'it painted, and the browser tells no largest paint of it',
      });
    }, 60_000);
  },
);
