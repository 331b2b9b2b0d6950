import type { DeploymentEvent } from './answers.js';
import type { Phase } from './statuses.js';

/** One step of a deployment over its whole length: the attempts of a health check are one step. */
export interface TimelineStep {
  /** In words: `build image`, `health check`. */
  step: string;
  phase: Phase;
  /** Milliseconds since the epoch; undefined when Railway gave no time. */
  startedAt: number | undefined;
  /** Undefined while it goes on. */
  durationMs: number | undefined;
  /** How often it was tried, for a step that is tried more than once. */
  attempts: { made: number; most: number | undefined } | undefined;
  /** Why it failed, or why the last attempt did; undefined when it went well. */
  reason: string | undefined;
  skipped: boolean;
}

/** `DeploymentEventStep` of Railway's public schema in words. A step that is not listed is told by its own name. */
const names: Readonly<Record<string, string>> = {
  SNAPSHOT_CODE: 'snapshot of the code',
  BUILD_IMAGE: 'build',
  PUBLISH_IMAGE: 'publish the image',
  WAIT_FOR_DEPENDENCIES: 'wait for other services',
  PRE_DEPLOY_COMMAND: 'pre-deploy command',
  CREATE_CONTAINER: 'start the container',
  CONFIGURE_NETWORK: 'configure the network',
  HEALTHCHECK: 'health check',
  DRAIN_INSTANCES: 'drain the old instances',
  MIGRATE_VOLUMES: 'move volumes',
};
const buildSteps = new Set(['SNAPSHOT_CODE', 'BUILD_IMAGE', 'PUBLISH_IMAGE']);

/** One event in words: `health check, attempt 3 of 14: connection refused`. */
export function describeEvent({ step, payload }: DeploymentEvent): string {
  const attempt = payload?.attempt ? `, attempt ${payload.attempt}` : '';
  const of = attempt && payload?.maxAttempts ? ` of ${payload.maxAttempts}` : '';
  const why = payload?.error || payload?.reason || payload?.detail;
  return `${nameOf(step)}${attempt}${of}${why ? `: ${why}` : ''}`;
}

/** The phase of the step that failed, or of the last one; undefined without events. */
export function phaseOfEvents(events: readonly DeploymentEvent[]): Phase | undefined {
  const last = events.filter(({ payload }) => payload?.error).at(-1) ?? events.at(-1);
  return last && phaseOf(last.step);
}

/** The steps in the order they began, each with its length. */
export function timelineOf(events: readonly DeploymentEvent[]): TimelineStep[] {
  const steps = new Map<string, DeploymentEvent[]>();
  for (const event of events) steps.set(event.step, [...(steps.get(event.step) ?? []), event]);
  return [...steps.values()].map(stepOf);
}

function stepOf(events: readonly DeploymentEvent[]): TimelineStep {
  const last = events.at(-1);
  const { step = '', payload } = last ?? {};
  const startedAt = timeOf(events[0]?.createdAt);
  const endedAt = timeOf(last?.completedAt);
  const made = Math.max(...events.map((event) => event.payload?.attempt ?? 0));
  return {
    step: nameOf(step),
    phase: phaseOf(step),
    startedAt,
    durationMs:
      startedAt === undefined || endedAt === undefined ? undefined : Math.max(endedAt - startedAt, 0),
    attempts: made > 0 ? { made, most: payload?.maxAttempts ?? undefined } : undefined,
    reason: payload?.error || payload?.reason || undefined,
    skipped: payload?.skipped ?? false,
  };
}

function nameOf(step: string): string {
  return Object.hasOwn(names, step) ? (names[step] ?? step) : step.toLowerCase().replaceAll('_', ' ');
}

function phaseOf(step: string): Phase {
  return buildSteps.has(step) ? 'build' : 'deploy';
}

/** Milliseconds since the epoch; undefined for an empty or unreadable time, which says nothing and is never compared. */
export function timeOf(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}
