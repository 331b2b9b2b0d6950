import { availableParallelism } from 'node:os';
import type { InputReader } from '../../src/action/inputs.js';
import { parseYaml } from '../../src/config/yaml.js';
import { InputError } from '../../src/errors/errors.js';
import { badInput } from '../../src/errors/messages.js';
import { parseShard, type Shard } from '../../src/release/shard.js';
import { type GatesFile, inlineGatesSchema } from './gates-file.js';

/** Which gates to ask, and how. */
export interface Inputs {
  /** The gates written inline; the file is read then only for `auto`, which it adds to. */
  inline: GatesFile | undefined;
  /** Absolute path of the file of gates. */
  config: string;
  /** Whether the path was given, so that the file must be there. */
  configGiven: boolean;
  /** Only say what would be asked, and why. */
  list: boolean;
  /** Branch or commit to compare with; undefined = the pull request's base, or what the branch was before the push. */
  base: string | undefined;
  /** Absolute path; a gate's own directory starts from it. */
  workingDirectory: string;
  /** Absolute path; where the reports are written. Undefined for a folder of the runner's own. */
  reportDirectory: string | undefined;
  /** For the comment on a pull request; undefined when none is wanted. */
  githubToken: string | undefined;
  /** Ids of checklist items that are confirmed. */
  confirmed: ReadonlySet<string>;
  /** The part of the gates that this runner asks; undefined for all. */
  shard: Shard | undefined;
  /** Absolute path of a folder with the shards' reports, to be made one; undefined asks the gates. */
  merge: string | undefined;
  maxParallel: number;
  failFast: boolean;
  /** For one attempt of a gate that states none, in milliseconds. */
  timeoutMs: number;
}

/** Reads the inputs. Throws InputError for a bad value. */
export function parseInputs(read: InputReader): Inputs {
  const githubToken = read.secret('github-token');
  const comment = read.choice('comment', ['auto', 'never'], 'auto');
  return {
    inline: read.yaml('gates', inlineGatesSchema, parseYaml),
    config: read.path('config', '.github/quality-gates.yml'),
    configGiven: read.string('config') !== undefined,
    list: read.boolean('list', false),
    base: read.string('base'),
    workingDirectory: read.path('working-directory', '.'),
    reportDirectory: read.string('report-directory') && read.path('report-directory', '.'),
    // A part of the answer is no comment; the merged one is.
    githubToken: comment === 'auto' && read.string('shard') === undefined ? githubToken : undefined,
    shard: readShard(read),
    merge: read.string('merge') && read.path('merge', '.'),
    confirmed: confirmedIn(read.list('confirmed')),
    maxParallel: read.integer('max-parallel', { min: 1, max: 64, fallback: availableParallelism() }),
    failFast: read.boolean('fail-fast', false),
    timeoutMs: read.duration('timeout', 15 * 60_000),
  };
}

function readShard(read: InputReader): Shard | undefined {
  const text = read.string('shard');
  if (text === undefined) return undefined;
  const shard = parseShard(text);
  if (shard) return shard;
  const { message, fix } = badInput('shard', text, 'a part and how many there are, such as 2/4');
  throw new InputError(message, { fix });
}

/** Lines such as `backup-tested=true`; a line without a value confirms, since it was written. Throws InputError. */
function confirmedIn(lines: readonly string[]): Set<string> {
  const confirmed = new Set<string>();
  for (const line of lines) {
    const [, id = '', value = 'true'] = /^([^=]+?)\s*(?:=\s*(true|false|))?$/.exec(line) ?? [];
    if (id === '') {
      const { message, fix } = badInput('confirmed', line, 'lines such as backup-tested=true');
      throw new InputError(message, { fix });
    }
    if (value === 'true') confirmed.add(id);
  }
  return confirmed;
}
