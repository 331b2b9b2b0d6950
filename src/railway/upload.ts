import { createReadStream } from 'node:fs';
import { PlatformError } from '../errors/errors.js';
import type { HttpResponse } from '../http/client.js';
import { isLoopback } from '../http/loopback.js';
import type { Clock } from '../runtime/clock.js';
import { formatSize } from '../runtime/duration.js';
import type { Logger } from '../runtime/log.js';
import { uploadAnswer } from './answers.js';
import type { Archive } from './archive.js';
import type { RailwayClient } from './client.js';
import { cancelDeployment, listDeployments } from './deployments.js';
import { notAuthorized, refused, tooLarge, uploadLost, uploadTwice } from './messages.js';
import type { ServiceTarget } from './scope.js';

/** What to upload, where to, and the message that marks it: it must be unique, it is how a lost answer is found again. */
export interface Upload {
  target: ServiceTarget;
  archive: Archive;
  message: string;
}

interface Deps {
  client: RailwayClient;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

const answerLimitMs = 120_000;
const perMegabyteMs = 1_000;

/**
 * Uploads an archive and returns the id of the deployment it became, exactly once: without a good answer the deployment
 * is looked for by its message before the archive is sent again, and it is sent twice at most. Throws PlatformError:
 * `too-large`, `not-authorized`, `refused`, `upload-lost`, `upload-twice`.
 */
export async function upload(request: Upload, deps: Deps): Promise<string> {
  const first = await send(request, deps);
  if ('deploymentId' in first) return first.deploymentId;
  deps.log.info(`The upload got no good answer (${first.trouble}); looking for it before sending it again`);
  const found = await findUpload(request, deps);
  if (found !== undefined) return found;
  const second = await send(request, deps);
  if ('deploymentId' in second) {
    await stopTwins(request, second.deploymentId, deps);
    return second.deploymentId;
  }
  const late = await findUpload(request, deps);
  if (late !== undefined) return late;
  const { message, fix } = uploadLost(request.message);
  throw new PlatformError(message, { code: 'upload-lost', fix, ambiguous: true });
}

/**
 * The deployment that bears an upload's message; undefined when there is none after a few looks (Railway lists a new one
 * with a delay). Throws PlatformError `upload-twice` when there are several.
 */
export async function findUpload(
  { target, message }: Pick<Upload, 'target' | 'message'>,
  { client, clock, signal }: Pick<Deps, 'client' | 'clock' | 'signal'>,
): Promise<string | undefined> {
  const pauses = isLoopback(client.apiUrl) ? [50, 150, 300] : [1_000, 3_000, 6_000, 10_000];
  for (const pause of [...pauses, undefined]) {
    const ours = await marked(client, target, message);
    const [id, ...more] = ours;
    if (id !== undefined && more.length === 0) return id;
    if (id !== undefined) {
      const twice = uploadTwice(message, ours);
      throw new PlatformError(twice.message, { code: 'upload-twice', fix: twice.fix });
    }
    if (pause !== undefined) await clock.sleep(pause, signal);
  }
  return undefined;
}

/** The first upload may have been taken after all, and listed later than anybody waits: two would build side by side. */
async function stopTwins({ target, message }: Upload, ours: string, { client, log }: Deps): Promise<void> {
  try {
    const twins = (await marked(client, target, message)).filter((id) => id !== ours);
    for (const id of twins) {
      log.info(`The first upload had become the deployment ${id} after all; cancelling it`);
      await cancelDeployment(client, id);
    }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(`It could not be made sure that the upload became one deployment only: ${error.message}`);
  }
}

/** Ids of the deployments that bear a message, newest first. */
async function marked(client: RailwayClient, target: ServiceTarget, message: string): Promise<string[]> {
  const recent = await listDeployments(client, target, 20);
  return recent.filter(({ meta }) => meta?.cliMessage === message).map(({ id }) => id);
}

async function send(
  { target, archive, message }: Upload,
  { client }: Deps,
): Promise<{ deploymentId: string } | { trouble: string }> {
  const query = new URLSearchParams({ serviceId: target.serviceId, message });
  try {
    const response = await client.post({
      operation: 'Railway: upload the source',
      path: `/project/${target.projectId}/environment/${target.environmentId}/up?${query}`,
      headers: { 'content-type': 'application/gzip', 'content-length': String(archive.bytes) },
      body: () => createReadStream(archive.file),
      timeoutMs: answerLimitMs + perMegabyteMs * Math.ceil(archive.bytes / 1_000_000),
    });
    return readAnswer(response, archive);
  } catch (error) {
    if (error instanceof PlatformError && error.ambiguous) return { trouble: error.code };
    throw error;
  }
}

function readAnswer(
  response: HttpResponse,
  archive: Archive,
): { deploymentId: string } | { trouble: string } {
  const { status } = response;
  if (status >= 500) return { trouble: `HTTP ${status}` };
  if (status === 413) throw tooLargeError(archive);
  if (status === 401 || status === 403 || /not authorized/i.test(response.text)) {
    const { message, fix } = notAuthorized('take the upload', 'token');
    throw new PlatformError(message, { code: 'not-authorized', status, fix });
  }
  if (status >= 300) {
    const why =
      status === 404
        ? 'it does not know this project, environment and service (HTTP 404)'
        : `${wordsOf(response)} (HTTP ${status})`;
    const { message, fix } = refused('take the upload', why);
    throw new PlatformError(message, { code: 'refused', status, fix });
  }
  try {
    const answer = uploadAnswer.safeParse(response.json());
    return answer.success
      ? { deploymentId: answer.data.deploymentId }
      : { trouble: 'an answer without an id' };
  } catch {
    return { trouble: 'an answer that is not JSON' };
  }
}

function tooLargeError({ bytes, biggest }: Archive): PlatformError {
  const folders = biggest.map((folder) => `${folder.path} (${formatSize(folder.bytes)})`).join(', ');
  const { message, fix } = tooLarge(formatSize(bytes), folders);
  return new PlatformError(message, { code: 'too-large', status: 413, fix });
}

function wordsOf(response: HttpResponse): string {
  try {
    const body = response.json();
    if (body && typeof body === 'object' && 'message' in body) return String(body.message);
  } catch {
    // The text itself is all there is to say.
  }
  return response.text.slice(0, 200);
}
