/** Something that goes into a deployment, before its contents were read. */
export interface SourceFile {
  /** Its name in the deployment, with `/`. */
  path: string;
  /** As `lstat` gives it, with the bits that tell a file from a link and a folder. */
  mode: number;
  /** Bytes; 0 for a folder. */
  size: number;
  content: { from: 'disk'; file: string } | { from: 'memory'; data: Buffer } | { from: 'nowhere' };
}

/** A file and the SHA-1 of its bytes, in hex; undefined for a folder, which is named so that it is made. */
export interface DigestedFile extends SourceFile {
  sha: string | undefined;
}

/** The mode of a plain file that a program made, not found. */
export const plainFileMode = 0o100644;

const typeBits = 0o170000;

/** Whether a mode is that of a plain file, not of a link or a folder. */
export function isPlainFile(mode: number): boolean {
  return (mode & typeBits) === 0o100000;
}

/** Whether a mode is that of a symbolic link. */
export function isLink(mode: number): boolean {
  return (mode & typeBits) === 0o120000;
}

/** Bytes of all files together. */
export function totalSize(files: readonly SourceFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
