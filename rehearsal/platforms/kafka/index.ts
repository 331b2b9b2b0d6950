import { createServer, type Socket } from 'node:net';
import { serve } from './connection.js';
import { Groups } from './groups.js';
import { Topics } from './topics.js';

/** What there is from the beginning. */
export interface KafkaOptions {
  topics: readonly string[];
  /** Of each topic; 1 when absent. */
  partitions?: number;
}

/** A local Kafka. */
export interface KafkaPlatform {
  /** `127.0.0.1:<port>`, as clients want it among their brokers. */
  url: string;
  close(): Promise<void>;
}

/**
 * Starts one Kafka broker on 127.0.0.1, at any free port, that keeps everything in memory: topics, batches of records as
 * they are sent, consumer groups by the classic protocol, committed offsets. It speaks the one version of each call that
 * @platformatic/kafka takes. No TLS, passwords, transactions, static members, retention or replication; topics are not
 * made by being asked for.
 */
export async function startKafka({ topics: names, partitions = 1 }: KafkaOptions): Promise<KafkaPlatform> {
  const host = '127.0.0.1';
  const topics = new Topics();
  const groups = new Groups();
  for (const name of names) topics.create(name, partitions);
  const sockets = new Set<Socket>();
  let port = 0;
  const server = createServer((socket) => {
    // One that was on its way when the server closed would keep it, and the process, for ever.
    if (!server.listening) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, { host, port, topics, groups });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `${host}:${port}`,
    close: async () => {
      groups.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
