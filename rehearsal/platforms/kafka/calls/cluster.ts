import { codes } from '../codes.js';
import type { Topic } from '../topics.js';
import { Writer } from '../writer.js';
import { type Broker, type Call, nodeId } from './call.js';

/** What a topic may be called. */
const topicName = /^(?!\.{1,2}$)[\w.-]{1,249}$/;
const noId = '0'.repeat(32);
/** Operations somebody may do are not told: there is nobody to be refused. */
const operationsUntold = -0x8000_0000;
const groupKey = 0;

/** Metadata, version 12: the broker, and the topics that are asked for, by name or by id; all when none is named. */
export function metadata({ body }: Call, { host, port, topics }: Broker): Writer {
  const asked = body.nullableArray(() => ({ id: body.uuid(), name: body.nullableString() }));
  const found = asked
    ? asked.map(({ id, name }) => ({
        name,
        id,
        topic: name === null ? topics.byId(id) : topics.byName(name),
      }))
    : topics.all().map((topic) => ({ name: topic.name, id: topic.id, topic }));
  const answer = new Writer();
  answer
    .int32(0)
    .array([nodeId], (id) => answer.int32(id).string(host).int32(port).string(null))
    .string('rehearsal')
    .int32(nodeId)
    .array(found, ({ name, id, topic }) => {
      const missing = name === null ? codes.unknownTopicId : codes.unknownTopicOrPartition;
      answer.int16(topic ? codes.none : missing).string(topic?.name ?? name);
      answer.uuid(topic?.id ?? (name === null ? id : noId)).boolean(false);
      writePartitions(answer, topic);
      answer.int32(operationsUntold);
    });
  return answer.tags();
}

function writePartitions(answer: Writer, topic: Topic | undefined): void {
  answer.array([...(topic?.partitions.keys() ?? [])], (index) =>
    answer.int16(codes.none).int32(index).int32(nodeId).int32(0).int32s([nodeId]).int32s([nodeId]).int32s([]),
  );
}

/** FindCoordinator, version 4: this broker coordinates every group. There are no transactions. */
export function findCoordinator({ body }: Call, { host, port }: Broker): Writer {
  const isGroup = body.int8() === groupKey;
  const keys = body.strings();
  const answer = new Writer();
  answer.int32(0).array(keys, (key) => {
    answer.string(key).int32(nodeId).string(host).int32(port);
    answer.int16(isGroup ? codes.none : codes.invalidRequest);
    answer.string(isGroup ? null : "The rehearsal's Kafka has no transactions.");
  });
  return answer.tags();
}

interface Wish {
  name: string;
  partitions: number;
}

/** CreateTopics, version 7. Replication, assignments and settings are read over. */
export function createTopics({ body }: Call, { topics }: Broker): Writer {
  const wishes = body.array((): Wish => {
    const wish = { name: body.string(), partitions: body.int32() };
    body.int16();
    body.array(() => [body.int32(), body.int32s()]);
    body.array(() => [body.string(), body.nullableString()]);
    return { ...wish, partitions: wish.partitions === -1 ? 1 : wish.partitions };
  });
  body.int32();
  const onlyTry = body.boolean();
  const answer = new Writer();
  answer.int32(0).array(wishes, ({ name, partitions }) => {
    const code = faultOf({ name, partitions }, topics.byName(name));
    const made = code === codes.none && !onlyTry ? topics.create(name, partitions) : undefined;
    answer
      .string(name)
      .uuid(made?.id ?? noId)
      .int16(code)
      .string(null);
    answer.int32(code === codes.none ? partitions : -1).int16(code === codes.none ? 1 : -1);
    answer.array([], () => {});
  });
  return answer.tags();
}

function faultOf({ name, partitions }: Wish, there: Topic | undefined): number {
  if (!topicName.test(name)) return codes.invalidTopic;
  if (there) return codes.topicAlreadyExists;
  return partitions > 0 ? codes.none : codes.invalidPartitions;
}
