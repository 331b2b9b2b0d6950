import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from './kinds/kind.js';
import { Masker } from './masker.js';
import { type PlannedCheck, planChecks, withoutVersion } from './plan.js';
import type { SharedContext } from './run-check.js';
import type { SuiteDeps, SuiteRun } from './run-settings.js';
import { type NamedCheck, targetsOf, withTargets } from './targets.js';
import { CookieJar } from './transport/cookies.js';
import { createTransport, type OpenTransport } from './transport/create.js';
import { isVercelHost, Protection } from './transport/protection.js';
import { refuseUnsetInRules } from './unset.js';
import { Variables } from './variables.js';

/** What all checks of a run share. */
export interface Session {
  suite: ReturnType<typeof withTargets>;
  targets: ReadonlyMap<string, Target>;
  masker: Masker;
  variables: Variables;
  /** The checks to make, in the suite's order. */
  planned: readonly PlannedCheck[];
  /** Those left out because they need a version to be expected, and none is. */
  leftOut: readonly NamedCheck[];
  transport: OpenTransport;
  context: SharedContext;
  /** A context with another signal, for clean-ups after a cancel. */
  contextWith(signal: AbortSignal): SharedContext;
  close(): Promise<void>;
}

/** Looks up the targets and makes what the checks work with. Throws InputError for a target that was not given. */
export async function openSession(run: SuiteRun, deps: SuiteDeps): Promise<Session> {
  const targets = targetsOf(run.suite, run.targets, run);
  const suite = withTargets(run.suite, targets, run.places);
  const masker = new Masker(deps.mask);
  if (deps.bypass?.secret) masker.add(deps.bypass.secret, 'VERCEL_AUTOMATION_BYPASS_SECRET');
  const { planned, leftOut } = plan(run, deps, suite, [...targets.keys()]);
  const variables = variablesOf(run, deps, targets, masker);
  const protection = new Protection(
    [...targets.values(), ...baselinesOf(run, targets)],
    maskedBypass(deps, masker),
  );
  const jar = new CookieJar();
  const open = (signal: AbortSignal) =>
    createTransport({ protection, jar, signal, userAgent: 'deploy-actions/smoke-test' });
  const transport = open(deps.signal);
  const folder = deps.directory === undefined ? await mkdtemp(join(tmpdir(), 'smoke-')) : undefined;
  if (deps.directory !== undefined) await mkdir(deps.directory, { recursive: true });
  const contextWith = (signal: AbortSignal, way: OpenTransport): SharedContext => ({
    ...contextOf(deps, { targets, masker, variables }),
    transport: way,
    signal,
    directory: deps.directory ?? folder ?? '',
  });
  return {
    suite,
    targets,
    masker,
    variables,
    planned,
    leftOut,
    transport,
    context: contextWith(deps.signal, transport),
    contextWith: (signal) => contextWith(signal, open(signal)),
    async close() {
      await transport.close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Previous deployments of targets on Vercel are protected like these. */
function baselinesOf({ soak }: SuiteRun, targets: ReadonlyMap<string, Target>): Target[] {
  return Object.entries(soak?.baselines ?? {}).map(([name, base]) => {
    const vercel = (targets.get(name)?.vercel ?? false) && isVercelHost(base);
    return { name: `${name} before`, base, vercel };
  });
}

function variablesOf(
  { suite, expectVersion: version }: SuiteRun,
  { env = {} }: SuiteDeps,
  targets: ReadonlyMap<string, Target>,
  masker: Masker,
): Variables {
  const variables = new Variables({ env, targets: targets.values(), version }, masker);
  for (const [name, value] of Object.entries(suite.variables ?? {})) {
    variables.capture(name, variables.fill(value));
  }
  return variables;
}

function plan(
  { suite: { variables = {} }, tags = noTags, places, expectVersion }: SuiteRun,
  { env = {}, log }: SuiteDeps,
  { version, checks }: Session['suite'],
  targets: readonly string[],
) {
  const defined = { variables, env, targets };
  refuseUnsetInRules(version, { ...defined, expectVersion }, places);
  const planned = planChecks(checks, { ...defined, tags }, places);
  const left = checks.length - planned.length;
  if (left > 0)
    log.info(
      `${left} of ${checks.length} checks are left out by their tags${tags.shard ? `, or are for other shards than ${tags.shard.index}/${tags.shard.count}` : ''}.`,
    );
  return expectVersion === undefined ? asFarAsKnown(planned, variables, log) : { planned, leftOut: [] };
}

function asFarAsKnown(
  all: readonly PlannedCheck[],
  variables: Record<string, string>,
  log: SuiteDeps['log'],
): ReturnType<typeof withoutVersion> {
  const { planned, leftOut } = withoutVersion(all, variables);
  if (leftOut.length > 0)
    log.warning(
      `Not made: ${leftOut.map(({ name }) => `"${name}"`).join(', ')}. They use {{version}}, and no version is expected here. Give "expect-version" to make them.`,
    );
  return { planned, leftOut };
}

const noTags = { only: [], skip: [] };

function maskedBypass({ bypass = {} }: SuiteDeps, masker: Masker) {
  const { mint } = bypass;
  if (!mint) return bypass;
  const minted = async () => {
    const token = await mint();
    masker.add(token, 'OIDC_TOKEN');
    return token;
  };
  return { ...bypass, mint: minted };
}

function contextOf(
  { clock, log, env = {}, services = {}, workspace = process.cwd() }: SuiteDeps,
  { targets, masker, variables }: Pick<Session, 'targets' | 'masker' | 'variables'>,
): Omit<SharedContext, 'transport' | 'signal' | 'directory'> {
  return {
    targets,
    clock,
    log,
    env,
    services,
    workspace,
    capture: (name, value, options) => variables.capture(name, value, options),
    secret: (value, name) => masker.add(value, name),
    clean: (text) => masker.clean(text),
    shellWord: (text) => masker.shellWord(text),
  };
}
