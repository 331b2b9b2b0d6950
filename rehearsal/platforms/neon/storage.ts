import type { LocalPostgres } from '../postgres/index.js';
import { type Gate, openGate } from './gate.js';
import type { Branch } from './model.js';

/** The data behind branches: a server for each, so that one can be branched while everybody is connected. */
export class SnapshotStorage {
  readonly #behind = new Map<Branch, { server: LocalPostgres; gate: Gate }>();
  readonly #root: LocalPostgres;

  constructor(root: LocalPostgres) {
    this.#root = root;
  }

  /** Puts the server that is there already behind the default branch. */
  async openRoot(branch: Branch): Promise<void> {
    await this.#open(branch, this.#root);
  }

  url(branch: Branch): string {
    const { server, gate } = this.#of(branch);
    const url = new URL(server.url);
    url.port = String(gate.port);
    url.pathname = `/${branch.database}`;
    return url.href;
  }

  /** Gives a new branch what its parent holds now. */
  async copy(parent: Branch, branch: Branch): Promise<void> {
    await this.#open(branch, await this.#of(parent).server.snapshot());
  }

  /** The branch holds what the source does, at the address it has; what it held goes on as `kept`, or away. */
  async replace(branch: Branch, source: Branch, kept: Branch | undefined): Promise<void> {
    const behind = this.#of(branch);
    const old = behind.server;
    behind.server = await this.#of(source).server.snapshot();
    behind.gate.point(portOf(behind.server));
    if (kept) await this.#open(kept, old);
    else await this.#end(old);
  }

  async remove(branch: Branch): Promise<void> {
    const { server, gate } = this.#of(branch);
    this.#behind.delete(branch);
    await gate.close();
    await this.#end(server);
  }

  async close(): Promise<void> {
    for (const branch of [...this.#behind.keys()]) await this.remove(branch);
  }

  #of(branch: Branch): { server: LocalPostgres; gate: Gate } {
    const found = this.#behind.get(branch);
    if (!found) throw new Error(`There is no data of the branch ${branch.name}.`);
    return found;
  }

  async #open(branch: Branch, server: LocalPostgres): Promise<void> {
    this.#behind.set(branch, { server, gate: await openGate(portOf(server)) });
  }

  /** Whoever started the first server ends it. */
  async #end(server: LocalPostgres): Promise<void> {
    if (server !== this.#root) await server.close();
  }
}

function portOf({ url }: LocalPostgres): number {
  return Number(new URL(url).port);
}
