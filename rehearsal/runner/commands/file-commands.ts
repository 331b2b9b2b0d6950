import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files through which a step talks to the runner; every step gets fresh ones. */
export interface CommandFiles {
  env: string;
  output: string;
  path: string;
  state: string;
  summary: string;
}

/** Reads a pair; called in the file's order. */
export type PairSink = (key: string, value: string) => void;

/** Creates empty command files under the job's temporary folder. */
export async function createCommandFiles(temp: string): Promise<CommandFiles> {
  const folder = join(temp, '_runner_file_commands');
  await mkdir(folder, { recursive: true });
  const id = randomUUID();
  const files = {
    env: join(folder, `set_env_${id}`),
    output: join(folder, `set_output_${id}`),
    path: join(folder, `add_path_${id}`),
    state: join(folder, `save_state_${id}`),
    summary: join(folder, `step_summary_${id}`),
  };
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  return files;
}

/** Removes a step's command files. */
export async function removeCommandFiles(files: CommandFiles): Promise<void> {
  await Promise.all(Object.values(files).map((file) => rm(file, { force: true })));
}

/** A command file's text without a byte order mark; empty when the step deleted the file. */
export async function readCommandFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}

/**
 * Reads `KEY=value` lines and `KEY<<delimiter` blocks in order. Pairs before a bad line have been handed over when it
 * is met. Keys, values and delimiters are taken as they stand, with their blanks.
 * @throws Error for a line that is neither, or a block without its end. Source: actions/runner FileCommandManager.
 */
export function readPairs(text: string, onPair: PairSink): void {
  let position = 0;
  while (position < text.length) {
    const line = lineAt(text, position);
    position = line.next;
    if (line.text === '') continue;
    const equals = line.text.indexOf('=');
    const heredoc = line.text.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      const key = line.text.slice(0, equals);
      if (key === '') throw new Error(`Invalid format '${line.text}'. Name must not be empty`);
      onPair(key, line.text.slice(equals + 1));
    } else if (heredoc >= 0) {
      position = readBlock(text, position, line.text, heredoc, onPair);
    } else throw new Error(`Invalid format '${line.text}'`);
  }
}

function readBlock(text: string, from: number, head: string, heredoc: number, onPair: PairSink): number {
  const key = head.slice(0, heredoc);
  const delimiter = head.slice(heredoc + 2);
  if (key === '' || delimiter === '') {
    throw new Error(`Invalid format '${head}'. Name must not be empty and delimiter must not be empty`);
  }
  for (let position = from; position < text.length; ) {
    const line = lineAt(text, position);
    if (line.text === delimiter) {
      onPair(key, position === from ? '' : text.slice(from, position - 1));
      return line.next;
    }
    if (!line.terminated) throw new Error('Invalid value. EOF marker missing new line.');
    position = line.next;
  }
  throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
}

function lineAt(text: string, position: number): { text: string; next: number; terminated: boolean } {
  const end = text.indexOf('\n', position);
  if (end < 0) return { text: text.slice(position), next: text.length, terminated: false };
  return { text: text.slice(position, end), next: end + 1, terminated: true };
}
