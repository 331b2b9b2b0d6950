import type { SuiteResult } from '../../src/checks/suite.js';
import type { Component } from '../../src/release/component.js';
import type { DeliveryFigures } from '../../src/release/delivery.js';
import type { Command } from './command.js';
import type { Step } from './plan.js';
import type { Way } from './platforms/platform.js';
import type { ReleaseName } from './target.js';

/** How a run ended: the conclusion of a release, or one of the other commands. */
export const outcomes = [
  'verified',
  'kept',
  'rolled-back',
  'nothing-to-do',
  'superseded',
  'no-target',
  'blocked',
  'failed',
  'frozen',
  'planned',
  'ready',
  'unready',
  'reported',
  'unfrozen',
  'alerted',
  'recovered',
  'well',
  'unclear',
  'shown',
  'drilled',
  'drill-failed',
] as const;
export type Outcome = (typeof outcomes)[number];

/** What was done with one step of the plan. */
export interface StepDone {
  step: Step;
  state: 'done' | 'left' | 'refused' | 'failed' | 'not-reached' | 'planned';
  /** Deployment that is live after it; of a database, the last migration. */
  live?: string;
  /** The way it took, where that was more than asking for it. */
  by?: Way;
  /** The commit that what is live after it was built from, where the platform said; else the step's own. */
  commit?: string;
  /** Whether Vercel's domains still follow new deployments by themselves after it. */
  assignsDomains?: boolean;
  durationMs: number;
  error?: string;
  /** What the platform's refusal asks for. */
  fix?: string;
}

/** The components on Vercel whose new production deployments stay staged after these steps, until one is promoted. */
export function leftStaged(steps: readonly StepDone[]): Component[] {
  return steps.flatMap(({ step: { action, component }, state, assignsDomains }) =>
    action === 'rollback' && component.kind === 'vercel' && state === 'done' && !assignsDomains
      ? [component]
      : [],
  );
}

/** Whether a component could go back to what is live, once something newer has taken its place. */
export interface Readiness {
  component: string;
  live: string | undefined;
  kept: boolean;
  verified: boolean;
  why: string;
}

/** Everything there is to tell. */
export interface Result {
  command: Command;
  outcome: Outcome;
  release: string;
  commit: string;
  environment: string;
  /** Why it ended so. */
  reason: string;
  components: Component[];
  steps: StepDone[];
  /** Release that all that went back is at; undefined when none went back, no record names it or there are several. */
  backTo: ReleaseName | undefined;
  proof: SuiteResult | undefined;
  /** Why what is back could not be proved, although a suite asks for it; absent when it was, or nothing asks. */
  unproved?: string;
  /** What is live of each component after a way back that did not succeed, by name. */
  liveNow: Record<string, string> | undefined;
  /** Ids of the GitHub Deployments written; undefined with the reason in `notes` when one could not be. */
  stored: { release?: number; rollback?: number };
  /** Address of the incident issue; undefined when there is none. */
  issueUrl: string | undefined;
  /** Address of the pull request that reverts the bad commit; undefined when there is none. */
  revertUrl: string | undefined;
  /** What the pre-flight found; empty for other commands. */
  readiness: Readiness[];
  /** Whether a pre-flight that found something ends red. */
  failsUnready: boolean;
  /** The measures of delivery; undefined for other commands. */
  delivery: DeliveryFigures | undefined;
  /** Markdown that is the whole summary; undefined for other commands than `report`. */
  page: string | undefined;
  /** Milliseconds until what went back was proved; undefined when nothing went back. */
  recoveryMs: number | undefined;
  /** What an alert is about; undefined for other commands. */
  subject: string | undefined;
  /** What a reader must know besides: what could not be stored or proved. */
  notes: string[];
  durationMs: number;
}

/** How the work on a release ended, before it is stored and told. */
export type End = Pick<
  Result,
  'outcome' | 'reason' | 'steps' | 'backTo' | 'proof' | 'unproved' | 'notes' | 'liveNow'
>;

/** A result that says nothing yet. */
export function emptyResult(
  { command, environment }: Pick<Result, 'command' | 'environment'>,
  about: { release: string; commit: string },
): Omit<Result, 'outcome' | 'reason' | 'durationMs'> {
  return {
    ...{ command, environment, ...about },
    ...{ components: [], steps: [], readiness: [], notes: [], stored: {}, failsUnready: false },
    ...{ backTo: undefined, proof: undefined, liveNow: undefined, issueUrl: undefined, revertUrl: undefined },
    ...{ delivery: undefined, page: undefined, subject: undefined, recoveryMs: undefined },
  };
}
