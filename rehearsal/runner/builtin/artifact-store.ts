import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file of an artifact: where it is now, and its path inside the artifact. */
export interface ArtifactFile {
  source: string;
  path: string;
}

/** An uploaded artifact, kept as a folder. */
export interface Artifact {
  id: number;
  name: string;
  folder: string;
  files: string[];
  bytes: number;
  /** SHA-256 over paths and contents, hexadecimal. GitHub's is over its zip file, so the two differ. */
  digest: string;
}

/** The artifacts of one run. */
export class ArtifactStore {
  private readonly folder: string;
  private readonly artifacts = new Map<string, Artifact>();
  private count = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Stores files under a name.
   * @throws Error when the name is taken and `overwrite` is not set.
   */
  async upload(name: string, files: ArtifactFile[], overwrite: boolean): Promise<Artifact> {
    const known = this.artifacts.get(name);
    if (known && !overwrite) {
      throw new Error(
        `Failed to CreateArtifact: (409) Conflict: an artifact with the name '${name}' already exists on the workflow ` +
          "run. Choose another 'name', for example with a matrix value in it, or set 'overwrite: true'.",
      );
    }
    this.count += 1;
    const folder = join(this.folder, String(this.count));
    // The name is taken before the copy, so that a job beside this one is refused.
    const artifact: Artifact = {
      id: this.count,
      name,
      folder,
      files: files.map((file) => file.path),
      bytes: 0,
      digest: '',
    };
    this.artifacts.set(name, artifact);
    if (known) await rm(known.folder, { recursive: true, force: true });
    const digest = createHash('sha256');
    for (const file of [...files].sort((left, right) => (left.path < right.path ? -1 : 1))) {
      const target = join(folder, file.path);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(file.source, target);
      // GitHub's zip keeps no modes either.
      await chmod(target, 0o644);
      digest.update(`${file.path}\0`);
      for await (const chunk of createReadStream(target)) {
        digest.update(chunk);
        artifact.bytes += (chunk as Buffer).length;
      }
    }
    artifact.digest = digest.digest('hex');
    return artifact;
  }

  /** An artifact by name. */
  find(name: string): Artifact | undefined {
    return this.artifacts.get(name);
  }

  /** All artifacts, oldest first. */
  list(): Artifact[] {
    return [...this.artifacts.values()].sort((left, right) => left.id - right.id);
  }
}
