import type { z } from 'zod';
import type { Http } from '../../../src/http/client.js';
import type { Project } from '../../../src/project/project.js';
import type { Clock } from '../../../src/runtime/clock.js';
import type { Logger } from '../../../src/runtime/log.js';
import type { Changes } from '../changes/changes.js';

/** One thing a gate found, at a line where it can be said. */
export interface Finding {
  /** `error` breaks the gate, `warning` and `notice` only tell. */
  severity: 'error' | 'warning' | 'notice';
  /** Names the kind of finding in SARIF and in allow-lists: `coverage/patch`, `no-console`, `GHSA-…`. */
  rule: string;
  message: string;
  /** Relative to the workspace, with `/`. */
  file?: string | undefined;
  line?: number | undefined;
}

/**
 * What a built-in gate says. `warned` = it could not be asked for a reason that is not the code's (an audit service that
 * is down): that never blocks and is always said.
 */
export interface Judgement {
  result: 'passed' | 'failed' | 'warned';
  /** One sentence: what was found, with the figures it was judged by. */
  reason: string;
  findings: Finding[];
  /** A part of the job summary, such as a table. */
  markdown?: string;
  /** Figures for outputs and for the next release to compare with, by name: `coverage`, `patch-coverage`. */
  figures?: Record<string, number>;
}

/** What a built-in gate works with. */
export interface GateContext {
  /** The gate's own name. */
  gate: string;
  /** Absolute; the gate's own working directory. */
  directory: string;
  /** Absolute; paths in findings are relative to it. */
  workspace: string;
  project: Project;
  /** What changed against the base; read once for all gates. Says itself when it could not be found out. */
  changes(): Promise<Changes>;
  /** Environment for child processes, without the action's inputs. */
  env: Record<string, string>;
  /** Ids of the checklist's items that the person who started the run confirmed. */
  confirmed: ReadonlySet<string>;
  http: Http;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  /** Keeps a secret out of every log from now on. */
  mask(secret: string): void;
}

/** A gate that needs no command: what may be set, and how it judges. */
export interface BuiltInGate<Schema extends z.ZodType = z.ZodType> {
  /** As written under `gate:`. */
  name: string;
  /** Strict schema of its options. */
  options: Schema;
  /** Throws InputError when it is set up wrongly; everything else is a judgement. */
  run(options: z.infer<Schema>, context: GateContext): Promise<Judgement>;
}

/** Gives a gate's options their type. */
export function builtInGate<Schema extends z.ZodType>(gate: BuiltInGate<Schema>): BuiltInGate<Schema> {
  return gate;
}
