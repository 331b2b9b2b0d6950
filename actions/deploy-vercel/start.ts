import type { Run } from '../../src/action/run-action.js';
import type { Presence } from '../../src/release/presence.js';
import type { VercelDeployment, VercelProject } from '../../src/vercel/answers.js';
import type { VercelClient } from '../../src/vercel/client.js';
import type { Diagnosis } from '../../src/vercel/diagnosis.js';
import type { CustomEnvironment } from '../../src/vercel/environments.js';
import type { RollingRelease } from '../../src/vercel/rolling-release.js';
import type { Inputs } from './inputs.js';
import type { FailureText, ListedFile, Outcome, Result } from './result.js';
import type { Timeline } from './timeline.js';

export interface Deps extends Run {
  client: VercelClient;
  presence: Presence;
  /** Throws VerdictError when nothing may be deployed to the environment now. */
  refuseFrozen(environment: string): Promise<void>;
  /** The recorded rollback of a component that left automatic domain assignment off; undefined when none did. */
  turnedOffBy(component: string): Promise<TurnedOff | undefined>;
}

/** A rollback as its record tells it, as far as it matters here. */
export interface TurnedOff {
  /** Release that was taken back. */
  from: string;
  to: string | null;
  reason: string;
  /** Address of the run that did it. */
  run: string;
}

/** What is known before anything is changed. */
export interface Start {
  inputs: Inputs;
  project: VercelProject;
  /** What production served, by id. */
  previous: string | undefined;
  /** With the target `custom` only. */
  environment: CustomEnvironment | undefined;
  timeline: Timeline;
  /** The secret that opens protected deployments, given or made. */
  bypass: string | undefined;
  /** What was or would be sent, once that is known. */
  sent?: Result['sent'];
}

/** What Vercel was told when the deployment was made, its commit among it. */
type Built = Partial<Pick<VercelDeployment, 'meta'>>;

/** How it ended, before it is told. */
export interface Ending {
  outcome: Outcome;
  /** Undefined for a dry run. */
  deployment?: Pick<VercelDeployment, 'id' | 'host' | 'inspectorUrl' | 'state'> & Built;
  /** Production's address, once production serves the deployment. */
  productionUrl?: string | undefined;
  aliasUrls?: string[];
  rolling?: RollingRelease | undefined;
  listed?: ListedFile[];
  notes?: string[];
  logLines?: string[];
  /** A newer deployment of the same branch, for one that was cancelled. */
  supersededBy?: string | undefined;
  diagnosis?: Diagnosis | undefined;
  failure?: FailureText;
}

/** What the deployment is for, as people call it. */
export function targetName({ inputs, environment }: Pick<Start, 'inputs' | 'environment'>): string {
  return inputs.target === 'custom' ? (environment?.slug ?? inputs.customEnvironment ?? '') : inputs.target;
}

/**
 * The component as a release record names it. `current` is the commit that the release has: what is promoted may have been
 * built from another one, and says so.
 */
export function componentOf(
  { inputs, environment, project, previous }: Start,
  { id: deployment, meta }: { id: string } & Built,
  url: string,
  current: string,
): NonNullable<Result['component']> {
  const commit = meta?.githubCommitSha;
  return {
    kind: 'vercel',
    name: inputs.name ?? project.name,
    project: project.id,
    ...(project.teamId ? { team: project.teamId } : {}),
    deployment,
    previous: previous ?? null,
    url: url || null,
    ...(typeof commit === 'string' && commit !== '' && commit !== current ? { commit } : {}),
    ...(inputs.target === 'preview' || inputs.target === 'custom'
      ? { target: targetName({ inputs, environment }) }
      : {}),
  };
}

/** Puts together all that is told of a deployment. */
export function resultOf(start: Start, ending: Ending, { client, context }: Deps): Result {
  const { deployment } = ending;
  const deploymentUrl = deployment ? client.address(deployment.host) : '';
  const aliasUrls = ending.aliasUrls ?? [];
  const url = ending.productionUrl ?? aliasUrls[0] ?? deploymentUrl;
  return {
    outcome: ending.outcome,
    vercelState: deployment?.state ?? '',
    target: targetName(start),
    project: { id: start.project.id, name: start.project.name, team: start.project.teamId },
    deploymentId: deployment?.id ?? '',
    previous: start.previous,
    url,
    deploymentUrl,
    aliasUrls,
    inspectorUrl: deployment?.inspectorUrl ?? '',
    commit: context.commit,
    component: deployment ? componentOf(start, deployment, url, context.commit) : undefined,
    flags: [],
    rollingStage: ending.rolling?.stage,
    protectionBypass: start.bypass,
    sent: start.sent,
    listed: ending.listed ?? [],
    notes: ending.notes ?? [],
    logLines: ending.logLines ?? [],
    supersededBy: ending.supersededBy,
    diagnosis: ending.diagnosis,
    timeline: start.timeline.spans(),
    durationMs: start.timeline.elapsedMs(),
    failure: ending.failure,
  };
}
