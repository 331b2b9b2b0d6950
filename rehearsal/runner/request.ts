import type { ArtifactStore } from './builtin/artifact-store.js';
import type { ImageRegistry } from './docker/image.js';
import type { RunnerEvent } from './events.js';
import type { Protection } from './jobs/protection.js';
import type { ServiceHost } from './services/service-host.js';

/** What a run needs to know: which workflow, which commit, which event, and where everything lives on this machine. */
export interface RunRequest {
  /** Path of the workflow file inside the repository at `sha`, or the absolute path of a file on disk. */
  workflow: string;
  /** The repository the workflow runs for. `gitDirectory` is a git repository on disk that holds `sha`. */
  repository: { owner: string; name: string; gitDirectory: string; defaultBranch: string };
  /** Full commit id. */
  sha: string;
  /** Full ref, for example `refs/heads/main`. */
  ref: string;
  /** The event's name (`push`, `workflow_dispatch`, …) and its webhook payload. */
  event: { name: string; payload: Record<string, unknown> };
  secrets: Record<string, string>;
  vars: Record<string, string>;
  /**
   * Environments by their names in small letters: a job of one sees its secrets and variables first, and runs when its
   * protection lets it.
   */
  environments?: Record<
    string,
    { secrets: Record<string, string>; vars: Record<string, string>; protection?: Protection | undefined }
  >;
  /**
   * Absolute root of the deploy-actions checkout. `<owner>/deploy-actions[/<name>]@<ref>`, and `$/<name>` inside its
   * composites, resolve here.
   */
  actionsCheckout: string;
  /** Absolute folder the run may fill: workspaces, temporary files, artifacts. */
  workDirectory: string;
  /** Node 24 executable for JavaScript actions. */
  node: string;
  github: {
    apiUrl: string;
    serverUrl: string;
    graphqlUrl: string;
    /** Gives a job its `GITHUB_TOKEN`, limited to the permissions the job asked for. */
    issueToken(permissions: Record<string, string>): string;
  };
  actor: string;
  runId: number;
  runNumber: number;
  runAttempt: number;
  /** Gives jobs their `services:`; without it a workflow that has some is refused. */
  services?: ServiceHost;
  /** Artifacts by the id of their run: this run's are added to them. Without it a run knows only its own. */
  artifacts?: Map<number, ArtifactStore>;
  /** Takes the images that jobs push; without it they are nowhere. */
  images?: ImageRegistry;
  /** Extra base environment for every process. */
  env?: Record<string, string>;
  /** Abort cancels the run as the button on GitHub does: clean-up steps still run. */
  signal?: AbortSignal;
  onEvent?: (event: RunnerEvent) => void;
  /** How long a stopped process is given. GitHub's values unless a test shortens them. */
  stopTimes?: StopTimes;
}

/**
 * Milliseconds between SIGINT and SIGTERM, SIGTERM and SIGKILL, a process's end and giving up on its open pipes, and a
 * job's cancellation and its end by force.
 */
export interface StopTimes {
  interrupt: number;
  terminate: number;
  drain: number;
  force: number;
}

/** What the hosted runner and its service wait. Sources: actions/runner ProcessInvoker, WorkflowConstants. */
export const HOSTED_STOP_TIMES: StopTimes = {
  interrupt: 7_500,
  terminate: 2_500,
  drain: 5_000,
  force: 300_000,
};
