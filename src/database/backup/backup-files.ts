import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../errors/errors.js';
import { decryptFile, encryptFile, isEncrypted } from './encryption.js';

/** Where backups go, and what becomes of them. */
export interface BackupStore {
  /** Absolute path of a folder, which is made if need be. */
  directory: string;
  /** The component's name; a store may hold several databases' backups. */
  name: string;
  /** Passphrase to encrypt with; null leaves the file as it is. Never shorter than 16 characters. */
  key: string | null;
  /** How many to keep, and for how long in milliseconds; null keeps all. The newest one always stays. */
  keep: { count: number | null; ageMs: number | null };
}

/** A backup as it lies in its store. */
export interface StoredFile {
  path: string;
  bytes: number;
  /** SHA-256 of the file as it lies there, in hex. */
  sha256: string;
  encrypted: boolean;
}

const shortestKey = 16;

/**
 * Has `write` fill a file and puts it into the store: encrypted if there is a key, with a `.sha256` beside it that
 * `sha256sum -c` understands, under a name that tells when. A file appears under its name only when it is whole.
 */
export async function storeBackup(
  store: BackupStore,
  kind: 'dump' | 'sqlite',
  madeAt: number,
  write: (path: string) => Promise<void>,
): Promise<StoredFile> {
  if (store.key !== null && store.key.length < shortestKey) {
    throw new InputError(`The input "backup-key" is shorter than ${shortestKey} characters.`, {
      fix: 'Make one with `openssl rand -base64 32` and keep it as a secret: without it nobody opens the backup.',
    });
  }
  await mkdir(store.directory, { recursive: true, mode: 0o700 });
  const path = join(store.directory, fileName(store, kind, madeAt));
  const plain = `${path}.unfinished`;
  const sealed = `${path}.sealing`;
  try {
    await write(plain);
    if (store.key !== null) await encryptFile(plain, sealed, store.key);
    await rename(store.key === null ? plain : sealed, path);
  } finally {
    await Promise.all([rm(plain, { force: true }), rm(sealed, { force: true })]);
  }
  const sha256 = await sha256Of(path);
  await writeFile(`${path}.sha256`, `${sha256}  ${basename(path)}\n`);
  return { path, bytes: (await stat(path)).size, sha256, encrypted: store.key !== null };
}

/**
 * Gives `read` a backup as it was before it was encrypted, once its checksum holds. Throws InputError for a file that is
 * missing, damaged, or encrypted with another key than this.
 */
export async function openBackup<Value>(
  path: string,
  key: string | null,
  read: (plain: string) => Promise<Value>,
): Promise<Value> {
  if (!existsSync(path)) {
    throw new InputError(`There is no backup ${path}.`, {
      fix: 'Download it to this runner first (actions/download-artifact), and name it with its path.',
    });
  }
  await checkSum(path);
  if (!(await isEncrypted(path))) return read(path);
  if (key === null) {
    throw new InputError(`${path} is encrypted.`, { fix: 'Give the key it was made with: "backup-key".' });
  }
  const plain = `${path}.plain-${process.pid}`;
  try {
    await decryptFile(path, plain, key);
    return await read(plain);
  } finally {
    await rm(plain, { force: true });
  }
}

/** Removes backups of this database that are too many or too old; returns their paths. Touches no other file. */
export async function pruneBackups(store: BackupStore, now: number): Promise<string[]> {
  const { count, ageMs } = store.keep;
  const backups = await listBackups(store);
  const gone = backups.filter(
    ({ madeAt }, index) =>
      index > 0 && ((count !== null && index >= count) || (ageMs !== null && now - madeAt > ageMs)),
  );
  for (const { path } of gone) {
    await rm(path, { force: true });
    for (const beside of ['.sha256', '.contents']) await rm(`${path}${beside}`, { force: true });
  }
  return gone.map(({ path }) => path);
}

/** The backups of this database, newest first, with when they were made (milliseconds since the epoch). */
export async function listBackups(
  store: Pick<BackupStore, 'directory' | 'name'>,
): Promise<{ path: string; madeAt: number }[]> {
  const names = existsSync(store.directory) ? await readdir(store.directory) : [];
  return names
    .flatMap((name) => {
      const madeAt = madeAtOf(store, name);
      return madeAt === undefined ? [] : [{ path: join(store.directory, name), madeAt }];
    })
    .sort((left, right) => right.madeAt - left.madeAt);
}

function fileName(store: BackupStore, kind: 'dump' | 'sqlite', madeAt: number): string {
  const when = new Date(madeAt).toISOString().replaceAll(':', '-');
  return `${safeName(store.name)}_${when}.${kind}${store.key === null ? '' : '.enc'}`;
}

function madeAtOf(store: Pick<BackupStore, 'name'>, name: string): number | undefined {
  const rest = name.startsWith(`${safeName(store.name)}_`) ? name.slice(safeName(store.name).length + 1) : '';
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.(?:dump|sqlite)(?:\.enc)?$/.exec(rest);
  return match ? Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}`) : undefined;
}

function safeName(name: string): string {
  return name.replace(/[^\w-]/g, '-');
}

async function checkSum(path: string): Promise<void> {
  if (!existsSync(`${path}.sha256`)) return;
  const expected = (await readFile(`${path}.sha256`, 'utf8')).slice(0, 64);
  if ((await sha256Of(path)) === expected) return;
  throw new InputError(
    `${path} is not the file that was stored: its checksum differs from ${basename(path)}.sha256.`,
    {
      fix: 'Fetch it again; if it stays so, use an older backup.',
    },
  );
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
