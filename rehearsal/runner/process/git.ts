import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs git apart from the caller's own repository and configuration and gives its trimmed output.
 * @throws Error with git's own words.
 */
export async function git(args: string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  try {
    const { stdout } = await run('git', args, {
      cwd,
      env: { ...Object.fromEntries(own), GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new Error(`git ${args[0] ?? ''} failed: ${said || (error as Error).message}`, { cause: error });
  }
}
