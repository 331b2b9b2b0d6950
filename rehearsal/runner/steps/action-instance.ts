import { join } from 'node:path';
import { type ActionMetadata, loadMetadata } from '../actions/metadata.js';
import { type BuiltinName, type Origin, type Reference, readReference } from '../actions/resolve.js';
import type { Conclusion } from '../events.js';
import type { Step } from '../workflow/model.js';
import type { Frame } from './frame.js';
import type { StepLog } from './step-log.js';

/** One use of an action: what its pre, main and post share. */
export interface ActionInstance {
  step: Step;
  action: BuiltinUse | FolderUse;
  /** What `save-state` stored. */
  state: Record<string, string>;
  /** Uses inside a composite, by its step. */
  inner: Map<Step, ActionInstance>;
  /** Clean-ups of inner uses, in the order they were registered. */
  innerPosts: Post[];
  postRegistered: boolean;
}

/** A clean-up that shows itself in the step log it is given. */
export interface Post {
  /** Whether there is anything to do; a composite only knows at the end. */
  isNeeded(): boolean;
  run(log: StepLog): Promise<Conclusion>;
}

interface BuiltinUse {
  kind: 'builtin';
  name: BuiltinName;
}

export interface FolderUse {
  kind: 'folder';
  folder: string;
  metadata: ActionMetadata;
  /** `owner/name` and ref of a fetched action; null for an action of the workspace. */
  repository: string | null;
  ref: string | null;
  /** Where `$/path` of its own steps leads. */
  origin: Origin;
  /** Whether it lies in the workspace, where earlier steps may have changed it. */
  local: boolean;
}

/**
 * Finds and reads the action a step uses.
 * @throws Error when there is no such action or it cannot be run here.
 */
export async function prepareAction(frame: Frame, step: Step): Promise<ActionInstance> {
  const { request } = frame.job.plan.run;
  const home = { repository: `${request.repository.owner}/${request.repository.name}`, sha: request.sha };
  const reference = readReference(step.uses ?? '', frame.origin, home);
  const action = await loadUse(frame, reference);
  return { step, action, state: {}, inner: new Map(), innerPosts: [], postRegistered: false };
}

/** GitHub follows composites this deep. */
const DEEPEST = 10;

/**
 * Fetches what a fetched composite uses itself, before the job's first step. Actions of the workspace are read when
 * they run.
 * @throws Error when an inner action is missing, or composites use each other without end.
 */
export async function prepareInner(frame: Frame, instance: ActionInstance, level = 1): Promise<void> {
  const { action } = instance;
  if (action.kind !== 'folder' || action.metadata.runs.kind !== 'composite') return;
  if (level > DEEPEST) throw new Error(`Composite action depth exceeded max depth ${DEEPEST}`);
  for (const step of action.metadata.runs.steps) {
    if (step.uses === undefined || step.uses.startsWith('./')) continue;
    const inner = await prepareAction({ ...frame, origin: action.origin }, step);
    instance.inner.set(step, inner);
    await prepareInner(frame, inner, level + 1);
  }
}

async function loadUse(frame: Frame, reference: Reference): Promise<BuiltinUse | FolderUse> {
  const { run, folders } = frame.job.plan;
  if (reference.kind === 'refused') throw new Error(reference.reason);
  if (reference.kind === 'builtin') return { kind: 'builtin', name: reference.action };
  if (reference.kind === 'workspace') {
    const folder = join(folders.workspace, reference.path);
    const metadata = await loadMetadata(folder);
    const origin = 'workflow-repository';
    return { kind: 'folder', folder, metadata, repository: null, ref: null, origin, local: true };
  }
  const own = reference.kind === 'snapshot';
  const root = own ? await run.snapshots.at(reference.ref) : run.request.actionsCheckout;
  const folder = join(root, reference.path);
  const origin = own ? 'workflow-repository' : 'deploy-actions';
  const { repository, ref } = reference;
  return {
    kind: 'folder',
    folder,
    metadata: await loadMetadata(folder),
    repository,
    ref,
    origin,
    local: false,
  };
}
