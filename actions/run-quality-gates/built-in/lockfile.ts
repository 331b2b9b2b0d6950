import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runProcess } from '../../../src/process/run-process.js';
import { lockFilesIn } from '../../../src/project/detect.js';
import type { Project } from '../../../src/project/project.js';
import { builtInGate, type Finding, type GateContext } from './built-in-gate.js';

const options = z.strictObject({});

/** How each manager is asked whether its lock file fits, without installing anything. */
const checks: Record<string, readonly string[]> = {
  npm: ['npm', 'ci', '--dry-run', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
  pnpm: ['pnpm', 'install', '--frozen-lockfile', '--lockfile-only', '--ignore-scripts'],
  yarn: ['yarn', 'install', '--immutable', '--mode=skip-build'],
};
const checkLimitMs = 120_000;

/** `lockfile`: there is one, only one, it is checked in, and it fits package.json. */
export const lockfileGate = builtInGate({
  name: 'lockfile',
  options,
  async run(_options, context) {
    const { project, directory } = context;
    const manager = project.packageManager;
    if (!manager) return { result: 'passed', reason: 'there is no package.json here', findings: [] };
    const present = lockFilesIn(directory);
    const findings = [
      ...missing(present, manager.name),
      ...several(present, manager.because),
      ...(present.length === 1 ? await outOfStep(context, manager.name) : []),
    ];
    const errors = findings.filter(({ severity }) => severity === 'error');
    return {
      result: errors.length > 0 ? 'failed' : 'passed',
      reason: errors[0]?.message ?? `${present[0]} is the only lock file and fits package.json`,
      findings,
    };
  },
});

function missing(present: readonly string[], manager: string): Finding[] {
  if (present.length > 0) return [];
  const message = `There is no lock file, so every install may bring other versions. Run ${manager} install and commit what it writes.`;
  return [{ severity: 'error', rule: 'lockfile/missing', message, file: 'package.json' }];
}

function several(present: readonly string[], because: string): Finding[] {
  if (present.length < 2) return [];
  const message = `There are ${present.length} lock files (${present.join(', ')}), and only one can be true. Keep the one of your package manager (${because}) and remove the others.`;
  return present.map((file) => ({ severity: 'error', rule: 'lockfile/several', message, file }));
}

/** npm and pnpm compare without installing; where the manager is not on this machine, that is said. */
async function outOfStep(
  { directory, env, signal, project }: GateContext,
  manager: string,
): Promise<Finding[]> {
  const [command, ...args] = checks[manager] ?? [];
  if (command === undefined || !(await isThere(command, env))) {
    const message = `Whether the lock file fits was not checked: ${command ?? manager} is not installed here or cannot check it without installing.`;
    return [{ severity: 'notice', rule: 'lockfile/unchecked', message }];
  }
  if (manager === 'npm') return npmLock(directory, project);
  const { exitCode, tail } = await runProcess({
    command,
    args,
    cwd: directory,
    env,
    timeoutMs: checkLimitMs,
    signal,
  });
  if (exitCode === 0) return [];
  const why =
    tail.findLast((line) => /outdated|up.to.date|would have been|frozen|YN0028/i.test(line)) ??
    tail.at(-1) ??
    '';
  return [stale(why.trim())];
}

/** npm would ask its registry first; the lock file alone says what each package.json was when it was written. */
async function npmLock(directory: string, { packages }: Project): Promise<Finding[]> {
  const lock = await readJson(join(directory, 'package-lock.json'));
  const locked = lock.packages as Record<string, Record<string, unknown>> | undefined;
  if (!locked?.['']) return [stale('it has no entry for the project itself')];
  const found = await Promise.all(
    packages.map(async ({ directory: folder }): Promise<Finding[]> => {
      const file = folder === '' ? 'package.json' : `${folder}/package.json`;
      const entry = locked[folder];
      if (!entry) return [stale(`it does not know the workspace ${folder}`, file)];
      const manifest = await readJson(join(directory, file));
      const differ = dependencyGroups.flatMap((group) => differences(manifest[group], entry[group]));
      return differ.length > 0 ? [stale(`it differs in ${differ.slice(0, 5).join(', ')}`, file)] : [];
    }),
  );
  return found.flat();
}

const dependencyGroups = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function differences(wanted: unknown, locked: unknown): string[] {
  const left = (wanted ?? {}) as Record<string, string>;
  const right = (locked ?? {}) as Record<string, string>;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].filter((name) => left[name] !== right[name]).sort();
}

function stale(why: string, file = 'package.json'): Finding {
  const message = `The lock file does not fit ${file}: ${why}. Install once on your machine and commit the lock file.`;
  return { severity: 'error', rule: 'lockfile/stale', message, file };
}

async function readJson(file: string): Promise<Record<string, unknown>> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function isThere(command: string, env: Record<string, string>): Promise<boolean> {
  return (env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(join(folder, command)));
}
