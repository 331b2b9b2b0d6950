import type { EventLog } from './event-log.js';
import type { Site } from './site.js';
import type { BuildSettings } from './source/frameworks.js';

/** Every state Vercel documents for a deployment's `readyState`. */
export type ReadyState =
  | 'QUEUED'
  | 'INITIALIZING'
  | 'ANALYZING'
  | 'BUILDING'
  | 'DEPLOYING'
  | 'READY'
  | 'ERROR'
  | 'CANCELED'
  | 'BLOCKED'
  | 'DELETED';

/** Whose projects these are: a team (resources need its `teamId`) or a personal account (on the Hobby plan). */
export type Owner =
  | { kind: 'team'; id: string; slug: string }
  | { kind: 'user'; id: string; username: string };

/** How the next created deployment goes; everything left out goes well. */
export interface DeploymentScript {
  /** The state it ends in, READY when absent. A state before READY is where it stays for ever. */
  end?: ReadyState;
  errorCode?: string;
  errorMessage?: string;
  errorStep?: string;
  errorLink?: string;
  /** The build ran out of memory, which Vercel reports beside the error. */
  oomReport?: string;
  /** READY, but its domains are not assigned, for this reason. */
  aliasError?: { code: string; message: string };
  aliasWarning?: { code: string; message: string };
  /** READY, but `aliasAssigned` stays null for ever, with no reason given. */
  neverAssigned?: boolean;
  /** READY and said to be assigned, while production stays with what it serves: a newer deployment was quicker. */
  leavesProduction?: boolean;
  /** Lines of the build's standard output, in place of the usual ones. */
  buildLog?: string[];
  /** Ends with this conclusion of the v1 checks (`failed` keeps the domains from being assigned). */
  checksConclusion?: 'succeeded' | 'failed';
  /** How long its checks run after the build, in milliseconds; its domains wait for them. */
  checksRunForMs?: number;
  /** A v2 check that blocks `deployment-alias` failed: its name. */
  failedCheck?: string;
  /** With `end: 'BLOCKED'`: why, as Vercel tells it. */
  seatBlock?: { blockCode: string; userId?: string; gitProvider?: string };
  timings?: Partial<Timings>;
}

/** How the next promote or rollback goes. */
export interface AliasRequestScript {
  /** `pending` and `in-progress` stay so for ever; `failed` leaves the domains where they were. */
  end: AliasJobStatus;
}

/** Milliseconds spent in each phase. */
export interface Timings {
  queuedMs: number;
  buildingMs: number;
  aliasMs: number;
  promoteMs: number;
}

type AliasJobStatus = 'pending' | 'in-progress' | 'succeeded' | 'failed' | 'skipped';

/** A promote or a rollback, as `lastAliasRequest` of the project shows it. */
export interface AliasRequest {
  type: 'promote' | 'rollback';
  jobStatus: AliasJobStatus;
  /** Milliseconds since the epoch. */
  requestedAt: number;
  fromDeploymentId: string | null;
  toDeploymentId: string;
}

/** One stage of a rolling release: the share of requests the canary gets, in per cent. */
export interface Stage {
  targetPercentage: number;
  duration?: number;
  requireApproval?: boolean;
}

/** A rolling release under way or ended. */
interface RollingRelease {
  state: 'ACTIVE' | 'COMPLETE' | 'ABORTED';
  currentId: string | null;
  canaryId: string;
  queuedId: string | null;
  stageIndex: number;
  startedAt: number;
  updatedAt: number;
  /** Carries the fractions between requests, so the split is exact and not a matter of luck. */
  carry: number;
}

/** What a check holds back until it succeeded: a deployment's domains by itself, or being promoted. */
type CheckBlocks = 'deployment-alias' | 'deployment-promotion' | 'none';

/** A check of a project (v2): every production deployment gets a run of it. */
export interface ProjectCheck {
  id: string;
  name: string;
  blocks: CheckBlocks;
}

/** One run of a check for one deployment. */
export interface CheckRun {
  id: string;
  check: ProjectCheck;
  status: 'queued' | 'running' | 'completed';
  conclusion: string | undefined;
  /** What the client said about it: `externalUrl`, `conclusionText`, `output`. */
  said: Record<string, unknown>;
}

/** An environment of a project's own, with the domain that is attached to it. */
export interface CustomEnvironment {
  id: string;
  slug: string;
  /** Host and port of its domain, without a scheme: it leads to the newest deployment of the environment. */
  host: string;
  deploymentId: string | undefined;
}

export interface Project {
  id: string;
  name: string;
  rootDirectory: string | null;
  /** The repository on GitHub that it is connected to. */
  repository: { repoId: number; branch: string } | undefined;
  env: Record<string, string>;
  /** Variables of one target alone (`production`, `preview` or an environment's slug), which win. */
  envOf: Map<string, Record<string, string>>;
  /** As set on the project; `vercel.json` wins. */
  buildSettings: BuildSettings;
  /** The project's own environments besides preview and production. */
  environments: CustomEnvironment[];
  checks: ProjectCheck[];
  /** Whether visitors of deployments' own addresses log in first. */
  isProtected: boolean;
  /** Whether a token of GitHub's (OIDC) is a trusted source's. */
  trusts: (idToken: string) => boolean;
  /** Secrets that open it to automation, with when each was made, in milliseconds since the epoch. */
  bypassSecrets: Map<string, number>;
  /** Host and port of the production domain, without a scheme. */
  productionHost: string;
  productionId: string | undefined;
  autoAssignCustomDomains: boolean;
  lastAliasRequest: AliasRequest | undefined;
  lastRollbackTarget: string | null;
  rollbackDescription: string | null;
  rollingConfig: { enabled?: boolean; advancementType?: string; stages: Stage[] } | null;
  rolling: RollingRelease | undefined;
  createdAt: number;
  updatedAt: number;
}

/** What a client asked for, once its body was accepted. */
export interface DeploymentRequest {
  name: string;
  target: 'production' | null;
  customEnvironment: string | null;
  meta: Record<string, string>;
  gitMetadata: Record<string, unknown> | null;
  regions: string[];
  prebuilt: boolean;
  autoAssign: boolean;
  source: string;
  /** Variables of this deployment's build alone. */
  buildEnv: Record<string, string>;
}

/** One deployment with its whole story; `site` is there once it was built. */
export interface Deployment extends DeploymentRequest {
  id: string;
  /** `127.0.0.1:<port>`: no scheme, as Vercel gives none. */
  url: string;
  projectId: string;
  readyState: ReadyState;
  readySubstate: 'STAGED' | 'ROLLING' | 'PROMOTED' | undefined;
  aliasAssigned: number | null;
  aliasError: { code: string; message: string } | null;
  errorCode: string | undefined;
  errorMessage: string | undefined;
  createdAt: number;
  buildingAt: number | undefined;
  ready: number | undefined;
  canceledAt: number | undefined;
  /** Order in which it last became the production deployment; undefined: it never was. */
  productionSince: number | undefined;
  script: DeploymentScript;
  sourceDirectory: string;
  site: Site | undefined;
  checkRuns: CheckRun[];
  /** What waits until no check holds its domains back. */
  afterChecks: (() => void) | undefined;
  /** Ends its build when it is canceled. */
  abort: AbortController;
  log: EventLog;
}

/** A host assigned over the API, served on a port of its own. */
export interface Alias {
  uid: string;
  alias: string;
  deploymentId: string;
  projectId: string;
  createdAt: number;
  /** `http://127.0.0.1:<port>`. */
  servedAt: string;
}
