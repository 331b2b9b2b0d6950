import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Declaration } from './declaration.js';

const execute = promisify(execFile);

/** What an example needs of this machine, looked for. */
export interface Requirements {
  /** Absolute path of the Python that has every module it needs; undefined when it needs none or none has them. */
  python?: string;
  /** Why the example cannot be rehearsed here; undefined when it can. */
  missing?: string;
}

/** Looks for the Python modules and commands that an example needs. */
export async function findRequirements({ needs }: Declaration): Promise<Requirements> {
  for (const command of needs.commands) {
    if (!(await works('sh', ['-c', `command -v "${command}"`])))
      return { missing: `there is no ${command} here` };
  }
  if (needs.python.length === 0) return {};
  const imports = needs.python.map((module) => `import ${module}`).join('\n');
  // Debian's modules belong to Debian's own Python, which another one may stand before.
  for (const python of ['python3', '/usr/bin/python3']) {
    // Its own path, not the name: the name will lead to the example's own program of it.
    const said = await execute(python, ['-c', `${imports}\nimport sys\nprint(sys.executable)`]).catch(
      () => undefined,
    );
    const executable = said?.stdout.trim();
    if (executable) return { python: executable };
  }
  const found = await Promise.all(
    needs.python.map((module) => works('/usr/bin/python3', ['-c', `import ${module}`])),
  );
  const lost = needs.python.filter((_, index) => !found[index]);
  const packages = lost.map((module) => `python3-${module.replaceAll('_', '-')}`).join(' ');
  return { missing: `Python has no ${lost.join(', ')} here (on Debian: apt-get install ${packages})` };
}

async function works(command: string, args: string[]): Promise<boolean> {
  return execute(command, args).then(
    () => true,
    () => false,
  );
}
