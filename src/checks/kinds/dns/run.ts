import { Resolver } from 'node:dns/promises';
import { CancelledError } from '../../../errors/errors.js';
import { FieldError } from '../../places.js';
import type { CheckContext, Outcome } from '../kind.js';
import { judged, leftMs } from '../outcomes.js';
import type { DnsCheck } from './spec.js';

/** Asks the name servers and judges the records. */
export async function run(check: DnsCheck, context: CheckContext): Promise<Outcome> {
  const host = check.host ?? new URL(context.target.base).hostname;
  const at = check.servers[0] === undefined ? '' : ` ${context.shellWord(`@${check.servers[0]}`)}`;
  const command = `dig +short ${context.shellWord(host)} ${check.type}${at}`;
  const began = performance.now();
  const evidence = { url: host, command };
  try {
    const records = await resolve(check, host, context);
    return {
      ...judged(faultsOf(check, host, records)),
      durationMs: performance.now() - began,
      measurements: { records: records.length },
      evidence: { ...evidence, response: records.join('\n') },
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    const { code = 'unknown' } = error as { code?: string };
    refuseOwnMistake(code, check, host);
    const durationMs = performance.now() - began;
    if (code === 'ENOTFOUND' || code === 'ENODATA') {
      return {
        verdict: 'fail',
        reason: `${host} has no ${check.type} record (${code})`,
        durationMs,
        evidence,
      };
    }
    const timedOut = code === 'ETIMEOUT' || code === 'ECANCELLED';
    const why = `the name servers gave no answer for ${host} (${code})`;
    return {
      verdict: 'error',
      reason: why,
      durationMs,
      evidence,
      unreachable: { phase: 'dns', timedOut, why },
    };
  }
}

/** What is wrong before anybody was asked says nothing of the name. Throws InputError. */
function refuseOwnMistake(code: string, { servers }: DnsCheck, host: string): void {
  if (code === 'ERR_INVALID_IP_ADDRESS') {
    throw new FieldError(
      ['servers'],
      `The field "servers" holds ${servers.join(', ')}, where an IP address belongs.`,
      { fix: 'Give name servers as IP addresses, such as 1.1.1.1 or 1.1.1.1:53.' },
    );
  }
  if (code !== 'EBADNAME' && !code.startsWith('ERR_INVALID_ARG')) return;
  throw new FieldError(['host'], `The field "host" is "${host}", which is no host name.`, {
    fix: 'Give a name such as www.example.com, without a scheme and a path.',
  });
}

async function resolve(check: DnsCheck, host: string, context: CheckContext): Promise<string[]> {
  const resolver = new Resolver({ timeout: Math.min(5_000, leftMs(context)), tries: 2 });
  if (check.servers.length > 0) resolver.setServers(check.servers);
  const cancel = () => resolver.cancel();
  const timer = setTimeout(cancel, leftMs(context));
  context.signal.addEventListener('abort', cancel, { once: true });
  try {
    const records: unknown[] = await resolver.resolve(host, check.type).then((found) => [found].flat());
    return records.map(textOf);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', cancel);
  }
}

/** Records have a form by their type: a text, a list of parts (TXT), or an object (MX, CAA). */
function textOf(record: unknown): string {
  if (typeof record === 'string') return record;
  if (Array.isArray(record)) return record.join('');
  return Object.entries(record as object)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

function faultsOf(check: DnsCheck, host: string, records: readonly string[]): string[] {
  const { contains, type } = check;
  if (records.length === 0) return [`${host} has no ${type} record`];
  if (contains === undefined || records.some((record) => record.includes(contains))) return [];
  return [`no ${type} record of ${host} contains "${contains}": ${records.slice(0, 5).join(', ')}`];
}
