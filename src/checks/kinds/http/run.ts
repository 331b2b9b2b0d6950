import type { Answer, Exchange, TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { judged, quoter, unanswered } from '../outcomes.js';
import { captureAll, maskSessions } from './captures.js';
import { faultsOf } from './faults.js';
import { schemaFaults } from './json-schema.js';
import { requestOf } from './request.js';
import { sampleMany } from './sample-many.js';
import type { HttpCheck } from './spec.js';

/** Sends the request once, or as often as there must be samples, and judges what is answered. */
export async function run(check: HttpCheck, context: CheckContext): Promise<Outcome> {
  if (check.samples !== undefined) return sampleMany(check, check.samples, context);
  const request = await requestOf(check, context);
  return judge(check, request, await context.transport.request(request), context);
}

/** What an answer says about the check: its captures are taken first, so that no message can tell a secret of it. */
async function judge(
  check: HttpCheck,
  request: TransportRequest,
  asked: Exchange,
  context: CheckContext,
): Promise<Outcome> {
  if (!('answer' in asked)) return unanswered(asked, request, context);
  const { answer } = asked;
  maskSessions(answer, context);
  const uncaptured = captureAll(check, answer, context);
  const quote = quoter(context);
  const faults = faultsOf(check.expect, answer, quote);
  const schema = check.expect['json-schema'];
  if (schema !== undefined) {
    faults.push(...(await schemaFaults(schema, answer.text, { workspace: context.workspace, quote })));
  }
  // Without the answer that was meant there is nothing to capture either: one cause is enough.
  if (faults.length === 0) faults.push(...uncaptured);
  return {
    ...judged(faults),
    durationMs: answer.durationMs,
    measurements: measurementsOf(answer),
    evidence: await evidenceOf(request, answer, context),
  };
}

function measurementsOf({ phases, bytes, tls, hops }: Answer): Record<string, number> {
  const { dns, connect, tls: handshake, firstByte } = phases;
  const all = {
    'dns-ms': dns,
    'connect-ms': connect,
    'tls-ms': handshake,
    'first-byte-ms': firstByte,
    bytes,
    'tls-days-left': tls?.daysLeft,
    redirects: hops.length || undefined,
  };
  const known = Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, Math.round(value * 10) / 10]));
}
