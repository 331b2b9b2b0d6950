import type { Run } from '../../src/action/run-action.js';
import type { VercelDeployment, VercelProject } from '../../src/vercel/answers.js';
import type { VercelClient } from '../../src/vercel/client.js';
import type { Inputs } from './inputs.js';
import type { Outcome, Result } from './result.js';

export interface Deps extends Run {
  client: VercelClient;
}

/** What is known before anything is changed. */
export interface Start {
  inputs: Inputs;
  project: VercelProject;
  /** What production served, by id. */
  previous: string | undefined;
  /** Milliseconds since the epoch. */
  began: number;
}

/** How it ended, before it is told. */
export interface Ending {
  outcome: Outcome;
  deployment: Pick<VercelDeployment, 'id' | 'host' | 'inspectorUrl' | 'state'>;
  /** Production's address, once production serves the deployment. */
  productionUrl?: string | undefined;
  notes?: string[];
  logLines?: string[];
  failure?: { message: string; fix: string };
}

/** The component as a release record names it. */
export function componentOf(
  { inputs, project, previous }: Start,
  deployment: string,
  url: string,
): Result['component'] {
  return {
    kind: 'vercel',
    name: inputs.name ?? project.name,
    project: project.id,
    ...(project.teamId ? { team: project.teamId } : {}),
    deployment,
    previous: previous ?? null,
    url: url || null,
  };
}

/** Puts together all that is told of a deployment. */
export function resultOf(start: Start, ending: Ending, { client, clock, context }: Deps): Result {
  const { deployment } = ending;
  const deploymentUrl = client.address(deployment.host);
  const url = ending.productionUrl ?? deploymentUrl;
  return {
    outcome: ending.outcome,
    vercelState: deployment.state,
    target: start.inputs.target,
    project: { id: start.project.id, name: start.project.name, team: start.project.teamId },
    deploymentId: deployment.id,
    previous: start.previous,
    url,
    deploymentUrl,
    inspectorUrl: deployment.inspectorUrl,
    commit: context.sha,
    component: componentOf(start, deployment.id, url),
    notes: ending.notes ?? [],
    logLines: ending.logLines ?? [],
    durationMs: clock.now() - start.began,
    failure: ending.failure,
  };
}
