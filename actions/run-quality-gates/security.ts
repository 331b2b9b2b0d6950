import { dirname } from 'node:path';
import { glob } from 'tinyglobby';
import { readableLocks } from '../../src/project/locked.js';
import type { Gate } from './gates-file.js';

/** A gate, and why it is asked. */
interface SecurityGate {
  gate: Gate;
  because: string;
}

/** Folders that hold others' code, or what a build left. */
const ignored = ['**/node_modules/**', '**/.git/**', '**/.venv/**', '**/dist/**', '**/.next/**'];

/**
 * The gates of `gates: security`: what is known to be unsafe in the whole repository, whatever changed. One audit for each
 * folder with a lock file, so that every package manager's is asked, and the rest once.
 */
export async function securityGates(root: string): Promise<SecurityGate[]> {
  const locks = await glob(
    readableLocks.map((name) => `**/${name}`),
    { cwd: root, ignore: ignored, dot: true },
  );
  const folders = new Map<string, string>();
  for (const lock of locks.map((path) => path.replaceAll('\\', '/')).sort()) {
    const folder = dirname(lock);
    if (!folders.has(folder)) folders.set(folder, lock);
  }
  const audits = [...folders].map(([folder, lock]) =>
    own('dependencies', folder, { severity: 'high' }, `there is ${lock}`),
  );
  const licenses = [...folders.values()]
    .filter((lock) => lock.endsWith('package-lock.json'))
    .map((lock) => own('licenses', dirname(lock), {}, `there is ${lock}`));
  return [
    ...audits,
    own('secrets', '.', { files: 'all' }, 'always'),
    ...licenses,
    own('containers', '.', {}, 'always'),
    own('workflows', '.', {}, 'always'),
  ];
}

function own(gate: string, folder: string, options: Record<string, unknown>, because: string): SecurityGate {
  const name = folder === '.' ? gate : `${gate} (${folder})`;
  // What a license asks for is decided by people, and is seldom urgent.
  const level = gate === 'licenses' ? 'warn' : 'block';
  const place = folder === '.' ? {} : { 'working-directory': folder };
  return { gate: { gate, name, level, with: options, needs: [], ...place }, because: `security: ${because}` };
}
