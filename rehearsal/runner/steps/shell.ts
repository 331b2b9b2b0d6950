import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** How a script is handed to its shell. `args` holds `{0}` where the script's path goes. */
export interface Shell {
  command: string;
  args: string;
  extension: string;
}

const BUILT_IN: Record<string, Omit<Shell, 'command'>> = {
  bash: { args: '--noprofile --norc -e -o pipefail {0}', extension: '.sh' },
  sh: { args: '-e {0}', extension: '.sh' },
  python: { args: '{0}', extension: '.py' },
  pwsh: { args: '-command ". \'{0}\'"', extension: '.ps1' },
};

/**
 * The shell of a script. Without one it is bash, or else sh, with `-e` only: no pipefail.
 * @throws Error for a name that is neither built in nor a command line with `{0}`.
 * Source: actions/runner ScriptHandlerHelpers.
 */
export async function chooseShell(shell: string, path: string): Promise<Shell> {
  if (shell === '') {
    const bash = await findCommand('bash', path);
    return { command: bash ? 'bash' : 'sh', args: '-e {0}', extension: '.sh' };
  }
  const [command = '', ...rest] = shell.trim().split(' ');
  const args = rest.join(' ').trim();
  const builtIn = BUILT_IN[command];
  if (args === '' && builtIn) return { command, ...builtIn };
  if (!args.includes('{0}')) {
    const names = Object.keys(BUILT_IN).join(', ');
    throw new Error(
      `Invalid shell option '${shell}'. Shell must be a valid built-in (${names}) or a format string containing '{0}'`,
    );
  }
  return { command, args, extension: builtIn?.extension ?? '' };
}

/** The full path of a command, or undefined if PATH does not lead to one. */
export async function findCommand(command: string, path: string): Promise<string | undefined> {
  if (isAbsolute(command)) return command;
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, command);
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== '' && usable) return candidate;
  }
  return undefined;
}

/** Puts the script's path into the arguments and splits them; only double quotes group, as in .NET. */
export function shellArguments(args: string, script: string): string[] {
  const filled = args.replaceAll('{0}', script);
  const words: string[] = [];
  let word = '';
  let quoted = false;
  let started = false;
  for (const sign of filled) {
    if (sign === '"') {
      quoted = !quoted;
      started = true;
    } else if (sign === ' ' && !quoted) {
      if (started) words.push(word);
      word = '';
      started = false;
    } else {
      word += sign;
      started = true;
    }
  }
  return started ? [...words, word] : words;
}
