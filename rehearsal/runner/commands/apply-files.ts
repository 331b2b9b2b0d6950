import { Buffer } from 'node:buffer';
import { type CommandFiles, type PairSink, readCommandFile, readPairs } from './file-commands.js';
import type { StepSink } from './step-sink.js';

const LARGEST_SUMMARY = 1024 * 1024;

/** What came of a step's command files. */
export interface AppliedFiles {
  /** A file that could not be read to its end fails the step, even when its process ended well. */
  failed: boolean;
  /** Markdown for the job summary, not masked yet. */
  summary: string;
}

/** Applies what a step wrote to its command files; also after a failure, a timeout or a cancellation. */
export async function applyCommandFiles(files: CommandFiles, sink: StepSink): Promise<AppliedFiles> {
  for (const path of (await readCommandFile(files.path)).split('\n')) if (path !== '') sink.addPath(path);
  const pairs: [string, string, PairSink][] = [
    ['env', files.env, (key, value) => sink.setEnv(key, value)],
    ['output', files.output, (key, value) => sink.setOutput(key, value)],
    ['state', files.state, (key, value) => sink.saveState(key, value)],
  ];
  let failed = false;
  for (const [name, file, onPair] of pairs) {
    try {
      readPairs(await readCommandFile(file), onPair);
    } catch (error) {
      failed = true;
      sink.annotate({ level: 'error', message: `Unable to process file command '${name}' successfully.` });
      sink.annotate({ level: 'error', message: (error as Error).message });
    }
  }
  return { failed, summary: await readSummary(files.summary, sink) };
}

async function readSummary(file: string, sink: StepSink): Promise<string> {
  const text = await readCommandFile(file);
  const size = Buffer.byteLength(text);
  if (size <= LARGEST_SUMMARY) return text;
  sink.annotate({
    level: 'error',
    message: `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(size / 1024)}k.`,
  });
  return '';
}
