import { lookup } from 'node:dns';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import type { Phases, TlsFacts } from './transport.js';

/** How a connection came to be: it fills while the connection is made, so that a failure can say how far it got. */
export class ConnectionTrace {
  readonly phases: Phases = {};
  /** What is under way or was the last thing to be. */
  phase: 'dns' | 'connect' | 'tls' | 'answer' = 'connect';
  socket: Socket | undefined;
  readonly #preferHttp2: boolean;
  #mark = performance.now();

  constructor(options: { preferHttp2?: boolean } = {}) {
    this.#preferHttp2 = options.preferHttp2 ?? false;
  }

  /** Makes the connection for undici and notes each phase. */
  readonly connector: buildConnector.connector = (options, callback) => {
    const secure = options.protocol === 'https:';
    this.#mark = performance.now();
    const where = {
      host: options.hostname,
      port: Number(options.port) || (secure ? 443 : 80),
      lookup: this.#lookup,
    };
    const socket = secure ? this.#connectTls(where, options) : connectTcp(where);
    this.socket = socket;
    socket.setNoDelay(true);
    socket.once('connect', () => this.#reached('connect', secure ? 'tls' : 'answer'));
    let done = false;
    const finish = (error: Error | null) => {
      if (done) return;
      done = true;
      if (error) return callback(error, null);
      if (secure) this.#reached('tls', 'answer');
      callback(null, socket);
    };
    socket.once(secure ? 'secureConnect' : 'connect', () => finish(null));
    socket.on('error', (error) => finish(error));
    socket.once('close', () => finish(new Error('the connection was closed before it was made')));
  };

  get httpVersion(): '1.1' | '2' {
    return this.socket instanceof TLSSocket && this.socket.alpnProtocol === 'h2' ? '2' : '1.1';
  }

  /** The certificate and the handshake; undefined without TLS. */
  get tls(): TlsFacts | undefined {
    return this.socket instanceof TLSSocket ? tlsFacts(this.socket) : undefined;
  }

  get remote(): { address: string; family: string } | undefined {
    const { remoteAddress: address, remoteFamily: family } = this.socket ?? {};
    return address === undefined ? undefined : { address, family: family ?? '' };
  }

  #connectTls(
    where: { host: string; port: number; lookup: typeof lookup },
    { servername, hostname }: buildConnector.Options,
  ): TLSSocket {
    const both = this.#preferHttp2 ? ['h2', 'http/1.1'] : ['http/1.1', 'h2'];
    const name = servername || (/^[\d.]+$|:/.test(hostname) ? '' : hostname);
    return connectTls({ ...where, ALPNProtocols: both, ...(name === '' ? {} : { servername: name }) });
  }

  readonly #lookup = ((...args: Parameters<typeof lookup>) => {
    const [hostname, options, callback] = args as unknown as [string, object, (...found: unknown[]) => void];
    this.phase = 'dns';
    lookup(hostname, options, (...found: unknown[]) => {
      if (!found[0]) this.#reached('dns', 'connect');
      callback(...found);
    });
  }) as unknown as typeof lookup;

  #reached(phase: 'dns' | 'connect' | 'tls', next: 'connect' | 'tls' | 'answer'): void {
    const now = performance.now();
    this.phases[phase] = now - this.#mark;
    this.#mark = now;
    this.phase = next;
  }
}

/** What a finished handshake tells; undefined when the other side showed no certificate. */
export function tlsFacts(socket: TLSSocket): TlsFacts | undefined {
  const certificate = socket.getPeerCertificate();
  if (!certificate?.valid_to) return undefined;
  const validTo = Date.parse(certificate.valid_to);
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher()?.name ?? '',
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo,
    daysLeft: Math.floor((validTo - Date.now()) / 86_400_000),
    names: (certificate.subjectaltname ?? '').split(', ').filter((name) => name !== ''),
  };
}

function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const { CN, O } = name ?? {};
  return [CN, O].flat().find((part) => part) ?? '';
}
