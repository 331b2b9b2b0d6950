import type { Page } from 'puppeteer-core';
import { FieldError } from '../../places.js';

/**
 * Whether all that a selector opens is closed again: what can be told without a browser. What is no CSS alone (the
 * library's own `text/…`, `::-p-…`) and what a variable completes is for the browser to tell.
 */
export function closesAll(selector: string): boolean {
  if (/^(text|aria|pierce|xpath)\/|-p-|\{\{/.test(selector)) return true;
  const bare = selector.replace(/\\./gs, '').replace(/"[^"]*"|'[^']*'/g, '');
  const open: string[] = [];
  for (const character of bare) {
    if (character === '[' || character === '(') open.push(character === '[' ? ']' : ')');
    if ((character === ']' || character === ')') && open.pop() !== character) return false;
    if (character === '"' || character === "'") return false;
  }
  return open.length === 0;
}

/** Asks the browser on its empty page. Throws InputError for what is no selector: no page could ever match it. */
export async function refuseBadSelector(page: Page, selector: string): Promise<void> {
  try {
    const found = await page.$(selector);
    await found?.dispose();
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    if (!/SyntaxError|not a valid|selector is empty/i.test(said)) throw cause;
    throw new FieldError(
      ['selector'],
      `The field "selector" is ${JSON.stringify(selector)}, which is no CSS selector.`,
      {
        fix: 'Try it in the browser\'s console: document.querySelector("…") says what is wrong with it.',
        cause,
      },
    );
  }
}
