import { z } from 'zod';
import { InputError, PlatformError, VerdictError } from '../errors/errors.js';
import { formatDuration } from '../runtime/duration.js';
import { waitUntil } from '../runtime/waiting.js';
import type { VercelClient } from './client.js';
import { notRolling, rollingStuck } from './messages.js';
import { pollingIntervalMs } from './polling.js';
import type { WaitDeps } from './wait.js';

const stageSchema = z.object({
  index: z.number(),
  targetPercentage: z.number(),
  requireApproval: z.boolean().nullish(),
  /** Minutes. */
  duration: z.number().nullish(),
});

const answerSchema = z.object({
  rollingRelease: z
    .object({
      state: z.string(),
      currentDeployment: z.object({ id: z.string() }).nullish(),
      canaryDeployment: z.object({ id: z.string() }).nullish(),
      queuedDeploymentId: z.string().nullish(),
      stages: z.array(z.unknown()).nullish(),
      activeStage: stageSchema.nullish(),
      nextStage: stageSchema.nullish(),
    })
    .nullish(),
});

/** Tells Vercel's answer from that of something in between. */
const anyObject = z.object({});

/** One stage of a rolling release that is under way. */
export interface RollingStage {
  /** From 0. */
  index: number;
  /** How many there are, the last with all traffic among them. */
  count: number;
  /** The share of traffic that the new deployment gets, in per cent. */
  percentage: number;
  /** Whether somebody has to let it go on; else it goes on by itself. */
  requiresApproval: boolean;
  /** Minutes after which it goes on by itself; null where it waits for somebody. */
  minutes: number | null;
}

/** A rolling release, under way or ended. */
export interface RollingRelease {
  /** ACTIVE, COMPLETE or ABORTED. */
  state: string;
  /** Serves the rest of the traffic. */
  current: string | undefined;
  /** The new deployment. */
  canary: string | undefined;
  /** What rolls out after it. */
  queued: string | undefined;
  stage: RollingStage | undefined;
  nextIndex: number | undefined;
}

/** The last rolling release of a project (REST, `GET /v1/projects/{id}/rolling-release`); undefined when there never was one. */
export async function readRollingRelease(
  client: VercelClient,
  projectId: string,
): Promise<RollingRelease | undefined> {
  const { rollingRelease: raw } = await client.call({
    operation: 'read the rolling release',
    method: 'GET',
    path: pathOf(projectId, ''),
    schema: answerSchema,
  });
  if (!raw) return undefined;
  const { activeStage: active } = raw;
  return {
    state: raw.state,
    current: raw.currentDeployment?.id,
    canary: raw.canaryDeployment?.id,
    queued: raw.queuedDeploymentId ?? undefined,
    stage: active
      ? {
          index: active.index,
          count: raw.stages?.length ?? active.index + 1,
          percentage: active.targetPercentage,
          requiresApproval: active.requireApproval ?? false,
          minutes: active.duration ?? null,
        }
      : undefined,
    nextIndex: raw.nextStage?.index,
  };
}

/** The rolling release of one deployment, if it is under way. */
export async function rollingReleaseOf(
  client: VercelClient,
  projectId: string,
  deploymentId: string,
): Promise<RollingRelease | undefined> {
  const rolling = await readRollingRelease(client, projectId);
  return rolling?.state === 'ACTIVE' && rolling.canary === deploymentId ? rolling : undefined;
}

/** Which deployment's rolling release to move on, and how. */
export interface RollingStep {
  projectId: string;
  deploymentId: string;
  /** To the next stage, or to all traffic at once. */
  step: 'approve' | 'complete';
  timeoutMs: number;
}

const stepTries = 3;
const graceMs = 10_000;
const loopbackGraceMs = 1_000;

/**
 * Moves a rolling release on and waits until Vercel shows it. A step names its stage, so one that left no trace may be sent
 * again without moving two stages. One that is complete already is a success. Returns the release as it is then. Throws
 * InputError when another deployment rolls out, PlatformError when Vercel refuses, VerdictError when it does not move in
 * time.
 */
export async function advanceRollingRelease(change: RollingStep, deps: WaitDeps): Promise<RollingRelease> {
  const { projectId, deploymentId } = change;
  const before = await readRollingRelease(deps.client, projectId);
  if (before?.canary !== deploymentId || (before.state !== 'ACTIVE' && before.state !== 'COMPLETE')) {
    const { message, fix } = notRolling(deploymentId, before?.state === 'ACTIVE' ? before.canary : undefined);
    throw new InputError(message, { fix });
  }
  if (before.state === 'COMPLETE') return before;
  for (let attempt = 1; ; attempt += 1) {
    const sent = await sendStep(change, before, deps).catch(async (error: unknown) => {
      // A first request that arrived late makes the second one a step too many, which Vercel refuses.
      const now = attempt > 1 ? await readRollingRelease(deps.client, projectId) : undefined;
      if (now && hasMoved(change, before, now)) return 'sent' as const;
      throw error;
    });
    const now = await follow(change, before, sent === 'unclear' && attempt < stepTries, deps);
    if (now !== 'lost') return now;
    deps.log.info(`It left no trace on Vercel; sending it again (try ${attempt + 1} of ${stepTries}).`);
  }
}

/** Waits for the release to move; gives up sooner as `lost` where the request may not have arrived. */
async function follow(
  change: RollingStep,
  before: RollingRelease,
  mayBeLost: boolean,
  deps: WaitDeps,
): Promise<RollingRelease | 'lost'> {
  const { client } = deps;
  const lostAfterMs = client.loopback ? loopbackGraceMs : graceMs;
  const outcome = await waitUntil(
    {
      subject: `Rolling release of ${change.deploymentId}`,
      look: async () => {
        const now = await readRollingRelease(client, change.projectId);
        const moved = now && hasMoved(change, before, now);
        return moved ? { done: now } : { phase: 'moving on', detail: stageText(now) };
      },
      timeoutMs: () => (mayBeLost ? Math.min(lostAfterMs, change.timeoutMs) : change.timeoutMs),
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  if ('value' in outcome) return outcome.value;
  if (mayBeLost) return 'lost';
  const { message, fix } = rollingStuck(change.deploymentId, formatDuration(change.timeoutMs));
  throw new VerdictError(message, { fix });
}

function hasMoved({ step, deploymentId }: RollingStep, before: RollingRelease, now: RollingRelease): boolean {
  // Complete, and perhaps followed by the next release already.
  if (now.canary !== deploymentId || now.state !== 'ACTIVE') return true;
  return step === 'approve' && (now.stage?.index ?? 0) > (before.stage?.index ?? 0);
}

async function sendStep(
  { projectId, deploymentId, step }: RollingStep,
  { stage, nextIndex }: RollingRelease,
  { client, log }: WaitDeps,
): Promise<'sent' | 'unclear'> {
  const approves = step === 'approve';
  const index = stage?.index ?? 0;
  try {
    await client.call({
      operation: `${step} the rolling release of ${deploymentId}`,
      method: 'POST',
      path: pathOf(projectId, approves ? '/approve-stage' : '/complete'),
      json: {
        canaryDeploymentId: deploymentId,
        ...(approves ? { activeStageIndex: index, nextStageIndex: nextIndex ?? index + 1 } : {}),
      },
      schema: anyObject,
    });
    return 'sent';
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    log.info(`${error.message} It may have happened, so Vercel is asked instead of sending it again.`);
    return 'unclear';
  }
}

function stageText(rolling: RollingRelease | undefined): string {
  return rolling?.stage ? `stage ${rolling.stage.index + 1} of ${rolling.stage.count}` : 'no stage';
}

function pathOf(projectId: string, rest: string): string {
  return `/v1/projects/${encodeURIComponent(projectId)}/rolling-release${rest}`;
}
