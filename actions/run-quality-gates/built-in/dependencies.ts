import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { runProcess } from '../../../src/process/run-process.js';
import { detectProject } from '../../../src/project/detect.js';
import { type Locked, lockedPackages, readableLocks } from '../../../src/project/locked.js';
import { type Advisory, type Audit, isAtLeast, severities } from '../../../src/reports/advisories/model.js';
import { readAudit } from '../../../src/reports/advisories/read.js';
import { escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import { allowSchema, applyAllowList } from './allow-list.js';
import { builtInGate, type Finding, type GateContext, type Judgement } from './built-in-gate.js';
import { askOsv } from './osv.js';

const options = z.strictObject({
  service: z
    .enum(['auto', 'audit', 'osv'])
    .default('auto')
    .describe(
      "audit = the package manager's own; osv = osv.dev, from the lock file; auto = audit, and osv when that does not answer; where OSV_API_URL names an OSV of your own, that alone.",
    ),
  severity: z
    .enum(severities)
    .default('high')
    .describe('Advisories below this are told and do not fail the gate.'),
  'only-new': z
    .boolean()
    .default(false)
    .describe('Only advisories of packages whose locked version this change brings; the others are told.'),
  unfixed: z
    .enum(['fail', 'warn'])
    .default('fail')
    .describe('What an advisory without a fixed version means.'),
  allow: allowSchema,
  'osv-url': z.url().optional().describe('The variable OSV_API_URL, else https://api.osv.dev, when absent.'),
});
type Options = z.infer<typeof options>;

/**
 * `dependencies`: known vulnerabilities. An advisory fails; a service that is down, retired or refuses warns: it says
 * nothing about the code, and must neither stop a release nor let one through as clean.
 */
export const dependenciesGate = builtInGate({
  name: 'dependencies',
  options,
  async run(options, context) {
    const lock = await findLock(context);
    const audit = await ask(options, lock, context);
    if (!audit.asked) {
      const reason = `the dependencies could not be checked: ${audit.reason}`;
      return {
        result: 'warned',
        reason,
        findings: [{ severity: 'warning', rule: 'dependencies/unasked', message: reason }],
      };
    }
    const old = options['only-new'] ? await lockedInBase(lock, context) : undefined;
    if (options['only-new'] && !old)
      context.log.info('What the base had locked is unknown, so every advisory counts as new.');
    return judge(audit.advisories, options, { lock, old, now: context.clock.now() });
  },
});

interface Lock {
  /** Its name without folders: that tells its kind. */
  file: string;
  /** Relative to the workspace. */
  path: string;
  text: string;
}

/** The lock file of the gate's directory, or of a folder above it: workspaces have one for all, at the top. */
async function findLock({ directory, workspace }: GateContext): Promise<Lock | undefined> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const file = readableLocks.find((name) => existsSync(join(folder, name)));
    if (file !== undefined) {
      const path = relative(workspace, join(folder, file)).replaceAll('\\', '/');
      return { file, path, text: await readFile(join(folder, file), 'utf8') };
    }
    if (folder === workspace || folder === dirname(folder)) return undefined;
  }
}

async function ask(options: Options, lock: Lock | undefined, context: GateContext): Promise<Audit> {
  const osv = async (): Promise<Audit> => {
    const locked = lock && lockedPackages(lock.file, lock.text);
    if (!locked)
      return { asked: false, reason: `there is no lock file that can be read (${readableLocks.join(', ')})` };
    const url = options['osv-url'] ?? (context.env.OSV_API_URL || 'https://api.osv.dev');
    return askOsv(locked, { http: context.http, url: url.replace(/\/+$/, '') });
  };
  // Who runs a copy of OSV does so because nothing outside is to be asked, or can be.
  const alone = options.service === 'auto' && Boolean(context.env.OSV_API_URL);
  if (options.service === 'osv' || alone) return osv();
  const first = await audit(context, lock);
  if (first.asked || options.service === 'audit') return first;
  context.log.info(`${first.reason}; asking OSV instead`);
  const second = await osv();
  return second.asked ? second : { asked: false, reason: `${first.reason}; and OSV: ${second.reason}` };
}

const auditLimitMs = 180_000;

/** The audit's exit code only says that there is something; what it printed decides. */
async function audit(
  { project: whole, directory, workspace, env, signal }: GateContext,
  lock: Lock | undefined,
): Promise<Audit> {
  // A folder with a lock file of its own has a package manager of its own.
  const project = lock ? await detectProject(dirname(join(workspace, lock.path))) : whole;
  const manager = project.packageManager?.name;
  const commands: Record<string, string[]> = {
    npm: ['npm', 'audit', '--json'],
    pnpm: ['pnpm', 'audit', '--json'],
    'yarn-1': ['yarn', 'audit', '--json'],
    yarn: ['yarn', 'npm', 'audit', '--all', '--recursive', '--json'],
    bun: ['bun', 'audit', '--json'],
  };
  const python = lock !== undefined && lockedPackages(lock.file, lock.text)?.ecosystem === 'PyPI';
  const [command, ...args] = python
    ? [...(project.python?.prefix ?? []), 'pip-audit', '-f', 'json', '--progress-spinner', 'off']
    : (commands[manager ?? ''] ?? []);
  if (command === undefined)
    return { asked: false, reason: 'there is no package manager with an audit here' };
  const lines: string[] = [];
  try {
    const { exitCode, ended } = await runProcess({
      ...{ command, args, cwd: directory, env, timeoutMs: auditLimitMs, signal },
      onLine: (line, stream) => void (stream === 'stdout' && lines.push(line)),
    });
    if (ended !== 'exited') return { asked: false, reason: `${command} did not answer in time` };
    // Yarn 4 prints nothing at all when all is well, bun an empty object.
    const empty = manager === 'yarn' ? '' : manager === 'bun' ? '{}' : undefined;
    if (exitCode === 0 && lines.join('').trim() === empty) return { asked: true, advisories: [] };
    return readAudit(lines.join('\n'));
  } catch (error) {
    return { asked: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The packages that the base had locked; undefined when that cannot be found out, and then everything counts as new. */
async function lockedInBase(lock: Lock | undefined, context: GateContext): Promise<Locked | undefined> {
  const changes = await context.changes();
  if (!lock || !changes.known) return undefined;
  const lines: string[] = [];
  const { exitCode } = await runProcess({
    ...{
      command: 'git',
      args: ['show', `${changes.base}:./${lock.path}`],
      cwd: context.workspace,
      env: context.env,
    },
    signal: context.signal,
    onLine: (line, stream) => void (stream === 'stdout' && lines.push(line)),
  });
  return exitCode === 0 ? lockedPackages(lock.file, lines.join('\n'))?.packages : undefined;
}

function judge(
  advisories: readonly Advisory[],
  options: Options,
  { lock, old, now }: { lock: Lock | undefined; old: Locked | undefined; now: number },
): Judgement {
  const found = advisories.map((advisory) => ({ advisory, ids: [advisory.id, ...advisory.aliases] }));
  const { kept, let: allowed, notes } = applyAllowList(found, options.allow, now);
  const present = (lock && lockedPackages(lock.file, lock.text)?.packages) ?? new Map<string, Set<string>>();
  const counts = ({ advisory }: { advisory: Advisory }) =>
    isAtLeast(advisory.severity, options.severity) &&
    (advisory.fixed !== '' || options.unfixed === 'fail') &&
    !(old && isOld(advisory, old, present));
  const bad = kept.filter(counts).map(({ advisory }) => advisory);
  const rest = kept.filter((one) => !counts(one)).map(({ advisory }) => advisory);
  const note = `${rest.length} below the bar, ${allowed.length} allowed for now`;
  return {
    result: bad.length > 0 ? 'failed' : 'passed',
    reason:
      bad.length > 0
        ? `${bad.length} known vulnerabilities of severity ${options.severity} or worse (${namesOf(bad)}); ${note}`
        : `no known vulnerability of severity ${options.severity} or worse; ${note}`,
    findings: [
      ...bad.map((one) => findingOf(one, 'error', lock?.path)),
      ...rest.map((one) => findingOf(one, 'notice', lock?.path)),
      ...notes,
    ],
    ...(advisories.length > 0 ? { markdown: tableOf([...bad, ...rest], new Set(bad)) } : {}),
    figures: { vulnerabilities: bad.length },
  };
}

/** The base had exactly the versions of this package that are locked now: this change did not bring it. */
function isOld({ package: name, version }: Advisory, old: Locked, present: Locked): boolean {
  const before = old.get(name);
  if (!before) return false;
  if (version !== '' && /^\d/.test(version)) return before.has(version);
  return [...(present.get(name) ?? [])].every((one) => before.has(one));
}

function namesOf(advisories: readonly Advisory[]): string {
  const names = [...new Set(advisories.map((one) => one.package))];
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

function findingOf(one: Advisory, severity: Finding['severity'], file: string | undefined): Finding {
  const version = one.version === '' ? '' : ` ${one.version}`;
  const message =
    `${one.package}${version}: ${one.title} (${one.severity}, ${one.id}). ${fixOf(one)} ${one.url}`.trim();
  return { severity, rule: one.id, message, file };
}

/** What can be done, as far as the report says. */
function fixOf({ fixed }: Advisory): string {
  if (fixed === undefined) return 'The audit does not say which version is fixed.';
  return fixed === '' ? 'There is no fixed version yet.' : `Fixed in: ${fixed}.`;
}

const mostRows = 50;

function tableOf(advisories: readonly Advisory[], bad: ReadonlySet<Advisory>): string {
  const rows = advisories
    .slice(0, mostRows)
    .map((one) => [
      bad.has(one) ? '❌' : '➖',
      escapeMarkdown(`${one.package} ${one.version}`.trim()),
      one.severity,
      /^https:\/\/[^\s()<>|]+$/.test(one.url)
        ? `[${escapeMarkdown(one.id)}](${one.url})`
        : escapeMarkdown(one.id),
      escapeMarkdown(one.title.slice(0, 120)),
      escapeMarkdown(one.fixed === undefined ? 'not told' : one.fixed || 'none yet'),
    ]);
  const rest = advisories.length - rows.length;
  const table = markdownTable(['', 'package', 'severity', 'advisory', 'what', 'fixed in'], rows);
  return rest > 0 ? `${table}\n\n… and ${rest} more.` : table;
}
