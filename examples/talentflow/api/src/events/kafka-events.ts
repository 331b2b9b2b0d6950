import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import type { KafkaConfig } from '../config.js';
import { type Event, type Events, GROUP, type Handler, parseEvent, TOPIC } from './events.js';

/** One message, as far as it is read here. */
export interface KafkaMessage {
  value: string;
  commit(): unknown;
}

/** What is asked of Kafka; a test gives its own. */
export interface KafkaClients {
  ping(): Promise<unknown>;
  send(topic: string, key: string, value: string): Promise<unknown>;
  read(topic: string): Promise<AsyncIterable<KafkaMessage>>;
  close(): Promise<unknown>;
}

const PAUSE_MS = 1_000;

/** Events by a topic of Kafka. An offset is committed once its event is handled. */
export class KafkaEvents implements Events {
  readonly carrier = 'Kafka';
  readonly #clients: KafkaClients;
  #reading: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(clients: KafkaClients) {
    this.#clients = clients;
  }

  async ping(): Promise<void> {
    await this.#clients.ping();
  }

  async publish(event: Event): Promise<void> {
    await this.#clients.send(TOPIC, event.jobId, JSON.stringify(event));
  }

  async consume(handle: Handler): Promise<void> {
    const messages = await this.#clients.read(TOPIC);
    this.#reading = this.#read(messages, handle).catch((error: unknown) => {
      if (this.#closed) return;
      // Railway starts the worker again, and it goes on at the last committed offset.
      console.error(`Reading ${TOPIC} broke off: ${String(error)}`);
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#clients.close();
    await this.#reading;
  }

  async #read(messages: AsyncIterable<KafkaMessage>, handle: Handler): Promise<void> {
    for await (const message of messages) {
      const event = parseEvent(message.value);
      if (event) await this.#untilDone(event, handle);
      else console.warn(`Left out an event that this version does not know: ${message.value.slice(0, 200)}`);
      await message.commit();
    }
  }

  async #untilDone(event: Event, handle: Handler): Promise<void> {
    while (!this.#closed) {
      try {
        return await handle(event);
      } catch (error) {
        console.error(`${event.type} ${event.jobId} failed, trying again: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }
}

/** The clients of a real cluster. They connect when they are first used; topics are made by whoever runs the cluster. */
export function kafkaClients({ brokers, user }: KafkaConfig): KafkaClients {
  const common = {
    bootstrapBrokers: brokers,
    autocreateTopics: false,
    ...(user
      ? { tls: {}, sasl: { mechanism: 'PLAIN' as const, username: user.name, password: user.password } }
      : {}),
  };
  const producer = new Producer({ ...common, clientId: 'talentflow', serializers: stringSerializers });
  let consumer: Consumer<string, string, string, string> | undefined;
  return {
    ping: () => producer.metadata({ topics: [TOPIC] }),
    send: (topic, key, value) => producer.send({ messages: [{ topic, key, value }] }),
    async read(topic) {
      consumer = new Consumer({
        ...common,
        clientId: 'talentflow',
        groupId: GROUP,
        deserializers: stringDeserializers,
      });
      return consumer.consume({
        topics: [topic],
        autocommit: false,
        mode: 'committed',
        fallbackMode: 'earliest',
      });
    },
    async close() {
      await consumer?.close(true);
      await producer.close();
    },
  };
}
