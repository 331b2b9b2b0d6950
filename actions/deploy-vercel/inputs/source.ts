import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';

/** What is deployed. */
export type SourceChoice =
  | { kind: 'auto' | 'directory' | 'prebuilt' }
  /** `outputDirectory` is relative to the working directory. */
  | { kind: 'static'; outputDirectory: string }
  /** An existing deployment: promoted, or with `redeploy` built again. */
  | { kind: 'deployment'; id: string; redeploy: boolean };

/** The inputs about what is sent and how. */
export interface SourceInputs {
  source: SourceChoice;
  /** `auto` packs when many files would have to be uploaded one by one. */
  archive: 'auto' | 'tgz' | 'none';
  /** `none` tells Vercel nothing about the commit. */
  gitMetadata: 'full' | 'none';
  /** For the deployment's functions, besides those of the project. */
  env: Record<string, string>;
  /** For the build, besides those of the project. */
  buildEnv: Record<string, string>;
  /** Regions of the functions; empty for the project's own. */
  regions: string[];
  /** Builds without the build cache. */
  force: boolean;
}

/** Reads and checks what is deployed. Throws InputError for a bad value and for inputs that contradict each other. */
export function readSourceInputs(read: InputReader): SourceInputs {
  return {
    source: readChoice(read),
    archive: read.choice('archive', ['auto', 'tgz', 'none'], 'auto'),
    gitMetadata: read.choice('git-metadata', ['full', 'none'], 'full'),
    env: read.variables('env'),
    buildEnv: read.variables('build-env'),
    regions: read.list('regions').flatMap((line) => line.split(/[\s,]+/)),
    force: read.boolean('force', false),
  };
}

function readChoice(read: InputReader): SourceChoice {
  const source = read.choice('source', ['auto', 'directory', 'prebuilt', 'static'], 'auto');
  const outputDirectory = read.string('output-directory');
  const id = read.string('deployment-id');
  const redeploy = read.boolean('redeploy', false);
  if (redeploy && id === undefined) {
    throw new InputError('The input "redeploy" is true, but "deployment-id" is not given.', {
      fix: 'Name the deployment to build again in "deployment-id", or leave "redeploy" out.',
    });
  }
  if (id !== undefined) {
    if (source !== 'auto' || outputDirectory !== undefined) throw contradiction('deployment-id', source);
    return { kind: 'deployment', id, redeploy };
  }
  if (outputDirectory === undefined) {
    if (source !== 'static') return { kind: source };
    throw new InputError('The input "source" is "static", but "output-directory" is not given.', {
      fix: 'Name the folder with the finished site in "output-directory", for example "dist".',
    });
  }
  if (source !== 'auto' && source !== 'static') throw contradiction('output-directory', source);
  return { kind: 'static', outputDirectory };
}

function contradiction(input: string, source: string): InputError {
  const what = input === 'deployment-id' ? 'an existing deployment' : 'a folder with a finished site';
  const other = source === 'auto' ? '"output-directory" is given too' : `"source" is "${source}"`;
  return new InputError(`The input "${input}" names ${what}, but ${other}.`, {
    fix: `Leave one of them out: with "${input}" nothing else is deployed.`,
  });
}
