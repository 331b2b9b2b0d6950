import type { Annotation, Report } from '../../src/action/run-action.js';
import { overallStatus, statusOf } from './messages.js';
import type { Deployed, Result, ServiceResult } from './result.js';
import { summaryOf } from './summary.js';

/** Tells how the step ended: outputs, summary, and red unless all is live (or skipped, when that is fine). */
export function report(result: Result): Report {
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: annotationsOf(result),
    ...(result.kind === 'deployed' && result.failure ? { failure: result.failure } : {}),
  };
}

/** With several services the outputs of a single one are empty: `services` has them all. */
function outputsOf(result: Result): Record<string, string> {
  const deployed = result.kind === 'deployed' ? result : undefined;
  const only = deployed && !deployed.several ? deployed.services[0] : undefined;
  return {
    'deployment-id': only?.deploymentId ?? '',
    'previous-deployment-id': only?.previous ?? '',
    url: only?.url ?? '',
    'logs-url': only?.page ?? '',
    status: overallStatus(result),
    reason: deployed?.failure?.message ?? '',
    'duration-ms': 'durationMs' in result ? String(result.durationMs) : '',
    'image-digest': only?.imageDigest ?? '',
    record: deployed ? recordOf(deployed) : '',
    targets: deployed ? targetsOf(deployed.services) : '',
    services: deployed ? JSON.stringify(byName(deployed.services)) : '',
    result: JSON.stringify(result),
  };
}

/** One component, or a list of them when the step was given a list. */
function recordOf({ services, several }: Deployed): string {
  const components = services.flatMap(({ component }) => component ?? []);
  if (components.length === 0) return '';
  return JSON.stringify(several ? components : components[0]);
}

/** What is live and answers, as smoke-test takes it; what Railway skipped still is the version before. */
function targetsOf(services: readonly ServiceResult[]): string {
  const live = services.filter(({ outcome, url }) => outcome === 'live' && url);
  return live.map(({ name, url }) => `${name}=${url}`).join('\n');
}

/** Each service under its component's name, with the outputs a single one has. */
function byName(services: readonly ServiceResult[]): Record<string, Record<string, string | number>> {
  return Object.fromEntries(services.map((service) => [service.name, entryOf(service)]));
}

function entryOf(service: ServiceResult): Record<string, string | number> {
  return Object.fromEntries([
    ['deployment-id', service.deploymentId ?? ''],
    ['previous-deployment-id', service.previous ?? ''],
    ['url', service.url ?? ''],
    ['logs-url', service.page ?? ''],
    ['status', statusOf(service)],
    ['reason', service.failure?.message ?? ''],
    ['duration-ms', service.durationMs],
    ['image-digest', service.imageDigest ?? ''],
  ]);
}

function annotationsOf(result: Result): Annotation[] {
  if (result.kind === 'no-credentials') {
    const message =
      'Nothing was deployed to Railway: railway-token is empty, and on-missing-credentials is "skip". Runs of forks get no secrets.';
    return [{ level: 'notice', message }];
  }
  if (result.kind !== 'deployed') return [];
  return result.services.flatMap(annotationsOfService);
}

function annotationsOfService(service: ServiceResult): Annotation[] {
  const { name, outcome, failure } = service;
  if (outcome === 'skipped' && !failure) {
    const message = `Railway skipped the deployment of "${name}": nothing its watch paths name has changed. What was live stays live.`;
    return [{ level: 'notice', message }];
  }
  return [];
}
