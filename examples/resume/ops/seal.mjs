/**
 * Encrypts a file with BACKUP_KEY, or opens one: `node ops/seal.mjs seal|open <file> <into>`.
 * The form is that of the suite's own backups (docs/runbooks/restore-a-database.md): either opens what the other sealed.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal, run } from './service.mjs';

const magic = 'DEPLOYA1';
/** log2 of scrypt's N, r and p: what OWASP's password storage cheat sheet asks of scrypt. */
const cost = [17, 8, 1];

/** The file, readable only with the key. */
export function seal(plain, passphrase, [n, r, p] = cost) {
  const header = Buffer.concat([
    Buffer.from(magic),
    Buffer.from([n, r, p]),
    randomBytes(16),
    randomBytes(12),
  ]);
  const cipher = createCipheriv('aes-256-gcm', keyOf(header, passphrase), header.subarray(27, 39));
  cipher.setAAD(header);
  return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The file as it was. Throws Refusal with another key or a damaged file. */
export function open(sealed, passphrase) {
  const header = sealed.subarray(0, 39);
  if (header.toString('latin1', 0, 8) !== magic) throw new Refusal('This is no sealed copy.');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(header, passphrase), header.subarray(27, 39), {
    authTagLength: 16,
  });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(39, -16)), decipher.final()]);
  } catch {
    throw new Refusal(
      'The copy cannot be opened: BACKUP_KEY is another one than it was sealed with, or the file is damaged.',
    );
  }
}

function keyOf(header, passphrase) {
  if (!passphrase || passphrase.length < 16) {
    throw new Refusal(
      'The secret BACKUP_KEY is not set or shorter than 16 characters. Make one with `openssl rand -base64 32`.',
    );
  }
  const [n, r, p] = header.subarray(8, 11);
  if (n > 20) throw new Refusal('The copy asks for more work than any of ours: it is damaged.');
  return scryptSync(passphrase, header.subarray(11, 27), 32, { N: 2 ** n, r, p, maxmem: 256 * 2 ** n * r });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await run(() => {
    const [command, from, into] = process.argv.slice(2);
    const work = { seal, open }[command];
    if (!work || !from || !into) throw new Refusal('Use: node ops/seal.mjs seal|open <file> <into>');
    mkdirSync(dirname(into), { recursive: true });
    writeFileSync(into, work(readFileSync(from), process.env.BACKUP_KEY), { mode: 0o600 });
  });
}
