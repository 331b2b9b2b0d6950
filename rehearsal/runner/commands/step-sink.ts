import type { Annotation } from '../events.js';

/** Where a step's output goes, whichever way it was said: by command, by command file, or by a built-in action. */
export interface StepSink {
  log(line: string): void;
  annotate(annotation: Annotation): void;
  addMask(text: string): void;
  addPath(path: string): void;
  setEnv(key: string, value: string): void;
  setOutput(key: string, value: string): void;
  saveState(key: string, value: string): void;
}
