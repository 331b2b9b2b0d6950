import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { BuiltinCall } from './builtin-call.js';

/** `actions/setup-node`: puts the rehearsal's own Node on PATH, whatever version was asked for. */
export async function setupNode({ job, sink, input }: BuiltinCall): Promise<void> {
  const { node } = job.plan.run.request;
  const { stdout } = await promisify(execFile)(node, ['--version']);
  const version = stdout.trim();
  const wanted = await wantedVersion(
    job.plan.folders.workspace,
    input('node-version'),
    input('node-version-file'),
  );
  if (!isSatisfied(wanted, version)) {
    sink.annotate({
      level: 'warning',
      message: `node-version '${wanted}' was asked for; a rehearsal only has ${version} and uses that.`,
    });
  }
  sink.addPath(dirname(node));
  sink.setOutput('node-version', version);
  sink.setOutput('cache-hit', 'false');
  const cache = input('cache');
  if (cache === 'pnpm' && job.env.PNPM_HOME === undefined) {
    const message =
      "'cache: pnpm' fails on GitHub unless pnpm is there: put pnpm/action-setup before actions/setup-node.";
    sink.annotate({ level: 'warning', message });
  }
  if (cache !== '')
    sink.log(`'cache: ${cache}' has no effect: a rehearsal has one package cache for all its jobs.`);
  if (input('registry-url') !== '') {
    const message =
      "'registry-url' has no effect in a rehearsal: npm keeps the registry it is configured for.";
    sink.annotate({ level: 'warning', message });
  }
  sink.log(`Node ${version} is first on PATH.`);
}

async function wantedVersion(workspace: string, version: string, file: string): Promise<string> {
  if (version !== '' || file === '') return version;
  const text = await readFile(join(workspace, file), 'utf8').catch(() => {
    throw new Error(`The specified node version file at: ${join(workspace, file)} does not exist`);
  });
  if (!file.endsWith('package.json')) return text.trim().replace(/^v/, '');
  const manifest = JSON.parse(text) as { volta?: { node?: string }; engines?: { node?: string } };
  return manifest.volta?.node ?? manifest.engines?.node ?? '';
}

/** Whether a version or range is met by the given version, judged by its major number. */
export function isSatisfied(wanted: string, version: string): boolean {
  const major = Number(/^v?(\d+)/.exec(version)?.[1]);
  const text = wanted.trim().toLowerCase();
  if (['', '*', 'x', 'latest', 'current', 'node', 'lts/*'].includes(text)) return true;
  return text.split('||').some((range) => rangeHolds(range.trim(), major));
}

function rangeHolds(range: string, major: number): boolean {
  const comparators = range.replace(/([<>=~^]+)\s+/g, '$1').split(/\s+/);
  return comparators.every((comparator) => {
    const found = /^(>=|>|<=|<|=|\^|~)?v?(\d+)/.exec(comparator);
    if (!found) return false;
    const [, sign = '=', digits = ''] = found;
    const bound = Number(digits);
    if (sign === '>=') return major >= bound;
    if (sign === '>') return major >= bound;
    if (sign === '<=') return major <= bound;
    if (sign === '<') return major < bound;
    return major === bound;
  });
}
