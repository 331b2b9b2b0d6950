import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BuiltinCall } from './builtin-call.js';

/** `actions/setup-python`: the Python that is first on PATH, whatever version was asked for. */
export async function setupPython(call: BuiltinCall): Promise<void> {
  const version = await versionOf(call, 'python3', /^Python (\S+)/);
  warnOfOther(call, 'python-version', call.input('python-version'), version);
  call.sink.setOutput('python-version', version);
  call.sink.setOutput('cache-hit', 'false');
  call.sink.log(`Python ${version} is first on PATH.`);
}

/** `pnpm/action-setup`: the pnpm that is first on PATH. Source of its rules: pnpm/action-setup src/install-pnpm (v4). */
export async function setupPnpm(call: BuiltinCall): Promise<void> {
  const { job, sink, input } = call;
  const version = await versionOf(call, 'pnpm', /^(\S+)/);
  const wanted = await wantedPnpm(call);
  warnOfOther(call, 'version', wanted, version);
  // The original sets it, and `cache: pnpm` of setup-node needs the original before it.
  sink.setEnv('PNPM_HOME', job.plan.folders.toolCache);
  sink.log(`pnpm ${version} is first on PATH.`);
  const install = input('run_install', 'false');
  if (install === 'true' || install === 'null') {
    await runIn(call, 'pnpm', ['recursive', 'install']);
  } else if (install !== 'false') {
    throw new Error(
      `Input 'run_install' is '${install}'. A rehearsal takes true and false: install in a step of its own instead, ` +
        "'run: pnpm install --frozen-lockfile'.",
    );
  }
}

async function wantedPnpm({ job, input }: BuiltinCall): Promise<string> {
  const file = join(job.plan.folders.workspace, input('package_json_file', 'package.json'));
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { packageManager = '' } = JSON.parse(text) as { packageManager?: string };
  const named = /^pnpm@([^+]+)/.exec(packageManager)?.[1] ?? '';
  const given = input('version');
  if (given !== '' && named !== '' && given !== named) {
    throw new Error(
      `Multiple versions of pnpm specified: '${given}' by the step's 'version', '${named}' by "packageManager" of ` +
        'package.json. Remove one of them.',
    );
  }
  if (given !== '' || named !== '') return given || named;
  throw new Error(
    'No pnpm version is specified. Give the step \'version\', or package.json a "packageManager", and check out first.',
  );
}

async function runIn({ job, sink }: BuiltinCall, program: string, args: string[]): Promise<void> {
  const env = { ...process.env, ...job.plan.run.request.env, ...job.env, CI: 'true' };
  sink.log(`[command]${program} ${args.join(' ')}`);
  const ended = promisify(execFile)(program, args, { cwd: job.plan.folders.workspace, env });
  const { stdout } = await ended.catch((error: unknown) => {
    const { stdout: out = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`'${program} ${args.join(' ')}' failed: ${`${out}${stderr}`.trim() || String(error)}`);
  });
  sink.log(stdout.trimEnd());
}

async function versionOf({ job }: BuiltinCall, program: string, pattern: RegExp): Promise<string> {
  const env = { ...process.env, ...job.plan.run.request.env };
  const said = await promisify(execFile)(program, ['--version'], { env }).catch(() => undefined);
  const version = pattern.exec(said?.stdout.trim() ?? '')?.[1];
  if (version !== undefined) return version;
  throw new Error(
    `There is no ${program} on this machine. Install it, or name it under "needs" of rehearsal.yml.`,
  );
}

/** What was asked for counts as far as it goes: 3.12 is met by 3.12.4. */
function warnOfOther({ sink }: BuiltinCall, input: string, wanted: string, version: string): void {
  const asked = wanted.replace(/^[\^~=>v\s]+/, '').replace(/(\.x)+$/, '');
  if (asked === '' || `${version}.`.startsWith(`${asked}.`)) return;
  const message = `${input} '${wanted}' was asked for; a rehearsal only has ${version} and uses that.`;
  sink.annotate({ level: 'warning', message });
}
