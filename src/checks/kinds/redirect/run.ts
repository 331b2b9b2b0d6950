import type { Hop, TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import { isAddress } from '../http/faults.js';
import type { CheckContext, Evidence, Outcome } from '../kind.js';
import { addressOf, leftMs, unanswered } from '../outcomes.js';
import type { RedirectCheck } from './spec.js';

/** Follows hop by hop, so that a foreign place it leads to is not asked. */
export async function run(check: RedirectCheck, context: CheckContext): Promise<Outcome> {
  const hops: Hop[] = [];
  let url = check.from ?? addressOf(context, check.path);
  for (;;) {
    const request: TransportRequest = { method: 'GET', url, timeoutMs: leftMs(context), redirects: 0 };
    const asked = await context.transport.request(request);
    if (!('answer' in asked)) return unanswered(asked, request, context);
    const { status, headers } = asked.answer;
    const evidence = await evidenceOf(request, asked.answer, context);
    const to = nextAddress(status, headers.location, url);
    if (to === undefined) return ended(check, hops, url, status, evidence);
    hops.push({ status, from: url, to });
    const circle = hops.some(({ from }) => from === to);
    const arrived = isAddress(to, check.to) && new URL(to).origin !== new URL(context.target.base).origin;
    if (circle) return { ...failed(hops, `the redirects go in a circle: ${wayOf(hops)}`), evidence };
    if (arrived) return ended(check, hops, to, 200, evidence);
    if (hops.length >= check['max-redirects']) {
      const reason = `after ${hops.length} redirects it has not arrived at ${check.to}: ${wayOf(hops)}`;
      // At the place itself, what it answers decides.
      if (!isAddress(to, check.to)) return { ...failed(hops, reason), evidence };
    }
    url = to;
  }
}

function nextAddress(status: number, location: string | undefined, base: string): string | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || !location) return undefined;
  const url = URL.canParse(location, base) ? new URL(location, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function ended(check: RedirectCheck, hops: Hop[], url: string, status: number, evidence: Evidence): Outcome {
  const [first] = hops;
  const faults = [
    ...(first ? [] : [`HTTP ${status} in place of a redirect`]),
    ...(first && !isAddress(url, check.to) ? [`it ends at ${url} in place of ${check.to}`] : []),
    ...(first && !hasStatus(check.status, first.status)
      ? [`the redirect is HTTP ${first.status} in place of ${check.status}`]
      : []),
    ...(first && hops.length > check['max-redirects']
      ? [`it takes ${hops.length} redirects: ${wayOf(hops)}`]
      : []),
    ...(first && status >= 400 ? [`${url}, where it ends, answers HTTP ${status}`] : []),
  ];
  if (faults.length > 0) return { ...failed(hops, faults.join('; ')), evidence };
  return { verdict: 'pass', reason: '', measurements: { redirects: hops.length }, evidence };
}

function failed(hops: readonly Hop[], reason: string): Outcome {
  return { verdict: 'fail', reason, measurements: { redirects: hops.length } };
}

function hasStatus(wanted: RedirectCheck['status'], status: number): boolean {
  if (wanted === undefined || wanted === status) return true;
  const permanent = status === 301 || status === 308;
  return (wanted === 'permanent' && permanent) || (wanted === 'temporary' && !permanent);
}

function wayOf(hops: readonly Hop[]): string {
  return hops.map(({ status, to }) => `${status} to ${to}`).join(', ');
}
