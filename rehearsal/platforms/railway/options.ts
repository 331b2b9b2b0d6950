/** How a service is set up. Seconds as Railway has them. */
export interface ServiceOptions {
  id: string;
  name: string;
  startCommand?: string;
  buildCommand?: string;
  healthcheckPath?: string;
  healthcheckTimeout?: number;
  overlapSeconds?: number;
  drainingSeconds?: number;
  rootDirectory?: string;
  /** Run one after the other between the build and the start; the first that fails ends the deployment. */
  preDeployCommand?: string[];
  numReplicas?: number;
  region?: string;
  restartPolicyType?: 'ALWAYS' | 'NEVER' | 'ON_FAILURE';
  restartPolicyMaxRetries?: number;
  variables?: Record<string, string>;
  /** An image to deploy, or the repository (`owner/name`) it is connected to. */
  source?: { image?: string; repo?: string };
  /**
   * Where its volume is mounted: a folder that outlives its deployments. A new deployment of it starts only when the one
   * before has stopped, whatever `overlapSeconds` says.
   */
  volumeMountPath?: string;
  /** False: it has no public address until `serviceDomainCreate`. */
  domain?: boolean;
  /** Its GitHub trigger; `checkSuites` is "Wait for CI". */
  trigger?: { repository: string; branch: string; checkSuites?: boolean };
  /** Whether a push deploys it; true when it has a trigger and nothing else is said. */
  autoDeploy?: boolean;
}

/** What stands behind an image's name on the local platform: a folder with a program that is ready to run. */
export interface RegisteredImage {
  directory: string;
  /** Where the program is in the folder, as `/app`: the folder then stands for `/`. */
  workdir?: string;
  /** What its containers run when the service says nothing. */
  command?: string;
  /** Variables its containers begin with; the service's own win. */
  environment?: Record<string, string>;
  /** `sha256:<hex>`; taken over its files when absent. */
  digest?: string;
  /** When given, only a service with the same `registryCredentials` can pull it. */
  credentials?: { username: string; password: string };
}

/** What stands behind a commit of the connected repository: a folder with its source. */
export interface RegisteredCommit {
  directory: string;
  branch?: string;
  message?: string;
}

/** How the next deployment of a service goes, instead of truly. */
export type DeploymentScript =
  | { kind: 'skipped' }
  | { kind: 'needs-approval' }
  /** Goes through these words; `stay` keeps the last one until it is cancelled. */
  | { kind: 'statuses'; statuses: string[]; stepMs?: number; stay?: boolean }
  | { kind: 'build-failure'; log?: string[] }
  /** Its process is killed so many milliseconds after it was up, and not started again. */
  | { kind: 'crash'; afterMs: number };

/** How a local Railway is set up. */
export interface RailwayPlatformOptions {
  /**
   * The project token reaches the first environment, those of `environments` the one whose id they stand under; a
   * workspace or account token reaches everything.
   */
  tokens: {
    project?: string;
    environments?: Record<string, string>;
    workspace?: string;
    account?: string;
  };
  project: {
    id: string;
    name: string;
    environments: { id: string; name: string }[];
    services: ServiceOptions[];
  };
  /** Uploads, images and installed layers live here. */
  workDirectory: string;
  /** Node that programs are built and run with. */
  node: string;
  /** Folders of other programs, put before the machine's on the PATH of everything that is built and run. */
  tools?: string[];
  timings?: { queuedMs?: number; imageMs?: number };
  /** Extra environment for builds, such as the package cache's. */
  environment?: Record<string, string>;
  plan?: {
    /** `hobby` when absent. */
    name?: 'free' | 'hobby' | 'pro' | 'trial';
    imageRetentionHours?: number;
    rateLimitPerHour?: number;
    uploadLimitBytes?: number;
  };
}
