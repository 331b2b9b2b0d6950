import type { Snapshots } from '../actions/snapshots.js';
import type { ArtifactStore } from '../builtin/artifact-store.js';
import type { JobResult, RunnerEvent } from '../events.js';
import { git } from '../process/git.js';
import { HOSTED_STOP_TIMES, type RunRequest, type StopTimes } from '../request.js';

/** What all jobs of one run share. */
export class RunState {
  readonly request: RunRequest;
  readonly artifacts: ArtifactStore;
  readonly snapshots: Snapshots;
  readonly stopTimes: StopTimes;
  readonly results: JobResult[] = [];
  /** Name of the workflow the run started with, for `github.workflow`. */
  readonly workflowName: string;
  cancelled = false;
  private readonly cancelListeners = new Set<() => void>();
  private folders = 0;
  private gitFolder: Promise<string> | undefined;

  constructor(request: RunRequest, workflowName: string, artifacts: ArtifactStore, snapshots: Snapshots) {
    this.request = request;
    this.workflowName = workflowName;
    this.artifacts = artifacts;
    this.snapshots = snapshots;
    this.stopTimes = request.stopTimes ?? HOSTED_STOP_TIMES;
  }

  emit(event: RunnerEvent): void {
    this.request.onEvent?.(event);
  }

  /** A number for a job's folder, unique in the run. */
  nextFolder(): number {
    this.folders += 1;
    return this.folders;
  }

  /** The folder that holds the repository's objects and refs, also when `gitDirectory` is a work tree. */
  commonGitDirectory(): Promise<string> {
    const from = this.request.repository.gitDirectory;
    this.gitFolder ??= git(['rev-parse', '--path-format=absolute', '--git-common-dir'], from);
    return this.gitFolder;
  }

  /** Cancels the whole run. */
  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const listener of [...this.cancelListeners]) listener();
  }

  /** Calls back when the run is cancelled; the result takes the wish back. */
  onCancel(listener: () => void): () => void {
    this.cancelListeners.add(listener);
    return () => this.cancelListeners.delete(listener);
  }
}
