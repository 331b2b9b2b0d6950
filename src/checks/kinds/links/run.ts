import type { Answer, TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf, leftMs, unanswered } from '../outcomes.js';
import { findLinks, type Link } from './find.js';
import type { LinksCheck } from './spec.js';

const atOnce = 6;
const shownFaults = 5;

/** Loads the page, then everything of its own origin that it refers to, and what it loads from other origins. */
export async function run(check: LinksCheck, context: CheckContext): Promise<Outcome> {
  const began = performance.now();
  const url = addressOf(context, check.path);
  const request: TransportRequest = { method: 'GET', url, timeoutMs: leftMs(context), cookies: true };
  const asked = await context.transport.request(request);
  if (!('answer' in asked)) return unanswered(asked, request, context);
  const { answer } = asked;
  const evidence = await evidenceOf(request, answer, context);
  if (answer.status >= 400) {
    return { verdict: 'fail', reason: `the page answers HTTP ${answer.status}`, evidence };
  }
  const all = findLinks(answer.text, answer.url).filter(
    (link) =>
      link.url !== answer.url &&
      (check.pages || link.as !== 'page') &&
      !check.ignore.some((part) => link.url.includes(part)),
  );
  const links = all.slice(0, check['max-links']);
  const { faults, untold } = await lookAt(links, context);
  return {
    verdict: faults.length === 0 ? 'pass' : 'fail',
    reason: reasonOf(faults, links.length),
    durationMs: performance.now() - began,
    measurements: {
      links: links.length - untold,
      broken: faults.length,
      'not-asked': all.length - links.length + untold,
    },
    evidence,
  };
}

async function lookAt(
  links: readonly Link[],
  context: CheckContext,
): Promise<{ faults: string[]; untold: number }> {
  const queue = links.values();
  const faults: string[] = [];
  let untold = 0;
  const worker = async () => {
    for (const link of queue) {
      const fault = await faultOf(link, context);
      if (fault === 'untold') untold += 1;
      else if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { faults, untold };
}

/** Undefined when it loads; `untold` when another origin has no time for this runner, which says nothing of the page. */
async function faultOf(link: Link, context: CheckContext): Promise<string | undefined> {
  const asked = await context.transport.request({
    method: 'GET',
    url: link.url,
    timeoutMs: leftMs(context),
    maxBodyBytes: 1_000_000,
    connection: 'kept',
    poolSize: atOnce,
    // The suite's session is nobody else's business.
    cookies: !link.foreign,
  });
  if ('wall' in asked) return `${link.url}: ${asked.wall}`;
  if ('unreachable' in asked) return `${link.url}: ${asked.unreachable.why}`;
  if (link.foreign && asked.answer.status === 429) return 'untold';
  return answerFault(link, asked.answer);
}

function answerFault({ url, as }: Link, { status, headers }: Answer): string | undefined {
  if (status >= 400) return `${url} answers HTTP ${status}`;
  const html = /^text\/html\b/.test(headers['content-type'] ?? '');
  if (html && (as === 'script' || as === 'style')) {
    return `${url} answers a page in place of a ${as}: the file is missing and the app's fallback answered`;
  }
  return undefined;
}

function reasonOf(faults: readonly string[], links: number): string {
  const more = faults.length - shownFaults;
  const shown = faults.slice(0, shownFaults).join('; ');
  return faults.length === 0
    ? ''
    : `${faults.length} of ${links} links do not load: ${shown}${more > 0 ? `; and ${more} more` : ''}`;
}
