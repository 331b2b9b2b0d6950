import { randomUUID } from 'node:crypto';
import type { Container } from '../container/index.js';
import type { Edge, EdgeTarget } from './edge.js';
import type {
  DeploymentScript,
  RailwayPlatformOptions,
  RegisteredCommit,
  RegisteredImage,
} from './options.js';

/** One line of a build's or a container's log. */
export interface LogLine {
  /** ISO 8601 with nanoseconds; unique and rising within a platform. */
  timestamp: string;
  message: string;
  severity: 'info' | 'error';
}

/** One step of a deployment as `deploymentEvents` tells it; times in milliseconds since the epoch. */
export interface DeploymentEvent {
  id: string;
  step: string;
  createdAt: number;
  completedAt?: number;
  payload?: Record<string, unknown>;
}

/** What a service runs with; a deployment keeps a copy of it as it was. */
export interface ServiceSettings {
  startCommand?: string;
  buildCommand?: string;
  healthcheckPath?: string;
  /** Seconds. */
  healthcheckTimeout?: number;
  /** Seconds. */
  overlapSeconds?: number;
  /** Seconds. */
  drainingSeconds?: number;
  rootDirectory?: string;
  restartPolicyType?: string;
  restartPolicyMaxRetries?: number;
  source?: { image?: string; repo?: string };
  preDeployCommand?: string[];
  volumeMountPath?: string;
  [other: string]: unknown;
}

/** A built image: its directory and the digest of what is in it. */
export interface Image {
  directory: string;
  /** `sha256:<hex>`. */
  digest: string;
  /** As a registered image tells it. */
  workdir?: string;
  command?: string;
  environment?: Record<string, string>;
}

/** What a deployment is made from: an uploaded tar.gz, a commit's folder, or an image's name. */
export type Origin =
  | { kind: 'archive'; file: string }
  | { kind: 'commit'; directory: string }
  | { kind: 'image'; name: string };

/** One deployment with everything the platform knows about it. */
export interface Deployment {
  id: string;
  instance: ServiceInstance;
  status: string;
  createdAt: number;
  statusUpdatedAt: number;
  meta: Record<string, unknown>;
  snapshotId: string;
  /** What it is made from; undefined when there is nothing. */
  origin?: Origin;
  image?: Image;
  settings: ServiceSettings;
  variables: Record<string, string>;
  buildLogs: LogLine[];
  deploymentLogs: LogLine[];
  events: DeploymentEvent[];
  container?: Container;
  /** Where its container runs: a copy of the image. */
  directory?: string;
  target?: EdgeTarget;
  instanceId: string;
  instanceStatus: string;
  /** It has had the traffic at some time. */
  wasLive: boolean;
  removedAt?: number;
  diagnosis?: string;
  script?: DeploymentScript;
  /** Aborted when the deployment is cancelled, superseded or the platform closes. */
  abort: AbortController;
  approved: () => void;
  approval: Promise<void>;
}

/** A service in one environment: settings, variables, its edge and the deployment that is live. */
export interface ServiceInstance {
  id: string;
  serviceId: string;
  environmentId: string;
  settings: ServiceSettings;
  variables: Record<string, string>;
  active?: Deployment;
  edge: Edge;
  scripts: DeploymentScript[];
  updatedAt: number;
  /** Whether it has a public address. */
  hasDomain: boolean;
  trigger?: { id: string; repository: string; branch: string; checkSuites: boolean };
  autoDeploy: boolean;
  /** For a private registry; never shown. */
  registryCredentials?: { username: string; password: string };
}

/** An environment of the project; `isEphemeral` for a pull request's. */
export interface Environment {
  id: string;
  name: string;
  isEphemeral: boolean;
  sourceEnvironmentId?: string;
}

/** Statuses of a deployment that has not come to an end yet. */
const unsettled = new Set(['INITIALIZING', 'QUEUED', 'WAITING', 'NEEDS_APPROVAL', 'BUILDING', 'DEPLOYING']);
const settled = new Set(['SUCCESS', 'FAILED', 'CRASHED', 'REMOVED', 'REMOVING', 'SKIPPED', 'SLEEPING']);

/** Whether a deployment is still on its way; a status nobody knows counts as on its way. */
export function inProgress(deployment: Deployment): boolean {
  return unsettled.has(deployment.status) || !settled.has(deployment.status);
}

/** All the platform's facts, in memory: instances by environment and service, deployments oldest first. */
export class Store {
  readonly project: RailwayPlatformOptions['project'];
  readonly planName: string;
  readonly environments: Environment[];
  readonly images = new Map<string, RegisteredImage>();
  readonly commits = new Map<string, RegisteredCommit>();
  readonly createdAt = Date.now();
  readonly instances: ServiceInstance[] = [];
  readonly deployments: Deployment[] = [];
  /** Shared variables by environment. */
  readonly shared = new Map<string, Record<string, string>>();
  readonly #retentionHours: number;
  #lines = 0;

  constructor(options: RailwayPlatformOptions) {
    this.project = options.project;
    this.planName = options.plan?.name ?? 'hobby';
    this.environments = options.project.environments.map((one) => ({ ...one, isEphemeral: false }));
    this.#retentionHours = options.plan?.imageRetentionHours ?? 72;
  }

  /** The service in an environment (by default the first), named by id or by name. */
  instance(service: string, environmentId?: string): ServiceInstance | undefined {
    const found = this.project.services.find((one) => one.id === service || one.name === service);
    const environment = environmentId ?? this.environments[0]?.id;
    return this.instances.find((one) => one.serviceId === found?.id && one.environmentId === environment);
  }

  deployment(id: string): Deployment | undefined {
    return this.deployments.find((one) => one.id === id);
  }

  forget(id: string): void {
    const at = this.deployments.findIndex((one) => one.id === id && one.instance.active !== one);
    if (at < 0) throw new Error(`There is no deployment ${id} without traffic.`);
    this.deployments.splice(at, 1);
  }

  /** Deployments of an instance, newest first. */
  of(instance: ServiceInstance): Deployment[] {
    return this.deployments.filter((one) => one.instance === instance).reverse();
  }

  add(
    instance: ServiceInstance,
    parts: Partial<Deployment> & Pick<Deployment, 'meta' | 'snapshotId'>,
  ): Deployment {
    let approved = (): void => {};
    const approval = new Promise<void>((resolve) => {
      approved = resolve;
    });
    const now = Date.now();
    const script = instance.scripts.shift();
    const deployment: Deployment = {
      id: randomUUID(),
      instance,
      status: 'INITIALIZING',
      createdAt: now,
      statusUpdatedAt: now,
      settings: { ...instance.settings },
      variables: { ...this.shared.get(instance.environmentId), ...instance.variables },
      buildLogs: [],
      deploymentLogs: [],
      events: [],
      instanceId: randomUUID(),
      instanceStatus: 'INITIALIZING',
      wasLive: false,
      abort: new AbortController(),
      approved,
      approval,
      ...(script ? { script } : {}),
      ...parts,
    };
    this.deployments.push(deployment);
    return deployment;
  }

  /** An image is kept for some hours after its deployment was removed; the plan says how many. */
  canRollback(deployment: Deployment): boolean {
    if (!deployment.wasLive || !deployment.image || deployment.instance.active === deployment) return false;
    return Date.now() - (deployment.removedAt ?? Date.now()) < this.#retentionHours * 3_600_000;
  }

  /** A log line with a time stamp no other line of this platform has. */
  line(message: string, severity: LogLine['severity'] = 'info'): LogLine {
    this.#lines = (this.#lines + 1) % 1_000_000;
    const stamp = new Date().toISOString().slice(0, -1);
    return { timestamp: `${stamp}${String(this.#lines).padStart(6, '0')}Z`, message, severity };
  }
}
