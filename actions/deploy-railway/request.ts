import type { ServiceSettings } from '../../src/railway/settings.js';
import type { Redeployed } from '../../src/railway/sources.js';

/** Where the new deployment of a service comes from. */
export type Source =
  /** An absolute path. */
  | { kind: 'upload'; directory: string }
  /** A commit of the connected repository; undefined for the commit of this run. */
  | { kind: 'commit'; commit: string | undefined }
  | { kind: 'image'; image: string }
  | { kind: 'redeploy'; which: Redeployed; rebuild: boolean };

/** One service that this step shall deploy, as the inputs say. */
export interface ServiceRequest {
  /** Name or id on Railway. */
  service: string;
  /** The component's name in the release record; undefined for the service's own name. */
  name: string | undefined;
  source: Source;
  /** Names of other requests that must be live first. */
  needs: readonly string[];
  /** Values may be secrets. */
  variables: Readonly<Record<string, string>>;
  /** Whether all other variables of the service go. */
  replaceVariables: boolean;
  /** Settings to change; what is not named stays. */
  settings: Partial<ServiceSettings>;
  /** Whether a service without a public address gets one. */
  createDomain: boolean;
}

/**
 * The commit a request ships; '' when that cannot be told: an earlier deployment has its own. `current` is the commit of
 * this run.
 */
export function commitOf({ source }: Pick<ServiceRequest, 'source'>, current: string): string {
  if (source.kind === 'redeploy') return '';
  return source.kind === 'commit' ? (source.commit ?? current) : current;
}

/** What `needs` and messages call a request. */
export function labelOf({ name, service }: Pick<ServiceRequest, 'name' | 'service'>): string {
  return name ?? service;
}
