import { open, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import ignore from 'ignore';
import { z } from 'zod';
import { InputError } from '../../../src/errors/errors.js';
import { runProcess } from '../../../src/process/run-process.js';
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
/** Made by tools, full of hashes and of no use to whoever looks for a secret. */
const generated = [
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'poetry.lock',
  'uv.lock',
  '*.min.js',
  '*.map',
];

/** Files that hold an environment; the second kind is meant to be read by everybody. */
const envFile = /^\.env(\..+)?$|\.env$/;
const exampleFile = /\.(example|sample|template|dist|defaults?)$/;

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
  const found = tracked.filter((path) => envFile.test(basename(path)) && !exampleFile.test(path));
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
  const judge = await secretRules();
  const machineMade = ignore().add(generated);
  const wanted = paths.filter((one) => !machineMade.ignores(one));
  const findings = new Map<string, Finding[]>();
  let next = 0;
  const worker = async () => {
    for (let path = wanted[next++]; path !== undefined; path = wanted[next++]) {
      if (context.signal.aborted) return;
      const content = await beginningOf(join(context.workspace, path));
      if (content === undefined) continue;
      findings.set(path, [...exampleValues(path, content), ...(await judge(path, content))]);
    }
  };
  await Promise.all(Array.from({ length: parallelReads }, worker));
  // In the order of the files, whichever was read first.
  return wanted.flatMap((path) => findings.get(path) ?? []);
}

/** secretlint's recommended rules; what they find is told by kind and line. */
async function secretRules(): Promise<(path: string, content: string) => Promise<Finding[]>> {
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }];
  return async (path, content) => {
    const { messages } = await lintSource({
      source: { content, filePath: path, ext: extname(path), contentType: 'text' },
      options: { noPhysicFilePath: true, maskSecrets: true, config: { rules } },
    });
    return messages.map(({ ruleId, messageId, loc }) => {
      const kind = messageId.toLowerCase().replaceAll('_', ' ');
      const message = `This line holds what looks like a secret (${kind}). Take it out, and replace it where it is used: what was pushed once is known.`;
      return { severity: 'error', rule: ruleOf(ruleId), message, file: path, line: loc.start.line };
    });
  };
}

function ruleOf(ruleId: string): string {
  return `secrets/${ruleId.replace(/^@secretlint\/secretlint-rule-/, '')}`;
}

const secretName = /(SECRET|TOKEN|PASSWORD|PRIVATE_KEY|API_KEY)\s*=\s*(.+)$/;
const placeholder =
  /^["']?(|\.{3}|<.*>|\$\{.*\}|\{\{.*\}\}|x+|\*+|(your|my|the|some|put|insert|change|replace|example|dummy|test|secret|password|token|todo|none|null|false|true)\b.*|changeme.*|.*(example|placeholder|your-|your_|here).*)["']?$/i;

/** An example shows names; a long random value in it is somebody's. */
function exampleValues(path: string, content: string): Finding[] {
  if (!envFile.test(basename(path).replace(exampleFile, '')) || !exampleFile.test(path)) return [];
  return content.split('\n').flatMap((line, index): Finding[] => {
    const value =
      secretName
        .exec(line)?.[2]
        ?.trim()
        .replace(/\s+#.*$/, '') ?? '';
    if (value.length < 16 || placeholder.test(value) || /\s/.test(value) || entropy(value) < 3.5) return [];
    const message = 'This example holds a value that looks real. Write a placeholder, such as "change-me".';
    return [{ severity: 'error', rule: 'secrets/example-value', message, file: path, line: index + 1 }];
  });
}

/** Bits a character: words have about 3, random text 4 and more. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
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
