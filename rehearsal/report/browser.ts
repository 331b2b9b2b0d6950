import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where a Chromium is: what `CHROMIUM` names, or where Debian puts it; undefined when there is none. */
export function findChromium(): string | undefined {
  const candidates = [process.env.CHROMIUM ?? '', '/usr/bin/chromium'];
  return candidates.find((path) => path !== '' && existsSync(path));
}

/** A browser without a window that asks nothing of the network by itself. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
}
