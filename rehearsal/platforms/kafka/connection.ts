import type { Socket } from 'node:net';
import type { Broker, Handler } from './calls/call.js';
import { createTopics, findCoordinator, metadata } from './calls/cluster.js';
import { heartbeat, joinGroup, leaveGroup, syncGroup } from './calls/membership.js';
import { listOffsets, offsetCommit, offsetFetch } from './calls/offsets.js';
import { fetch, initProducerId, produce } from './calls/records.js';
import { codes } from './codes.js';
import { Reader } from './reader.js';
import { Writer } from './writer.js';

const apiVersionsKey = 18;

/** The calls there are, by the key of the API, and the one version of each, which is what @platformatic/kafka takes. */
const calls: Record<number, { version: number; answer: Handler }> = {
  0: { version: 9, answer: produce },
  1: { version: 13, answer: fetch },
  2: { version: 6, answer: listOffsets },
  3: { version: 12, answer: metadata },
  8: { version: 8, answer: offsetCommit },
  9: { version: 8, answer: offsetFetch },
  10: { version: 4, answer: findCoordinator },
  11: { version: 9, answer: joinGroup },
  12: { version: 4, answer: heartbeat },
  13: { version: 5, answer: leaveGroup },
  14: { version: 5, answer: syncGroup },
  [apiVersionsKey]: { version: 3, answer: apiVersions },
  19: { version: 7, answer: createTopics },
  22: { version: 4, answer: initProducerId },
};

function apiVersions(): Writer {
  const answer = new Writer();
  answer
    .int16(codes.none)
    .array(Object.entries(calls), ([key, { version }]) =>
      answer.int16(Number(key)).int16(version).int16(version),
    );
  return answer.int32(0).tags();
}

/** What a client is told that asks for another version of ApiVersions: the error in version 0, and which one there is. */
function otherApiVersions(): Writer {
  const version = calls[apiVersionsKey]?.version ?? 0;
  return new Writer()
    .int16(codes.unsupportedVersion)
    .int32(1)
    .int16(apiVersionsKey)
    .int16(version)
    .int16(version);
}

/**
 * Answers the requests of one client, one after the other. A request of a call or a version that is not there, or that
 * cannot be read, ends the connection, as with a real broker.
 */
export function serve(socket: Socket, broker: Broker): void {
  const gone = new AbortController();
  let pending: Buffer = Buffer.alloc(0);
  let last: Promise<unknown> = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => gone.abort());
  socket.on('data', (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes]);
    while (pending.length >= 4 && pending.length >= pending.readInt32BE() + 4) {
      const end = pending.readInt32BE() + 4;
      const request = pending.subarray(4, end);
      pending = pending.subarray(end);
      last = last
        .then(() => answerTo(request, broker, gone.signal))
        .then((answer) => answer && !socket.destroyed && socket.write(answer))
        .catch(() => socket.destroy());
    }
  });
}

async function answerTo(request: Buffer, broker: Broker, signal: AbortSignal): Promise<Buffer | undefined> {
  const body = new Reader(request);
  const key = body.int16();
  const version = body.int16();
  const head = new Writer().int32(body.int32());
  const call = calls[key];
  if (call?.version !== version && key === apiVersionsKey) return framed(head, otherApiVersions());
  if (call?.version !== version) throw new Error(`There is no version ${version} of the call ${key}.`);
  const client = body.oldString() ?? '';
  body.tags();
  const answer = await call.answer({ body, client, signal }, broker);
  // The head of the answer to ApiVersions is the old one in every version.
  if (key !== apiVersionsKey) head.tags();
  return answer && framed(head, answer);
}

function framed(head: Writer, body: Writer): Buffer {
  const bytes = Buffer.concat([head.buffer, body.buffer]);
  return Buffer.concat([new Writer().int32(bytes.length).buffer, bytes]);
}
