/** Milliseconds of each part of a request over a connection of its own; undefined where there was none. */
export interface Phases {
  dns?: number;
  connect?: number;
  tls?: number;
  /** From the request's last byte to the answer's first. */
  firstByte?: number;
}

/** What the connection's certificate and handshake tell. */
export interface TlsFacts {
  /** `TLSv1.3`. */
  protocol: string;
  cipher: string;
  subject: string;
  issuer: string;
  /** Milliseconds since the epoch. */
  validTo: number;
  /** Whole days until then; negative when it is over. */
  daysLeft: number;
  names: string[];
}

/** One request. */
export interface TransportRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For the whole of it, redirects too, in milliseconds. */
  timeoutMs: number;
  /** Redirects that are followed; 0 takes a redirect for the answer, 5 when absent. */
  redirects?: number;
  /** Bytes of the body that are read at most, unpacked; 10 MB when absent. */
  maxBodyBytes?: number;
  /** `fresh` (when absent): a connection of its own, so that no kept one pins an old container. `kept`: from a pool, for many requests. */
  connection?: 'fresh' | 'kept';
  /** Connections of the pool for `kept`; 10 when absent. */
  poolSize?: number;
  /** Asks for HTTP/2 first; what the other side chooses is in the answer. */
  http2?: boolean;
  /** Whether the suite's cookies are sent and kept; false when absent. */
  cookies?: boolean;
}

/** A redirect that was met. */
export interface Hop {
  status: number;
  from: string;
  to: string;
}

/** An answer of whatever status. */
export interface Answer {
  status: number;
  /** By lower-case name; several of one name are joined with `, `. */
  headers: Record<string, string>;
  /** The `set-cookie` headers one by one, of all hops. */
  setCookies: string[];
  text: string;
  /** Bytes of the body as they came over the wire, as far as they were read. */
  bytes: number;
  /** The body was longer than `maxBodyBytes` and is cut. */
  truncated: boolean;
  /** Where the answer came from, after redirects. */
  url: string;
  hops: Hop[];
  durationMs: number;
  /** Of the last hop. */
  phases: Phases;
  httpVersion: '1.1' | '2';
  tls?: TlsFacts;
  /** The address that answered. */
  remote?: { address: string; family: string };
}

/** Nothing answered: how far it came, and whether waiting was given up. */
export interface Unreachable {
  phase: 'dns' | 'connect' | 'tls' | 'answer';
  timedOut: boolean;
  /** What happened, as a clause: `no connection (ECONNREFUSED)`. */
  why: string;
}

/** What came of asking: an answer, a login page in between, or nothing. */
export type Exchange =
  | { answer: Answer }
  | { wall: string; durationMs: number }
  | { unreachable: Unreachable; durationMs: number };

/** An answer whose body is read as it comes. */
export interface StreamedAnswer {
  status: number;
  headers: Record<string, string>;
  /** Ends when the service ends it; throws when the connection breaks or the signal is aborted. */
  body: AsyncIterable<Uint8Array>;
  /** Ends it from this side. */
  close(): void;
}

/** The way to the targets. */
export interface Transport {
  /** Sends once, follows redirects, and never throws for what the network or the service does. Throws InputError for what cannot be sent, CancelledError. */
  request(request: TransportRequest): Promise<Exchange>;
  /** The same request, ready to be sent many times on kept connections; cookies of its answers are not kept. */
  repeat(request: TransportRequest): () => Promise<Exchange>;
  /** The same without following redirects, with the body as a stream; `timeoutMs` is until its head. */
  stream(
    request: TransportRequest,
  ): Promise<
    | { streamed: StreamedAnswer }
    | { wall: string; durationMs: number }
    | { unreachable: Unreachable; durationMs: number }
  >;
  /** Headers that only this address may get: the protection's bypass on Vercel, nothing elsewhere. */
  trustedHeaders(url: string): Promise<Record<string, string>>;
}
