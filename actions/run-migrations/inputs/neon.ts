import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';

/** A project at Neon, and the branch of it that a pull request gets. */
export interface NeonInputs {
  apiKey: string;
  /** Without a slash at the end. */
  apiUrl: string;
  project: string;
  /** The preview branch to make or reset; undefined when none is wanted. */
  branch: string | undefined;
  /** Branch that previews and undo points are made from; null is the project's default one. */
  parent: string | null;
  /** Brings a branch that is there already to what its parent has now. */
  reset: boolean;
  database: string | null;
  role: string | null;
}

/** Reads the inputs about Neon; undefined when none is given. Throws InputError when only a part is. */
export function readNeon(read: InputReader): NeonInputs | undefined {
  const apiKey = read.secret('neon-api-key');
  const project = read.string('neon-project');
  const branch = read.string('neon-branch');
  if (apiKey === undefined && project === undefined && branch === undefined) return undefined;
  if (apiKey === undefined || project === undefined) {
    throw new InputError(
      `The input "${apiKey === undefined ? 'neon-api-key' : 'neon-project'}" is missing.`,
      {
        fix: "Neon needs both: the key from its console (Account settings, API keys) and the project's id (Settings).",
      },
    );
  }
  return {
    apiKey,
    project,
    branch,
    apiUrl: read.url('neon-api-url', 'https://console.neon.tech/api/v2'),
    parent: read.string('neon-parent') ?? null,
    reset: read.boolean('neon-reset', false),
    database: read.string('neon-database') ?? null,
    role: read.string('neon-role') ?? null,
  };
}
