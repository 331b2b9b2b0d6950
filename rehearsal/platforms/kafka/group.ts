import { randomUUID } from 'node:crypto';
import { codes } from './codes.js';
import { CommittedOffsets } from './committed.js';

/** Somebody who wants to be in a group, or to stay in it. */
export interface Joining {
  /** Empty the first time. */
  id: string;
  /** The client's name for itself. */
  client: string;
  /** How long it may be silent. */
  sessionMs: number;
  /** How long the others wait for it when all join anew. */
  rebalanceMs: number;
  /** Ways to share partitions out, the preferred one first, each with what the leader needs to know. */
  protocols: { name: string; metadata: Buffer }[];
}

/** What one who joins is told. */
interface Joined {
  code: number;
  id: string;
  generation: number;
  protocol: string | null;
  leader: string;
  /** All, for the leader; none for others. */
  members: { id: string; metadata: Buffer }[];
}

/** What a member is to read, in the clients' own words. */
interface Synced {
  code: number;
  assignment: Buffer;
}

interface Member extends Joining {
  assignment: Buffer;
  /** Answers its request to join; there while it waits. */
  joining?: ((joined: Joined) => void) | undefined;
  /** Answers its request for its assignment; there while it waits. */
  syncing?: ((synced: Synced) => void) | undefined;
  silence?: NodeJS.Timeout | undefined;
}

const nothing = Buffer.alloc(0);

/**
 * One consumer group by the classic protocol: members join, the leader among them shares the partitions out, and whenever
 * one comes or goes all join anew. Members are told so by the answer to their next heartbeat. Static membership
 * (group.instance.id) is not there.
 */
export class Group extends CommittedOffsets {
  #state: 'empty' | 'joining' | 'syncing' | 'stable' = 'empty';
  #generation = 0;
  #leader = '';
  #protocol: string | null = null;
  readonly #members = new Map<string, Member>();
  /** Names that were given out and have not joined yet. */
  readonly #given = new Set<string>();
  #patience: NodeJS.Timeout | undefined;

  /** Resolves once every member has joined, or those who have not were waited for long enough. */
  join(wish: Joining): Promise<Joined> | Joined {
    if (wish.id === '') {
      const id = `${wish.client}-${randomUUID()}`;
      this.#given.add(id);
      return refusal(codes.memberIdRequired, id);
    }
    const known = this.#members.get(wish.id);
    if (!known && !this.#given.delete(wish.id)) return refusal(codes.unknownMemberId, wish.id);
    const others = [...this.#members.values()].filter(({ id }) => id !== wish.id);
    if (commonProtocol([wish, ...others]) === undefined) {
      return refusal(codes.inconsistentGroupProtocol, wish.id);
    }
    // An earlier request of the same member has nobody any more who waits for it.
    known?.joining?.(refusal(codes.rebalanceInProgress, wish.id));
    const member: Member = Object.assign(known ?? { assignment: nothing }, wish);
    this.#members.set(member.id, member);
    clearTimeout(member.silence);
    return new Promise((resolve) => {
      member.joining = resolve;
      this.#beginJoining();
      this.#endJoining();
    });
  }

  /** Resolves once the leader, who brings the assignments, has called. */
  sync(id: string, generation: number, assignments: ReadonlyMap<string, Buffer>): Promise<Synced> | Synced {
    const member = this.#members.get(id);
    const code = this.#faultOf(member, generation);
    if (!member || code !== codes.none) return { code, assignment: nothing };
    if (this.#state === 'joining') return { code: codes.rebalanceInProgress, assignment: nothing };
    if (this.#state === 'stable') return { code, assignment: member.assignment };
    return new Promise((resolve) => {
      member.syncing = resolve;
      clearTimeout(member.silence);
      if (id === this.#leader) this.#share(assignments);
    });
  }

  /** The code to answer with: whether it is still a member, and whether it is to join anew. */
  heartbeat(id: string, generation: number): number {
    const member = this.#members.get(id);
    const code = this.#faultOf(member, generation);
    if (!member || code !== codes.none) return code;
    this.#listen(member);
    return this.#state === 'joining' ? codes.rebalanceInProgress : codes.none;
  }

  /** Takes a member out; the others join anew. */
  leave(id: string): number {
    const member = this.#members.get(id);
    if (!member) return this.#given.delete(id) ? codes.none : codes.unknownMemberId;
    this.#remove(member);
    this.#afterRemoval();
    return codes.none;
  }

  /** The code for a commit: members in their generation may, and anybody while the group is empty. */
  mayCommit(id: string, generation: number): number {
    if (generation < 0 && this.#state === 'empty') return codes.none;
    const code = this.#faultOf(this.#members.get(id), generation);
    return code === codes.none && this.#state === 'syncing' ? codes.rebalanceInProgress : code;
  }

  /** Stops its clocks. */
  close(): void {
    clearTimeout(this.#patience);
    for (const { silence } of this.#members.values()) clearTimeout(silence);
  }

  #faultOf(member: Member | undefined, generation: number): number {
    if (!member) return codes.unknownMemberId;
    return generation === this.#generation ? codes.none : codes.illegalGeneration;
  }

  #beginJoining(): void {
    if (this.#state === 'joining') return;
    this.#state = 'joining';
    for (const member of this.#members.values()) {
      answerSync(member, { code: codes.rebalanceInProgress, assignment: nothing });
      if (!member.joining) this.#listen(member);
    }
    const longest = Math.max(...[...this.#members.values()].map(({ rebalanceMs }) => rebalanceMs));
    this.#patience = setTimeout(() => {
      for (const member of [...this.#members.values()].filter(({ joining }) => !joining)) {
        this.#remove(member);
      }
      this.#afterRemoval();
    }, longest);
  }

  #endJoining(): void {
    const members = [...this.#members.values()];
    const [first] = members;
    if (this.#state !== 'joining' || !first || members.some(({ joining }) => !joining)) return;
    clearTimeout(this.#patience);
    this.#state = 'syncing';
    this.#generation += 1;
    if (!this.#members.has(this.#leader)) this.#leader = first.id;
    const protocol = commonProtocol(members) ?? null;
    this.#protocol = protocol;
    const all = members.map(({ id, protocols }) => ({
      id,
      metadata: protocols.find(({ name }) => name === protocol)?.metadata ?? nothing,
    }));
    for (const member of members) {
      const { id, joining } = member;
      delete member.joining;
      this.#listen(member);
      joining?.({
        code: codes.none,
        id,
        generation: this.#generation,
        protocol: this.#protocol,
        leader: this.#leader,
        members: id === this.#leader ? all : [],
      });
    }
  }

  #share(assignments: ReadonlyMap<string, Buffer>): void {
    this.#state = 'stable';
    for (const member of this.#members.values()) {
      member.assignment = assignments.get(member.id) ?? nothing;
      answerSync(member, { code: codes.none, assignment: member.assignment });
      this.#listen(member);
    }
  }

  /** Counts its silence from now on. */
  #listen(member: Member): void {
    clearTimeout(member.silence);
    member.silence = setTimeout(() => {
      this.#remove(member);
      this.#afterRemoval();
    }, member.sessionMs);
  }

  #remove(member: Member): void {
    clearTimeout(member.silence);
    this.#members.delete(member.id);
    member.joining?.(refusal(codes.unknownMemberId, member.id));
    answerSync(member, { code: codes.unknownMemberId, assignment: nothing });
  }

  #afterRemoval(): void {
    if (this.#members.size === 0) {
      clearTimeout(this.#patience);
      this.#state = 'empty';
      return;
    }
    this.#beginJoining();
    this.#endJoining();
  }
}

function answerSync(member: Member, synced: Synced): void {
  const { syncing } = member;
  delete member.syncing;
  syncing?.(synced);
}

/** The first protocol of the first that all know; undefined when there is none. */
function commonProtocol(members: readonly Joining[]): string | undefined {
  const [first, ...others] = members;
  return first?.protocols
    .map(({ name }) => name)
    .find((name) => others.every(({ protocols }) => protocols.some((one) => one.name === name)));
}

function refusal(code: number, id: string): Joined {
  return { code, id, generation: -1, protocol: null, leader: '', members: [] };
}
