import { afterEach, describe, expect, it } from '@jest/globals';
import { codes } from './codes.js';
import { Group, type Joining } from './group.js';

let group = new Group();
afterEach(() => {
  group.close();
  group = new Group();
});

function wish(id: string, fields: Partial<Joining> = {}): Joining {
  const protocols = [{ name: 'range', metadata: Buffer.from(id) }];
  return { id, client: 'worker', sessionMs: 30_000, rebalanceMs: 30_000, protocols, ...fields };
}

/** A member by the name it was given. */
async function newcomer(fields: Partial<Joining> = {}): Promise<string> {
  const { id, code } = await group.join(wish('', fields));
  expect(code).toBe(codes.memberIdRequired);
  return id;
}

describe('a consumer group', () => {
  it('lets nobody in by a name it did not give, nor with another way to share', async () => {
    expect(await group.join(wish('me'))).toMatchObject({ code: codes.unknownMemberId });
    const first = await newcomer();
    expect(await group.join(wish(first))).toMatchObject({ code: codes.none, generation: 1, leader: first });
    const second = wish(await newcomer(), { protocols: [{ name: 'sticky', metadata: Buffer.alloc(0) }] });
    expect(await group.join(second)).toMatchObject({ code: codes.inconsistentGroupProtocol });
    expect(group.heartbeat(first, 1)).toBe(codes.none);
  });

  it('tells the members to join anew when one comes, and gives each what the leader says', async () => {
    const first = await newcomer();
    await group.join(wish(first));
    await group.sync(first, 1, new Map([[first, Buffer.from('all')]]));
    const second = await newcomer();
    const joined = group.join(wish(second));
    expect(group.heartbeat(first, 1)).toBe(codes.rebalanceInProgress);
    expect((await group.join(wish(first))).members.map(({ id }) => id)).toEqual([first, second]);
    expect(await joined).toMatchObject({ generation: 2, leader: first, members: [] });
    const waiting = group.sync(second, 2, new Map());
    await group.sync(first, 2, new Map([[second, Buffer.from('half')]]));
    expect(String((await waiting).assignment)).toBe('half');
  });

  it('refuses the commit of one who is not in the generation any more', async () => {
    const first = await newcomer();
    await group.join(wish(first));
    await group.sync(first, 1, new Map());
    expect(group.mayCommit(first, 1)).toBe(codes.none);
    expect(group.mayCommit(first, 0)).toBe(codes.illegalGeneration);
    expect(group.mayCommit('', -1)).toBe(codes.unknownMemberId);
    expect(group.leave(first)).toBe(codes.none);
    expect(group.mayCommit(first, 1)).toBe(codes.unknownMemberId);
    expect(group.mayCommit('', -1)).toBe(codes.none);
  });

  it('goes on without one that is silent, and without one that does not join anew', async () => {
    const first = await newcomer();
    await group.join(wish(first, { sessionMs: 20 }));
    const second = await newcomer();
    const joined = await group.join(wish(second, { rebalanceMs: 20 }));
    expect(joined).toMatchObject({ generation: 2, leader: second, members: [{ id: second }] });
    const third = await newcomer();
    expect(await group.join(wish(third, { rebalanceMs: 20 }))).toMatchObject({
      generation: 3,
      leader: third,
    });
  }, 20_000);
});
