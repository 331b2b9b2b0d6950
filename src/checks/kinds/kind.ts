import type { z } from 'zod';
import type { Verdict } from '../../release/verdict.js';
import type { Clock } from '../../runtime/clock.js';
import type { Logger } from '../../runtime/log.js';
import type { Sample } from '../statistics/samples.js';
import type { Transport, Unreachable } from '../transport/transport.js';
import type { Services } from './services.js';

/** An address the suite speaks to. */
export interface Target {
  name: string;
  /** Without a slash at the end; may have a path of its own. */
  base: string;
  /** Whether Vercel serves it: only then does its protection bypass go there. */
  vercel: boolean;
}

/** What was sent and what came back, as a person repeats it. Cut and masked by the engine before it is shown. */
export interface Evidence {
  /** Where it was asked; '' or absent when there is no address. */
  url?: string;
  request?: string;
  response?: string;
  /** A command line that repeats it; secrets stand as `$NAME`. */
  command?: string;
  /** Paths of files this check wrote below `context.directory`: a screenshot, a report. */
  files?: string[];
}

/** What one attempt of a check found. Texts may hold what others wrote: the engine masks and cuts them. */
export interface Outcome {
  verdict: Verdict;
  /** Why, as clauses for a sentence; '' when it passed. */
  reason: string;
  /** Milliseconds of what was measured; the engine's own time of the attempt when absent. */
  durationMs?: number;
  /** Each of many requests, when it made many. */
  samples?: Sample[];
  /** Numbers worth keeping, by a kebab-case name with the unit at its end: `first-event-ms`, `days-left`. */
  measurements?: Record<string, number>;
  evidence?: Evidence;
  /** Set when nothing answered: whether that speaks against the release is settled over the whole suite. */
  unreachable?: Unreachable;
  /** True when asking again cannot change it: a login wall, a missing tool. */
  final?: boolean;
}

/** What a check works with. */
export interface CheckContext {
  /** The target the check names; the only or first one when its kind needs none. */
  target: Target;
  targets: ReadonlyMap<string, Target>;
  /** The way to the targets; knows cookies, protection and where secrets may go. */
  transport: Transport;
  clock: Clock;
  log: Logger;
  /** Aborted when the run is cancelled or the attempt's time is over. */
  signal: AbortSignal;
  /** Milliseconds since the epoch at which this attempt's time is over. */
  deadline: number;
  /** The environment of child processes, and where `{{env.NAME}}` comes from; holds none of the action's inputs. */
  env: Record<string, string>;
  /** Absolute path that relative paths of the suite start from. */
  workspace: string;
  /** Absolute path of a folder for reports and screenshots; it exists. */
  directory: string;
  /** What only the action can give: a platform's logs and metrics. */
  services: Services;
  /** Keeps a value for later checks as `{{name}}`. Told to be secret, or looking like one, it is masked from now on. */
  capture(name: string, value: string, options?: { secret?: boolean }): void;
  /** Masks a value everywhere from now on, also in the runner's log; `name` is what command lines call it. */
  secret(value: string, name?: string): void;
  /** A text without the secrets known so far. Cut a text only after this. */
  clean(text: string): string;
  /** A text as one quoted word of a shell's command line, with known secrets as `$NAME`. */
  shellWord(text: string): string;
}

/** Makes one attempt of a check whose `{{variables}}` are filled in. Throws CancelledError; never for what a network or a service does. */
export type RunCheck<Check> = (check: Check, context: CheckContext) => Promise<Outcome>;

/** One kind of check. Its file is read at start-up, so it imports zod and nothing heavy; its work is in `run.ts` beside it. */
export interface Kind<Schema extends z.ZodType> {
  kind: string;
  /** A strict object with `...commonFields` and `kind: z.literal('<kind>')`. */
  schema: Schema;
  /** Whether it asks a target: then the suite must say which, when there are several. */
  usesTarget: boolean;
  /** Whether it may be made again when it did not hold and states no `retries`: false when it changes something. */
  repeatable(check: z.infer<Schema>): boolean;
}

/** Gives a kind its types. */
export function defineKind<Schema extends z.ZodType>(kind: Kind<Schema>): Kind<Schema> {
  return kind;
}
