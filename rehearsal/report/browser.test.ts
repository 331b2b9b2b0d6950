import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { findChromium, openBrowser } from './browser.js';
import { exampleRecord } from './example-record.js';
import { renderReport } from './index.js';

const chromium = findChromium();
const hostile =
  '</pre><script>document.title="taken"</script><img src="http://127.0.0.1:9/x" onerror="alert(1)">';

describe('the report in a browser', () => {
  (chromium === undefined ? it.skip : it)(
    'opens from a file without errors or requests, fits a telephone, and does not run what a log says',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'report-'));
      const file = join(folder, 'report.html');
      writeFileSync(file, renderReport(exampleRecord([hostile])));
      const browser = await openBrowser(chromium ?? '');
      try {
        const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
        const requests: string[] = [];
        const complaints: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(String(error)));
        await page.goto(pathToFileURL(file).href);
        expect(await page.title()).toBe('A broken release is taken back – rehearsal');
        expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
        expect(complaints).toEqual([]);
        expect(await page.locator('svg').count()).toBeGreaterThan(10);
        expect(
          await page.getByText('v3 was out on api for 4.2 s: 84 of 84 requests failed.').isVisible(),
        ).toBe(true);
        expect(await page.locator('pre').textContent()).toBe(hostile);
        for (const width of [360, 1600]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
        }
      } finally {
        await browser.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
