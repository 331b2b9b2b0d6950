import { availableParallelism } from 'node:os';
import type { InputReader } from '../../src/action/inputs.js';
import { type Gate, inlineGatesSchema } from './gates-file.js';

/** Which gates to ask, and how. */
export interface Inputs {
  /** The gates written inline; the file is not read then. */
  inline: Gate[] | undefined;
  /** Absolute path of the file of gates. */
  config: string;
  /** Absolute path; a gate's own directory starts from it. */
  workingDirectory: string;
  maxParallel: number;
  failFast: boolean;
  /** For one attempt of a gate that states none, in milliseconds. */
  timeoutMs: number;
}

/** Reads the inputs. Throws InputError for a bad value. */
export function parseInputs(read: InputReader): Inputs {
  return {
    inline: read.yaml('gates', inlineGatesSchema)?.gates,
    config: read.path('config', '.github/quality-gates.yml'),
    workingDirectory: read.path('working-directory', '.'),
    maxParallel: read.integer('max-parallel', { min: 1, max: 64, fallback: availableParallelism() }),
    failFast: read.boolean('fail-fast', false),
    timeoutMs: read.duration('timeout', 15 * 60_000),
  };
}
