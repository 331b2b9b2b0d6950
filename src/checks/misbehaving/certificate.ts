import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and its certificate, as servers take them. */
export interface KeyPair {
  key: string;
  cert: string;
}

/**
 * Makes a certificate for `localhost` that is signed by itself (RFC 5280), for tests: valid from `from` to `to`
 * (milliseconds since the epoch).
 */
export function selfSigned(from: number, to: number): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const name = sequence(set(sequence(oid([0x55, 0x04, 0x03]), text('localhost'))));
  const altNames = sequence(
    oid([0x55, 0x1d, 0x11]),
    octets(sequence(node(0x82, Buffer.from('localhost')), node(0x87, Buffer.from([127, 0, 0, 1])))),
  );
  const body = sequence(
    node(0xa0, node(0x02, Buffer.from([2]))),
    node(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    node(0xa3, sequence(altNames)),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, algorithm, node(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** One value of DER (X.690): tag, length, content. */
function node(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return node(0x30, Buffer.concat(parts));
}

function set(...parts: Buffer[]): Buffer {
  return node(0x31, Buffer.concat(parts));
}

function oid(bytes: number[]): Buffer {
  return node(0x06, Buffer.from(bytes));
}

function text(value: string): Buffer {
  return node(0x0c, Buffer.from(value));
}

function octets(content: Buffer): Buffer {
  return node(0x04, content);
}

function time(ms: number): Buffer {
  const digits = new Date(ms)
    .toISOString()
    .replace(/[-:T]|\.\d+/g, '')
    .slice(2);
  return node(0x17, Buffer.from(digits));
}
