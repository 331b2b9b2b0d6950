import { execFile } from 'node:child_process';

/** Answers questions about one git repository by asking git itself; it never writes. */
export class Git {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Runs git and returns what it printed, or undefined when git said no. */
  async read(...args: string[]): Promise<Buffer | undefined> {
    return new Promise((resolve) => {
      execFile(
        'git',
        ['-c', 'safe.directory=*', '-c', 'core.quotePath=false', '-C', this.#directory, ...args],
        { encoding: 'buffer', maxBuffer: 128 * 1024 * 1024 },
        (error, stdout) => resolve(error ? undefined : stdout),
      );
    });
  }

  /** As `read`, but text without the line end. */
  async text(...args: string[]): Promise<string | undefined> {
    return (await this.read(...args))?.toString('utf8').trimEnd();
  }

  /** The full sha a branch, tag or sha names; undefined when it names no commit here. */
  async commit(ref: string): Promise<string | undefined> {
    // A short name is a branch before it is a tag on GitHub; git itself looks at tags first.
    for (const name of [`refs/heads/${ref}`, `refs/tags/${ref}`, ref]) {
      const sha = await this.text('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
      if (sha) return sha;
    }
    return undefined;
  }
}
