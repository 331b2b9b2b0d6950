import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Example } from '../example/index.js';

/**
 * Makes the folder of programs that an example in Python finds first: `python`, the programs of the modules it needs
 * (`uvicorn`, `alembic`, …) by `python -m`, and a `pip` that installs nothing, since the machine has the modules.
 * Returns the folders for the PATH; none when there is no Python.
 */
export async function makeTools(
  directory: string,
  { declaration }: Example,
  python: string | undefined,
): Promise<string[]> {
  if (python === undefined) return [];
  await mkdir(directory, { recursive: true });
  const scripts: Record<string, string> = {
    python: `exec "${python}" "$@"`,
    python3: `exec "${python}" "$@"`,
    pip: 'echo "A rehearsal installs no Python packages: it uses those of this machine."',
    ...Object.fromEntries(
      declaration.needs.python.map((module) => [module, `exec "${python}" -m "${module}" "$@"`]),
    ),
  };
  for (const [name, line] of Object.entries(scripts)) {
    const file = join(directory, name);
    await writeFile(file, `#!/bin/sh\n${line}\n`);
    await chmod(file, 0o755);
  }
  return [directory];
}
