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
  restartPolicyType?: 'ALWAYS' | 'NEVER' | 'ON_FAILURE';
  restartPolicyMaxRetries?: number;
  variables?: Record<string, string>;
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
  /** The project token reaches the first environment; a workspace or account token reaches everything. */
  tokens: { project?: string; workspace?: string; account?: string };
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
  timings?: { queuedMs?: number; imageMs?: number };
  /** Extra environment for builds, such as the package cache's. */
  environment?: Record<string, string>;
  plan?: { imageRetentionHours?: number; rateLimitPerHour?: number; uploadLimitBytes?: number };
}
