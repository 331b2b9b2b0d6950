import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlatformRequest, PlatformResponse } from '../http/server.js';
import { authenticate } from './access.js';
import { escapingEntry } from './builder.js';
import type { Lifecycle } from './lifecycle.js';
import type { RailwayPlatformOptions } from './options.js';
import type { Store } from './store.js';

/** Takes the source of a service as tar.gz and starts a deployment of it. */
export async function receiveUpload(
  request: PlatformRequest,
  platform: { store: Store; lifecycle: Lifecycle; options: RailwayPlatformOptions; apiUrl: string },
): Promise<PlatformResponse> {
  const { store, lifecycle, options } = platform;
  const access = authenticate(request.headers, options.tokens);
  if ('refusal' in access) return { status: 401, body: { message: access.refusal } };
  const { project, environment } = request.params;
  const bound = access.environmentId ?? store.environments[0]?.id;
  const scoped = access.principal !== 'project' || environment === bound;
  const service = request.query.get('serviceId') ?? '';
  const known = project === store.project.id && store.project.services.some((one) => one.id === service);
  const instance = known ? store.instance(service, environment) : undefined;
  if (!instance || !scoped)
    return { status: 404, body: { message: 'Project, environment or service not found' } };
  if (request.raw.length > (options.plan?.uploadLimitBytes ?? 200_000_000)) {
    return { status: 413, body: 'Payload Too Large' };
  }
  const snapshotId = randomUUID();
  const archive = path.join(options.workDirectory, 'uploads', `${snapshotId}.tar.gz`);
  await mkdir(path.dirname(archive), { recursive: true });
  await writeFile(archive, request.raw);
  const refusal = await refuseArchive(archive, request);
  if (refusal) return { status: 400, body: { message: refusal } };
  const message = request.query.get('message');
  const meta = message === null ? {} : { cliMessage: message };
  const deployment = store.add(instance, { origin: { kind: 'archive', file: archive }, snapshotId, meta });
  deployment.events.push({
    id: randomUUID(),
    step: 'SNAPSHOT_CODE',
    createdAt: deployment.createdAt,
    completedAt: Date.now(),
  });
  lifecycle.start(deployment);
  const at = `${platform.apiUrl}/project/${project}/service/${service}?id=${deployment.id}`;
  return {
    status: 200,
    body: { deploymentId: deployment.id, url: at, logsUrl: `${at}&`, deploymentDomain: instance.edge.domain },
  };
}

async function refuseArchive(archive: string, request: PlatformRequest): Promise<string | undefined> {
  if (!request.headers['content-type']?.startsWith('application/gzip')) {
    return 'Content-Type must be application/gzip';
  }
  try {
    const escaping = await escapingEntry(archive);
    return escaping === undefined ? undefined : `The archive holds an entry outside of it: ${escaping}`;
  } catch (error) {
    return `The archive cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}
