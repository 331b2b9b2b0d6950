import type { SuiteResult } from '../../src/checks/suite.js';
import type { Component } from '../../src/release/component.js';
import type { Step } from './plan.js';
import type { ReleaseName } from './target.js';

/** How the conclusion of a release ended. */
export const outcomes = [
  'verified',
  'kept',
  'rolled-back',
  'nothing-to-do',
  'superseded',
  'no-target',
  'blocked',
  'failed',
  'planned',
] as const;
export type Outcome = (typeof outcomes)[number];

/** What was done with one step of the plan. */
export interface StepDone {
  step: Step;
  state: 'done' | 'left' | 'refused' | 'failed' | 'not-reached' | 'planned';
  /** Deployment that is live after it. */
  live?: string;
  durationMs: number;
  error?: string;
  /** What the platform's refusal asks for. */
  fix?: string;
}

/** Everything there is to tell about the conclusion of a release. */
export interface Result {
  outcome: Outcome;
  release: string;
  commit: string;
  environment: string;
  /** Why the release ended so. */
  reason: string;
  components: Component[];
  steps: StepDone[];
  /** Release that all that went back is at; undefined when none went back, no record names it or there are several. */
  backTo: ReleaseName | undefined;
  proof: SuiteResult | undefined;
  /** Ids of the GitHub Deployments written; undefined with the reason in `notes` when one could not be. */
  stored: { release?: number; rollback?: number };
  /** Address of the incident issue; undefined when there is none. */
  issueUrl: string | undefined;
  /** Address of the pull request that reverts the bad commit; undefined when there is none. */
  revertUrl: string | undefined;
  /** What a reader must know besides: what could not be stored or proved. */
  notes: string[];
  durationMs: number;
}
