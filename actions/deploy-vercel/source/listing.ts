import { totalSize } from '../../../src/vercel/transfer/source-file.js';
import type { OpenedSource } from './open-source.js';

/** A file or a folder and its size. */
export interface Listed {
  path: string;
  bytes: number;
}

/** What would be sent. */
export interface Listing {
  /** One line for a person. */
  description: string;
  warnings: string[];
  /** By path; empty for a deployment that is built again. */
  files: Listed[];
  bytes: number;
  /** Largest first. */
  biggestFiles: Listed[];
  /** At the top level (`.` for the files beside them), largest first. */
  biggestFolders: Listed[];
}

const shown = 10;

/** Lists what a source would send; nothing is read or sent for it. */
export function listingOf({ material, description, warnings }: OpenedSource): Listing {
  const found = material.kind === 'files' ? material.files : [];
  const files = found.map(({ path, size }) => ({ path, bytes: size }));
  return {
    description,
    warnings,
    files,
    bytes: totalSize(found),
    biggestFiles: biggest(files),
    biggestFolders: biggest(foldersOf(files)),
  };
}

function foldersOf(files: readonly Listed[]): Listed[] {
  const sums = new Map<string, number>();
  for (const { path, bytes } of files) {
    const [top = '.'] = path.includes('/') ? path.split('/') : ['.'];
    sums.set(top, (sums.get(top) ?? 0) + bytes);
  }
  return [...sums].map(([path, bytes]) => ({ path, bytes }));
}

function biggest(listed: readonly Listed[]): Listed[] {
  return [...listed].sort((one, other) => other.bytes - one.bytes).slice(0, shown);
}
