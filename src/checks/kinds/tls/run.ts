import { connect, type TLSSocket } from 'node:tls';
import { CancelledError } from '../../../errors/errors.js';
import { tlsFacts } from '../../transport/connection.js';
import { TimeOver, unreachableBy } from '../../transport/failure.js';
import type { TlsFacts } from '../../transport/transport.js';
import type { CheckContext, Outcome } from '../kind.js';
import { judged, leftMs } from '../outcomes.js';
import type { TlsCheck } from './spec.js';

/** Shakes hands with whatever certificate there is, and judges it afterwards: a bad one can then be described. */
export async function run(check: TlsCheck, context: CheckContext): Promise<Outcome> {
  const url = new URL(context.target.base);
  const host = check.host ?? url.hostname.replace(/^\[|\]$/g, '');
  const port = check.port ?? (Number(url.port) || (url.protocol === 'http:' ? 80 : 443));
  const command = `openssl s_client -connect ${context.shellWord(`${host}:${port}`)} -servername ${context.shellWord(host)} </dev/null`;
  const evidence = { url: `${host}:${port}`, command };
  const began = performance.now();
  try {
    const shaken = await shakeHands(host, port, context);
    return {
      ...judged(faultsOf(check, shaken)),
      durationMs: performance.now() - began,
      measurements: shaken.facts ? { 'days-left': shaken.facts.daysLeft } : {},
      evidence: { ...evidence, ...(shaken.facts ? { response: describe(shaken.facts) } : {}) },
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    const unreachable = unreachableBy(error, 'tls', leftMs(context));
    // A port that answers without TLS is an answer, and the wrong one.
    if (/EPROTO|WRONG_VERSION|SSL/.test(unreachable.why)) {
      return { verdict: 'fail', reason: `${host}:${port} ${unreachable.why}`, evidence };
    }
    return { verdict: 'error', reason: unreachable.why, evidence, unreachable };
  }
}

interface Shaken {
  facts: TlsFacts | undefined;
  /** Why Node does not trust it; undefined when it does. */
  distrust: string | undefined;
}

function shakeHands(host: string, port: number, context: CheckContext): Promise<Shaken> {
  return new Promise((resolve, reject) => {
    const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket: TLSSocket = connect({ host, port, rejectUnauthorized: false, ...named });
    const end = (done: () => void) => {
      clearTimeout(timer);
      context.signal.removeEventListener('abort', abort);
      socket.destroy();
      done();
    };
    const abort = () => end(() => reject(new TimeOver()));
    const timer = setTimeout(abort, leftMs(context));
    context.signal.addEventListener('abort', abort);
    socket.on('error', (error) => end(() => reject(error)));
    socket.once('secureConnect', () => {
      const { authorized, authorizationError } = socket;
      const distrust = authorized ? undefined : codeOf(authorizationError);
      const facts = tlsFacts(socket);
      end(() => resolve({ facts, distrust }));
    });
  });
}

function codeOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code ?? message ?? 'not trusted';
}

const causes: Record<string, string> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it does not hold yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends at a certificate that nobody knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server does not send the certificates between it and a known one',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
};

function faultsOf(check: TlsCheck, { facts, distrust }: Shaken): string[] {
  if (!facts) return ['no certificate is shown'];
  const for_ = facts.names.length > 0 ? facts.names.join(', ') : facts.subject;
  return [
    ...(distrust === undefined
      ? []
      : [
          `the certificate (for ${for_}, by ${facts.issuer || 'nobody'}) is not trusted: ${causes[distrust] ?? distrust} (${distrust})`,
        ]),
    ...(facts.daysLeft < check['days-left']
      ? [
          facts.daysLeft < 0
            ? `the certificate expired ${-facts.daysLeft} days ago`
            : `the certificate holds for ${facts.daysLeft} more days, less than ${check['days-left']}`,
        ]
      : []),
    ...(facts.protocol < check['min-protocol']
      ? [`${facts.protocol} is spoken, older than ${check['min-protocol']}`]
      : []),
    ...(check.issuer !== undefined && !facts.issuer.includes(check.issuer)
      ? [`the issuer is "${facts.issuer}" and does not contain "${check.issuer}"`]
      : []),
  ];
}

function describe({ protocol, cipher, subject, issuer, validTo, names }: TlsFacts): string {
  return [
    `protocol: ${protocol} (${cipher})`,
    `subject: ${subject}`,
    `names: ${names.join(', ')}`,
    `issuer: ${issuer}`,
    `valid until: ${new Date(validTo).toISOString()}`,
  ].join('\n');
}
