import type { InputReader } from '../../src/action/inputs.js';
import type { TagFilter } from '../../src/checks/plan.js';
import type { SuiteSoak } from '../../src/checks/soak/soak-suite.js';
import { type Suite, suiteSchema } from '../../src/checks/suite.js';
import { parseYaml } from '../../src/config/yaml.js';
import { InputError } from '../../src/errors/errors.js';
import { badInput } from '../../src/errors/messages.js';
import { parseShard } from '../../src/release/shard.js';
import { type RailwayInputs, readRailwayInputs } from './inputs/railway.js';
import { readSoakInputs } from './inputs/soak.js';
import { type GivenTargets, readTargets } from './inputs/targets.js';
import { readVercelCheck, type VercelCheckInputs } from './inputs/vercel-check.js';

/** What to check, where, and how long to wait for it. */
export interface Inputs extends GivenTargets {
  expectVersion: string | undefined;
  versionTimeoutMs: number;
  consecutive: number;
  /** Absolute path of the suite. */
  config: string;
  /** True when the suite's path was given and did not come from the default. */
  configGiven: boolean;
  /** The suite written inline, with its text for the lines of its checks. */
  inline: { suite: Suite; text: string } | undefined;
  /** The plain case: this path must answer with this status. */
  plain: { path: string; status: string } | undefined;
  /** Which checks this runner makes: by their tags, and of several runners its part. */
  tags: TagFilter;
  /** Absolute path of a folder with the shards' results, to be made one; undefined makes the checks. */
  merge: string | undefined;
  maxParallel: number;
  retries: number;
  controlUrl: string | undefined;
  onInconclusive: 'fail' | 'pass';
  /** Absolute path of the folder the reports are written to; undefined for one below the runner's temporary folder. */
  report: string | undefined;
  /** How to keep asking once all checks hold; undefined when not. */
  soak: SuiteSoak | undefined;
  /** Where checks of kind log and metric read from; undefined without a token. */
  railway: RailwayInputs | undefined;
  protectionBypass: string | undefined;
  /** Asks GitHub for an id token that Vercel's trusted sources accept; the audience is GitHub's own when undefined. */
  protectionOidc: { audience: string | undefined } | undefined;
  /** Writes a check run with this token; undefined when none is asked for. */
  checkRun: { token: string } | undefined;
  /** Also tells the result to a check of this deployment on Vercel. */
  vercelCheck: VercelCheckInputs | undefined;
}

const defaultConfig = '.github/smoke-test.yml';

/** Reads the inputs. Throws InputError for a bad value, a target given twice, or no target. */
export function parseInputs(read: InputReader): Inputs {
  const protectionBypass = read.secret('protection-bypass');
  const given = readTargets(read);
  return {
    ...given,
    expectVersion: read.string('expect-version'),
    versionTimeoutMs: read.duration('version-timeout', 120_000),
    consecutive: read.integer('consecutive', { min: 1, max: 50, fallback: 3 }),
    config: read.path('config', defaultConfig),
    configGiven: (read.string('config') ?? defaultConfig) !== defaultConfig,
    inline: inlineOf(read),
    plain: plainOf(read),
    tags: { only: read.list('only'), skip: read.list('skip'), ...readShard(read) },
    merge: read.string('merge') && read.path('merge', '.'),
    maxParallel: read.integer('max-parallel', { min: 1, max: 100, fallback: 8 }),
    retries: read.integer('retries', { min: 0, max: 20, fallback: 2 }),
    controlUrl: read.string('control-url') === undefined ? undefined : read.url('control-url', ''),
    onInconclusive: read.choice('on-inconclusive', ['fail', 'pass'], 'fail'),
    report: read.string('report-directory') === undefined ? undefined : read.path('report-directory', ''),
    soak: readSoakInputs(read, Object.keys(given.targets)),
    railway: readRailwayInputs(read, Object.keys(given.targets)),
    protectionBypass,
    protectionOidc: read.boolean('protection-oidc', false)
      ? { audience: read.string('oidc-audience') }
      : undefined,
    checkRun: checkRunOf(read),
    vercelCheck: readVercelCheck(read),
  };
}

function readShard(read: InputReader): Pick<TagFilter, 'shard'> {
  const text = read.string('shard');
  if (text === undefined) return {};
  const shard = parseShard(text);
  if (!shard) throw invalid('shard', text, 'a part and how many there are, such as 2/4');
  return { shard };
}

function inlineOf(read: InputReader): Inputs['inline'] {
  const suite = read.yaml('checks', suiteSchema, parseYaml);
  return suite && { suite, text: read.string('checks') ?? '' };
}

function checkRunOf(read: InputReader): Inputs['checkRun'] {
  const token = read.secret('github-token');
  if (!read.boolean('check-run', false)) return undefined;
  if (token !== undefined) return { token };
  throw new InputError('The input "check-run" is true, but "github-token" is empty.', {
    fix: 'Give "github-token: ${{ github.token }}" and let the job have "permissions: checks: write".',
  });
}

function plainOf(read: InputReader): Inputs['plain'] {
  const path = read.string('path');
  const status = read.string('expect-status');
  if (path === undefined) return undefined;
  if (!path.startsWith('/')) throw invalid('path', path, 'a path that begins with "/"');
  if (status !== undefined && !/^([1-5]\d\d|[1-5]xx)$/.test(status)) {
    throw invalid('expect-status', status, 'a status such as 200, or 2xx');
  }
  return { path, status: status ?? '200' };
}

function invalid(name: string, got: string, allowed: string): InputError {
  const { message, fix } = badInput(name, got, allowed);
  return new InputError(message, { fix });
}
