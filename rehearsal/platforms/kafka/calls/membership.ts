import { codes } from '../codes.js';
import { Writer } from '../writer.js';
import type { Broker, Call } from './call.js';

/** JoinGroup, version 9: answered once all members of the group have joined. */
export async function joinGroup({ body, client }: Call, { groups }: Broker): Promise<Writer> {
  const group = groups.get(body.string());
  const sessionMs = body.int32();
  const rebalanceMs = body.int32();
  const id = body.string();
  body.nullableString();
  const type = body.string();
  const protocols = body.array(() => ({ name: body.string(), metadata: Buffer.from(body.bytes()) }));
  const joined = await group.join({ id, client, sessionMs, rebalanceMs, protocols });
  const answer = new Writer();
  answer
    .int32(0)
    .int16(joined.code)
    .int32(joined.generation)
    .string(type)
    .string(joined.protocol)
    .string(joined.leader)
    .boolean(false)
    .string(joined.id)
    .array(joined.members, (member) => answer.string(member.id).string(null).bytes(member.metadata));
  return answer.tags();
}

/** SyncGroup, version 5: answered once the leader has told who gets which partitions. */
export async function syncGroup({ body }: Call, { groups }: Broker): Promise<Writer> {
  const group = groups.get(body.string());
  const generation = body.int32();
  const id = body.string();
  body.nullableString();
  const type = body.nullableString();
  const protocol = body.nullableString();
  const assignments = body.array(() => [body.string(), Buffer.from(body.bytes())] as const);
  const { code, assignment } = await group.sync(id, generation, new Map(assignments));
  return new Writer().int32(0).int16(code).string(type).string(protocol).bytes(assignment).tags();
}

/** Heartbeat, version 4: tells a member that it is to join again. */
export function heartbeat({ body }: Call, { groups }: Broker): Writer {
  const group = groups.get(body.string());
  const generation = body.int32();
  return new Writer().int32(0).int16(group.heartbeat(body.string(), generation)).tags();
}

/** LeaveGroup, version 5. */
export function leaveGroup({ body }: Call, { groups }: Broker): Writer {
  const group = groups.get(body.string());
  const members = body.array(() => {
    const member = { id: body.string(), instance: body.nullableString() };
    body.nullableString();
    return member;
  });
  const answer = new Writer();
  answer
    .int32(0)
    .int16(codes.none)
    .array(members, ({ id, instance }) => answer.string(id).string(instance).int16(group.leave(id)));
  return answer.tags();
}
