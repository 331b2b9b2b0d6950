import { join } from 'node:path';
import type { Browser, HTTPResponse, Page } from 'puppeteer-core';
import { CancelledError, ExpectedError } from '../../../errors/errors.js';
import { parseDuration } from '../../../runtime/duration.js';
import { cut } from '../../messages.js';
import { FieldError } from '../../places.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf, judged } from '../outcomes.js';
import { findBrowser } from './browser.js';
import { judgePaints, watchPaints } from './paints.js';
import { refuseBadSelector } from './selector.js';
import type { PageCheck } from './spec.js';
import { Trouble } from './trouble.js';

/** Opens the page in a browser of its own and looks at it. */
export async function run(check: PageCheck, context: CheckContext): Promise<Outcome> {
  const executablePath = await findBrowser(check.browser, context.env);
  if (executablePath === undefined)
    return { verdict: 'inconclusive', reason: noBrowser(check.browser), final: true };
  const ignored = check.ignore.map(patternOf);
  const { launch } = await import('puppeteer-core');
  let browser: Browser | undefined;
  const stop = () => void browser?.close().catch(() => {});
  try {
    browser = await launch({
      executablePath,
      headless: true,
      args: flags(),
      timeout: left(context),
      env: browserEnv(context.env),
    });
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    const reason = `the browser ${executablePath} did not start: ${cut(messageOf(error), false)}`;
    return { verdict: 'inconclusive', reason };
  }
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    if (context.signal.aborted) throw new CancelledError();
    return await look(await browser.newPage(), { check, ignored }, context);
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    if (error instanceof ExpectedError) throw error;
    return { verdict: 'fail', reason: `the page broke off: ${cut(messageOf(error), false)}` };
  } finally {
    context.signal.removeEventListener('abort', stop);
    await browser.close().catch(() => {});
  }
}

function noBrowser(given: string | undefined): string {
  if (given !== undefined) return `there is no browser at ${given}`;
  return "there is no Chrome or Chromium on this runner: GitHub's Ubuntu runners have one; elsewhere install it in a step before this one (browser-actions/setup-chrome), or give its path as browser";
}

/** Root, as in containers, has no sandbox; and a container's /dev/shm is small. */
function flags(): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'];
}

/** A page's script cannot read it, but a browser that breaks may leave it in a dump: tokens stay out. */
function browserEnv({
  PATH = '',
  HOME = '',
  TMPDIR,
  DISPLAY,
  LANG,
}: Record<string, string>): Record<string, string> {
  return {
    PATH,
    HOME,
    ...(TMPDIR ? { TMPDIR } : {}),
    ...(DISPLAY ? { DISPLAY } : {}),
    ...(LANG ? { LANG } : {}),
  };
}

function left({ deadline, clock }: CheckContext): number {
  return Math.max(1, Math.min(deadline - clock.now(), 2 ** 31 - 1));
}

interface Looking {
  check: PageCheck;
  /** What does not count of that which breaks. */
  ignored: RegExp[];
}

/** What a variable made of an expression may be none. */
function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (cause) {
    throw new FieldError(
      ['ignore'],
      `The field "ignore" holds ${JSON.stringify(text)}, which is no regular expression.`,
      {
        fix: 'Escape the characters that mean something in an expression, such as \\. for a point.',
        cause,
      },
    );
  }
}

async function look(page: Page, { check, ignored }: Looking, context: CheckContext): Promise<Outcome> {
  if (check.selector !== undefined) await refuseBadSelector(page, check.selector);
  const trouble = new Trouble(page, ignored);
  const url = addressOf(context, check.path);
  await page.setViewport({ width: check.width, height: check.height });
  await trustOrigins(page, context);
  await watchPaints(page);
  const since = context.clock.now();
  const opened = await open(page, url, context);
  if ('outcome' in opened) return { ...opened.outcome, evidence: { url } };
  const faults = [...answerFaults(opened.response), ...(await contentFaults(page, check, context))];
  const paints = await judgePaints(page, check, since, context);
  faults.push(...trouble.faults({ errors: check['console-errors'], requests: check['failed-requests'] }));
  faults.push(...paints.faults);
  const files = await screenshot(page, check, faults.length > 0, context);
  return {
    ...(faults.length === 0 && paints.doubts.length > 0
      ? { verdict: 'inconclusive' as const, reason: paints.doubts.join('; ') }
      : judged(faults)),
    ...(paints.measurements ? { measurements: paints.measurements } : {}),
    evidence: {
      url,
      response: [...trouble.errors, ...trouble.requests].join('\n'),
      ...(files.length > 0 ? { files } : {}),
    },
  };
}

/** The protection's bypass goes to the addresses that may get it, and nowhere else. */
async function trustOrigins(page: Page, { transport, target }: CheckContext): Promise<void> {
  if (Object.keys(await transport.trustedHeaders(target.base)).length === 0) return;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const answer = async () => {
      const trusted = /^https?:/.test(request.url()) ? await transport.trustedHeaders(request.url()) : {};
      await request.continue({ headers: { ...request.headers(), ...trusted } });
    };
    // A request of a page that is gone needs no answer.
    answer().catch(() => {});
  });
}

type Opened = { response: HTTPResponse | null } | { outcome: Outcome };

async function open(page: Page, url: string, context: CheckContext): Promise<Opened> {
  try {
    return { response: await page.goto(url, { waitUntil: 'load', timeout: left(context) }) };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    const said = messageOf(error);
    const timedOut = /timeout|TIMED_OUT/i.test(said);
    const phase = phases.find(([pattern]) => pattern.test(said))?.[1];
    if (phase === undefined) {
      const reason = timedOut ? `it was not loaded in time` : `it could not be opened: ${cut(said, false)}`;
      return { outcome: { verdict: 'fail', reason } };
    }
    const why = cut(said, false);
    return { outcome: { verdict: 'error', reason: why, unreachable: { phase, timedOut, why } } };
  }
}

const phases = [
  [/ERR_NAME_|ERR_DNS/, 'dns'],
  [/ERR_CERT|ERR_SSL/, 'tls'],
  [/ERR_CONNECTION_(REFUSED|TIMED_OUT|FAILED)|ERR_ADDRESS|ERR_INTERNET/, 'connect'],
  [/ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE/, 'answer'],
] as const;

function answerFaults(response: HTTPResponse | null): string[] {
  if (!response || response.ok() || response.status() === 304) return [];
  return [`the page is answered with HTTP ${response.status()}`];
}

async function contentFaults(page: Page, check: PageCheck, context: CheckContext): Promise<string[]> {
  const faults: string[] = [];
  // What a page's script draws comes after its load; one wait for both.
  const timeout = Math.min(left(context), parseDuration(check.wait) ?? 15_000);
  const { selector, text } = check;
  if (selector !== undefined) {
    const shown = await page.waitForSelector(selector, { visible: true, timeout }).catch(() => null);
    if (!shown) faults.push(`nothing visible matches the selector ${selector}`);
  }
  if (text !== undefined && !(await showsText(page, text, timeout, context))) {
    faults.push(`the page does not show "${text}"`);
  }
  // Scripts that ran after the load may still break.
  await page.waitForNetworkIdle({ idleTime: 250, timeout: Math.min(left(context), 3_000) }).catch(() => {});
  return faults;
}

/** Asked again and again from outside: what the library would run inside, a page's security policy may forbid. */
async function showsText(
  page: Page,
  text: string,
  timeoutMs: number,
  { clock, signal }: CheckContext,
): Promise<boolean> {
  const shown = `(document.body?.innerText ?? '').includes(${JSON.stringify(text)})`;
  for (const until = clock.now() + timeoutMs; ; ) {
    if ((await page.evaluate(shown).catch(() => false)) === true) return true;
    if (clock.now() >= until) return false;
    await clock.sleep(100, signal);
  }
}

async function screenshot(
  page: Page,
  check: PageCheck,
  failed: boolean,
  context: CheckContext,
): Promise<string[]> {
  if (check.screenshot === 'never' || (check.screenshot === 'on-failure' && !failed)) return [];
  const name = check.name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  const path = join(context.directory, `${name || 'page'}.png`) as `${string}.png`;
  try {
    await page.screenshot({ path });
    return [path];
  } catch (error) {
    context.log.debug(`No screenshot of ${check.name}: ${messageOf(error)}`);
    return [];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
