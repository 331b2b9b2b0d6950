import { isLink, isPlainFile, type SourceFile } from './source-file.js';

const blockBytes = 512;
const permissionBits = 0o777;

/**
 * The header of one entry in a POSIX tar archive, with a PAX record before it where a name does not fit. Times and owners
 * are left at zero, so that the same files always make the same archive and Vercel has it already the next time.
 */
export function tarHeader({ path, mode, size, content }: SourceFile): Buffer {
  const link = isLink(mode) && content.from === 'memory' ? content.data.toString('utf8') : '';
  const type = link ? '2' : isPlainFile(mode) ? '0' : '5';
  const bytes = type === '0' ? size : 0;
  const records = [
    ...(fits(path) ? [] : [paxRecord('path', path)]),
    ...(fits(link) ? [] : [paxRecord('linkpath', link)]),
    ...(bytes < 8 ** 11 ? [] : [paxRecord('size', String(bytes))]),
  ];
  const main = headerBlock({
    path,
    link,
    type,
    bytes: bytes < 8 ** 11 ? bytes : 0,
    mode: mode & permissionBits,
  });
  if (records.length === 0) return main;
  const pax = Buffer.concat(records);
  const first = headerBlock({ path: 'PaxHeader', link: '', type: 'x', bytes: pax.length, mode: 0o644 });
  return Buffer.concat([first, pax, tarPadding(pax.length), main]);
}

/** What fills an entry's last block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** What ends an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * blockBytes);
}

function fits(name: string): boolean {
  return name.length <= 100 && /^[\x20-\x7e]*$/.test(name);
}

interface Header {
  path: string;
  link: string;
  type: string;
  bytes: number;
  mode: number;
}

function headerBlock({ path, link, type, bytes, mode }: Header): Buffer {
  const block = Buffer.alloc(blockBytes);
  const put = (text: string, at: number, length: number) => block.write(text, at, length, 'utf8');
  const octal = (value: number, at: number, length: number) =>
    put(`${value.toString(8).padStart(length - 1, '0')}\0`, at, length);
  put(path, 0, 100);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(0, 136, 12);
  put('        ', 148, 8);
  put(type, 156, 1);
  put(link, 157, 100);
  put('ustar\x0000', 257, 8);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8);
  return block;
}

/** A record counts its own length, whose digits count too. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}
