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
  const { faults, doubts, untold } = await lookAt(links, context);
  return {
    verdict: faults.length > 0 ? 'fail' : doubts.length > 0 ? 'inconclusive' : 'pass',
    reason: faults.length > 0 ? reasonOf(faults, links.length) : doubtOf(doubts),
    durationMs: performance.now() - began,
    measurements: {
      links: links.length - untold,
      broken: faults.length,
      'not-asked': all.length - links.length + untold,
    },
    evidence,
  };
}

interface Seen {
  faults: string[];
  /** What another origin answers that may be its own trouble: going back would mend nothing. */
  doubts: string[];
  untold: number;
}

async function lookAt(links: readonly Link[], context: CheckContext): Promise<Seen> {
  const queue = links.values();
  const seen: Seen = { faults: [], doubts: [], untold: 0 };
  const worker = async () => {
    for (const link of queue) {
      const found = await askFor(link, context);
      if (found === 'untold') seen.untold += 1;
      else if (found) seen[found.is].push(found.why);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return seen;
}

type Found = { is: 'faults' | 'doubts'; why: string } | 'untold' | undefined;

/** Undefined when it loads; `untold` when another origin has no time for this runner, which says nothing of the page. */
async function askFor(link: Link, context: CheckContext): Promise<Found> {
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
  if ('wall' in asked) return { is: 'faults', why: `${link.url}: ${asked.wall}` };
  if ('unreachable' in asked) {
    const isSlow = link.foreign && asked.unreachable.timedOut;
    return { is: isSlow ? 'doubts' : 'faults', why: `${link.url}: ${asked.unreachable.why}` };
  }
  const { status } = asked.answer;
  if (link.foreign && status === 429) return 'untold';
  const why = answerFault(link, asked.answer);
  return why === undefined ? undefined : { is: link.foreign && isItsOwn(status) ? 'doubts' : 'faults', why };
}

/** A host that is out of order, or that lets no runner in. */
function isItsOwn(status: number): boolean {
  return status >= 500 || [401, 403, 408, 451].includes(status);
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

function doubtOf(doubts: readonly string[]): string {
  const more = doubts.length - shownFaults;
  const shown = doubts.slice(0, shownFaults).join('; ');
  return doubts.length === 0
    ? ''
    : `whether all loads is not told, as other origins do not say: ${shown}${more > 0 ? `; and ${more} more` : ''}`;
}
