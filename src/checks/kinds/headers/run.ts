import type { TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf, judged, leftMs, quoter, unanswered } from '../outcomes.js';
import { headerFaults } from '../text-faults.js';
import { presets } from './presets.js';
import type { HeadersCheck } from './spec.js';

/** Asks once and judges the headers; the status must not be an error. */
export async function run(check: HeadersCheck, context: CheckContext): Promise<Outcome> {
  const request: TransportRequest = {
    method: 'GET',
    url: addressOf(context, check.path),
    timeoutMs: leftMs(context),
    maxBodyBytes: 1_000_000,
  };
  const asked = await context.transport.request(request);
  if (!('answer' in asked)) return unanswered(asked, request, context);
  const { answer } = asked;
  const faults = headerFaults(rulesOf(check, answer.url), answer.headers, quoter(context));
  if (answer.status >= 400) faults.unshift(`HTTP ${answer.status}`);
  return {
    ...judged(faults),
    durationMs: answer.durationMs,
    evidence: await evidenceOf(request, answer, context),
  };
}

function rulesOf(check: HeadersCheck, url: string) {
  const named = [check.preset ?? []].flat().flatMap((name) => Object.entries(presets[name]));
  const ignored = new Set(check.ignore.map((name) => name.toLowerCase()));
  // Over plain http a browser does not listen to it (RFC 6797, 8.1).
  if (url.startsWith('http:')) ignored.add('strict-transport-security');
  const kept = named.filter(([name]) => !ignored.has(name));
  return { ...Object.fromEntries(kept), ...check.expect };
}
