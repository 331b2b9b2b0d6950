import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes, scrypt } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../errors/errors.js';

/*
 * An encrypted file, version 1 (docs/runbooks/restore-a-database.md says how to open one without this project):
 *   8 bytes  "DEPLOYA1"
 *   1 byte   log2 of scrypt's N · 1 byte r · 1 byte p
 *   16 bytes salt · 12 bytes nonce
 *   n bytes  AES-256-GCM; the 39 bytes before are its additional data
 *   16 bytes tag
 */
const magic = Buffer.from('DEPLOYA1', 'latin1');
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const headerLength = magic.length + 3 + saltLength + nonceLength;
/** N = 2^17, r = 8, p = 1: what OWASP's password storage cheat sheet asks of scrypt; 128 MB for half a second. */
const usualCost = 17;
const blockSize = 8;
const highestCost = 20;

/** Encrypts a file with a passphrase into another. `cost` is for tests. */
export async function encryptFile(
  plain: string,
  encrypted: string,
  passphrase: string,
  cost = usualCost,
): Promise<void> {
  const salt = randomBytes(saltLength);
  const nonce = randomBytes(nonceLength);
  const header = Buffer.concat([magic, Buffer.from([cost, blockSize, 1]), salt, nonce]);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt, cost, blockSize, 1), nonce);
  cipher.setAAD(header);
  const target = createWriteStream(encrypted, { mode: 0o600 });
  target.write(header);
  await pipeline(createReadStream(plain), cipher, target);
  const file = await open(encrypted, 'a');
  try {
    await file.write(cipher.getAuthTag());
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether a file is one of ours that is encrypted. */
export async function isEncrypted(path: string): Promise<boolean> {
  return (await readRange(path, 0, magic.length)).equals(magic);
}

/**
 * Decrypts a file of ours. The plain file appears under its name only when all of it is proven genuine.
 * Throws InputError for a wrong passphrase, a damaged file, or a file that is none of ours.
 */
export async function decryptFile(encrypted: string, plain: string, passphrase: string): Promise<void> {
  const { size } = await stat(encrypted);
  const decipher = await openCipher(encrypted, size, passphrase);
  const range = { start: headerLength, end: size - tagLength - 1 };
  const source = range.end < range.start ? Readable.from([]) : createReadStream(encrypted, range);
  const partial = `${plain}.partial`;
  try {
    await pipeline(source, decipher, createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, plain);
  } catch (cause) {
    throw new InputError(
      `${encrypted} cannot be decrypted: the key is another one, or the file is damaged.`,
      {
        fix: 'Give the key the backup was made with ("backup-key").',
        cause,
      },
    );
  } finally {
    await rm(partial, { force: true });
  }
}

async function openCipher(encrypted: string, size: number, passphrase: string): Promise<DecipherGCM> {
  const header = await readRange(encrypted, 0, headerLength);
  const [cost = 0, r = 0, p = 0] = header.subarray(magic.length);
  const isOurs = header.subarray(0, magic.length).equals(magic);
  if (size < headerLength + tagLength || !isOurs || cost > highestCost) {
    throw new InputError(`${encrypted} is no encrypted backup of this action.`);
  }
  const salt = header.subarray(magic.length + 3, magic.length + 3 + saltLength);
  const key = await deriveKey(passphrase, salt, cost, r, p);
  const nonce = header.subarray(headerLength - nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAAD(header);
  decipher.setAuthTag(await readRange(encrypted, size - tagLength, tagLength));
  return decipher;
}

function deriveKey(passphrase: string, salt: Buffer, cost: number, r: number, p: number): Promise<Buffer> {
  const options = { N: 2 ** cost, r, p, maxmem: 2 * 128 * 2 ** cost * Math.max(r, 1) };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

async function readRange(path: string, start: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
