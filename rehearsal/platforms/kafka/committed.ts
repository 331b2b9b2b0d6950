/** How far a group has come in a partition. */
interface Committed {
  /** The next record to read. */
  offset: bigint;
  epoch: number;
  note: string | null;
}

/** What a group has committed, by topic and partition. */
export class CommittedOffsets {
  readonly #topics = new Map<string, Map<number, Committed>>();

  commit(topic: string, partition: number, committed: Committed): void {
    const partitions = this.#topics.get(topic) ?? new Map<number, Committed>();
    this.#topics.set(topic, partitions.set(partition, committed));
  }

  committed(topic: string, partition: number): Committed | undefined {
    return this.#topics.get(topic)?.get(partition);
  }

  /** All partitions something was committed of. */
  committedPartitions(): { name: string; partitions: number[] }[] {
    return [...this.#topics].map(([name, partitions]) => ({ name, partitions: [...partitions.keys()] }));
  }
}
