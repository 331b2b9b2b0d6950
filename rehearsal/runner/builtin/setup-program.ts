import { execFile } from 'node:child_process';
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

/** `pnpm/action-setup`: the pnpm that is first on PATH. */
export async function setupPnpm(call: BuiltinCall): Promise<void> {
  const version = await versionOf(call, 'pnpm', /^(\S+)/);
  warnOfOther(call, 'version', call.input('version'), version);
  call.sink.log(`pnpm ${version} is first on PATH.`);
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
