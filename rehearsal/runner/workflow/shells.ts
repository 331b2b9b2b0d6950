import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Why a shell cannot be used on this machine, or undefined when it can. Names that are expressions are judged when they
 * run, and so are the commands of own command lines.
 */
export function unsupportedShell(shell: string): string | undefined {
  if (shell === '' || shell.includes('${{') || shell.includes('{0}')) return undefined;
  if (['bash', 'sh', 'python'].includes(shell)) return undefined;
  const here = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, shell)));
  if (shell === 'pwsh' && here) return undefined;
  const powershell = shell === 'pwsh' ? ' (pwsh is not installed)' : '';
  return `the shell '${shell}' is not available here${powershell}; use bash, sh, python, or a command line with {0}`;
}
