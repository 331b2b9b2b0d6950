import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ignore from 'ignore';
import { z } from 'zod';
import { InputError } from '../../../src/errors/errors.js';
import { runProcess } from '../../../src/process/run-process.js';
import { createSecretFinder, isEnvFile, isGenerated } from '../../../src/secrets/find-secrets.js';
import { allowSchema, applyAllowList } from './allow-list.js';
import { builtInGate, type Finding, type GateContext } from './built-in-gate.js';

const options = z.strictObject({
  files: z
    .enum(['changed', 'all'])
    .default('changed')
    .describe('changed = files this change touches, whole; all = every file in git.'),
  ignore: z.array(z.string()).default([]).describe('Patterns as in a .gitignore of files that are not read.'),
  allow: allowSchema.describe('Findings to let go, by "rule" or by "rule:file".'),
});

/** Beyond this a file is data; its beginning is read all the same. */
const readBytes = 1_000_000;
/** `secrets`: nothing secret is in git. What is found is named by kind and place; the secret itself is never printed. */
export const secretsGate = builtInGate({
  name: 'secrets',
  options,
  async run(options, context) {
    const listed = await filesOf(options.files, context);
    if (listed.unknown !== undefined) context.log.info(listed.unknown);
    const ignored = ignore().add(options.ignore);
    const paths = listed.paths.filter((path) => !ignored.ignores(path));
    const envFiles = trackedEnvFiles(listed.tracked, new Set(listed.paths)).filter(
      ({ file = '' }) => !ignored.ignores(file),
    );
    const found = [...envFiles, ...(await scan(paths, context))];
    const named = found.map((finding) => ({
      finding,
      ids: [finding.rule, `${finding.rule}:${finding.file}`],
    }));
    const { kept, let: allowed, notes } = applyAllowList(named, options.allow, context.clock.now());
    const note = allowed.length > 0 ? `; ${allowed.length} allowed for now` : '';
    const errors = kept.filter(({ finding }) => finding.severity === 'error');
    const old =
      kept.length > errors.length ? `; ${kept.length - errors.length} .env file(s) in git since earlier` : '';
    return {
      result: errors.length > 0 ? 'failed' : 'passed',
      reason:
        errors.length > 0
          ? `${errors.length} secret(s) in ${new Set(errors.map(({ finding }) => finding.file)).size} file(s)${old}${note}`
          : `no secret in ${paths.length} ${options.files === 'changed' && listed.unknown === undefined ? 'changed ' : ''}file(s)${old}${note}`,
      findings: [...kept.map(({ finding }) => finding), ...notes],
    };
  },
});

/** Without a base every file is read: a secret too many to look at is better than one too few. */
async function filesOf(
  which: 'changed' | 'all',
  context: GateContext,
): Promise<{ paths: string[]; tracked: string[]; unknown?: string }> {
  const changes = which === 'changed' ? await context.changes() : undefined;
  const tracked = await trackedFiles(context);
  if (changes?.known) {
    const touched = changes.files.filter(({ status }) => status !== 'deleted');
    return { paths: touched.map(({ path }) => path), tracked };
  }
  const all = { paths: tracked, tracked };
  return changes ? { ...all, unknown: `All files are read, since ${changes.reason}` } : all;
}

async function trackedFiles({ workspace, env, signal }: GateContext): Promise<string[]> {
  const lines: string[] = [];
  const { exitCode, tail } = await runProcess({
    ...{ command: 'git', args: ['-c', 'core.quotepath=false', 'ls-files'], cwd: workspace, env, signal },
    onLine: (line, stream) => void (stream === 'stdout' && lines.push(line)),
  });
  if (exitCode === 0) return lines;
  throw new InputError(`The files in git could not be listed: ${tail.at(-1) ?? 'git failed'}.`, {
    fix: 'Check the repository out before this step (actions/checkout).',
  });
}

/** Every `.env` file in git; one that this change does not touch is told and is not this change's fault. */
function trackedEnvFiles(tracked: readonly string[], judged: ReadonlySet<string>): Finding[] {
  const found = tracked.filter(isEnvFile);
  return found.map((file) => ({
    severity: judged.has(file) ? 'error' : 'warning',
    rule: 'secrets/env-file',
    message: `${file} is in git. Remove it (git rm --cached ${file}), put it into .gitignore, and replace every secret it held: whoever has the repository has them.`,
    file,
  }));
}

/** Files that are open at once: enough to hide the disk behind the rules, few enough for any limit of open files. */
const parallelReads = 16;

async function scan(paths: readonly string[], context: GateContext): Promise<Finding[]> {
  const judge = await createSecretFinder();
  const wanted = paths.filter((path) => !isGenerated(path));
  const findings = new Map<string, Finding[]>();
  let next = 0;
  const worker = async () => {
    for (let path = wanted[next++]; path !== undefined; path = wanted[next++]) {
      if (context.signal.aborted) return;
      const content = await beginningOf(join(context.workspace, path));
      if (content === undefined) continue;
      findings.set(
        path,
        (await judge(path, content)).map((secret) => ({ severity: 'error', ...secret })),
      );
    }
  };
  await Promise.all(Array.from({ length: parallelReads }, worker));
  // In the order of the files, whichever was read first.
  return wanted.flatMap((path) => findings.get(path) ?? []);
}

/** Undefined for what is no text, and for what is listed and not there (a submodule, a broken link). */
async function beginningOf(file: string): Promise<string | undefined> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  const bytes = stats.size <= readBytes ? await readFile(file) : await firstBytes(file);
  return bytes.subarray(0, 8_000).includes(0) ? undefined : bytes.toString('utf8');
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(readBytes), 0, readBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
