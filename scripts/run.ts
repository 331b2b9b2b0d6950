import { spawn } from 'node:child_process';

/** A finished program of a check: both streams together, in order. */
export interface Finished {
  code: number;
  output: string;
}

/** Runs a program and keeps its output; never throws for an exit code. */
export function capture(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Runs a program that must succeed; throws with all it printed when it does not. */
export async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, output } = await capture(command, args, cwd);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
}
