import { createServer, type Socket } from 'node:net';

/** What a Kafka for tests holds: the end of each partition of each topic, and what each group has committed of it. */
interface Cluster {
  topics: Record<string, readonly number[]>;
  groups: Record<string, Record<string, readonly number[]>>;
}

/** A Kafka for tests. */
export interface ScriptedKafka {
  broker: string;
  close(): Promise<void>;
}

/** The calls it answers: key of the API and the one version of it (kafka.apache.org/protocol). */
const apis = {
  listOffsets: [2, 6],
  metadata: [3, 9],
  offsetFetch: [9, 8],
  findCoordinator: [10, 4],
  apiVersions: [18, 3],
} as const;

/** One broker on 127.0.0.1 that speaks as much of the protocol as it takes to list topics and offsets. */
export async function startKafka(cluster: Cluster): Promise<ScriptedKafka> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // One that was on its way when the server closed would keep it, and the test run, for ever.
    if (!server.listening) return void socket.destroy();
    sockets.add(socket);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= pending.readInt32BE(0) + 4) {
        const end = pending.readInt32BE(0) + 4;
        socket.write(answer(pending.subarray(4, end), cluster, port));
        pending = pending.subarray(end);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    broker: `127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answer(request: Buffer, cluster: Cluster, port: number): Buffer {
  const key = request.readInt16BE(0);
  const correlation = int32(request.readInt32BE(4));
  const text = request.toString('latin1');
  // The answer to ApiVersions has the old header, without tags.
  const head = key === apis.apiVersions[0] ? correlation : Buffer.concat([correlation, tags]);
  const body = Buffer.concat([head, bodyOf(key, text, cluster, port)]);
  return Buffer.concat([int32(body.length), body]);
}

/** Names in a request are found by looking for them: a test has few, and none is part of another. */
function bodyOf(key: number, request: string, { topics, groups }: Cluster, port: number): Buffer {
  const host = string('127.0.0.1');
  if (key === apis.apiVersions[0]) {
    const keys = Object.values(apis).map(([api, version]) => [
      int16(api),
      int16(version),
      int16(version),
      tags,
    ]);
    return Buffer.concat([int16(0), array(keys), int32(0), tags]);
  }
  if (key === apis.metadata[0]) {
    const broker = [int32(1), host, int32(port), none, tags];
    const all = Object.entries(topics).map(([name, ends]) => topicOf(name, ends.length));
    return Buffer.concat([int32(0), array([broker]), none, int32(1), array(all), int32(0), tags]);
  }
  if (key === apis.findCoordinator[0]) {
    const [group = ''] = Object.keys(groups).filter((name) => request.includes(name));
    return Buffer.concat([
      int32(0),
      array([[string(group), int32(1), host, int32(port), int16(0), none, tags]]),
      tags,
    ]);
  }
  if (key === apis.offsetFetch[0]) return committedBy(request, groups);
  const ends = Object.entries(topics)
    .filter(([name]) => request.includes(name))
    .map(([name, offsets]) => [
      string(name),
      array(offsets.map((offset, i) => [int32(i), int16(0), int64(-1), int64(offset), int32(0), tags])),
      tags,
    ]);
  return Buffer.concat([int32(0), array(ends), tags]);
}

function committedBy(request: string, groups: Cluster['groups']): Buffer {
  const [group = ''] = Object.keys(groups).filter((name) => request.includes(name));
  const committed = Object.entries(groups[group] ?? {}).map(([name, offsets]) => [
    string(name),
    array(offsets.map((offset, i) => [int32(i), int64(offset), int32(0), none, int16(0), tags])),
    tags,
  ]);
  return Buffer.concat([int32(0), array([[string(group), array(committed), int16(0), tags]]), tags]);
}

function topicOf(name: string, partitions: number): Buffer[] {
  const one = (i: number) => [int16(0), int32(i), int32(1), int32(0), array([]), array([]), array([]), tags];
  const all = array(Array.from({ length: partitions }, (_, i) => one(i)));
  return [int16(0), string(name), Buffer.from([0]), all, int32(0), tags];
}

const tags = Buffer.from([0]);
/** A text that is null. */
const none = Buffer.from([0]);

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

/** Length plus one, which is below 128 in tests, then the bytes. */
function string(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length + 1]), Buffer.from(text)]);
}

function array(items: readonly (readonly Buffer[])[]): Buffer {
  return Buffer.concat([Buffer.from([items.length + 1]), ...items.flat()]);
}
