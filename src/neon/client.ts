import type { z } from 'zod';
import { z as zod } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { Http, HttpRequest, HttpResponse } from '../http/client.js';
import { retryDelayMs } from '../http/retry.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { waitUntil } from '../runtime/waiting.js';
import {
  branchChangeSchema,
  branchListSchema,
  connectionSchema,
  databaseListSchema,
  endpointChangeSchema,
  endpointListSchema,
  type NeonBranch,
  type NeonOperation,
  operationAnswerSchema,
} from './answers.js';
import { noDatabase, operationEnded, refused } from './messages.js';

/** Where and as whom to talk to Neon. */
export interface NeonAccess {
  http: Http;
  /** Without a slash at the end: `https://console.neon.tech/api/v2`. */
  apiUrl: string;
  apiKey: string;
  /** Project id, as in `green-forest-12345678`. */
  project: string;
  log: Logger;
  clock: Clock;
  signal: AbortSignal;
  /** How long operations may take, and how long a project may be busy with others, in milliseconds; 5 minutes when absent. */
  timeoutMs?: number;
}

/** A branch to make. */
export interface NewBranch {
  name: string;
  parentId: string;
  /** When Neon removes it by itself, in milliseconds since the epoch; null keeps it. */
  expiresAt: number | null;
  /** Whether it can be connected to; a branch that is only a state to come back to needs no compute. */
  compute: boolean;
}

const usualTimeoutMs = 300_000;
const pageSize = 100;
const changeTries = 4;

/**
 * Neon's API as far as this project uses it. Every method throws PlatformError when Neon refuses, cannot be asked or
 * answers something else than it should. Changes return when Neon's operations for them have ended.
 */
export class NeonClient {
  readonly access: NeonAccess;

  constructor(access: NeonAccess) {
    this.access = access;
  }

  /** Every branch of the project. */
  async branches(): Promise<NeonBranch[]> {
    const found: NeonBranch[] = [];
    for (let cursor: string | undefined; ; ) {
      const query = new URLSearchParams({ limit: String(pageSize), ...(cursor ? { cursor } : {}) });
      const page = await this.#read('list the branches', `/branches?${query}`, branchListSchema);
      found.push(...page.branches);
      const next = page.pagination?.next ?? page.pagination?.cursor;
      if (!next || next === cursor || page.branches.length < pageSize) return found;
      cursor = next;
    }
  }

  /** The branch of this name or id. */
  async findBranch(nameOrId: string): Promise<NeonBranch | undefined> {
    const all = await this.branches();
    return all.find((one) => one.id === nameOrId) ?? all.find((one) => one.name === nameOrId);
  }

  /** The branch a database host belongs to: `ep-….neon.tech`, with or without `-pooler`. */
  async branchOfHost(host: string): Promise<NeonBranch | undefined> {
    const { endpoints } = await this.#read('list the computes', '/endpoints', endpointListSchema);
    const id = host.split('.')[0]?.replace(/-pooler$/, '');
    const endpoint = endpoints.find((one) => one.host === host || one.id === id);
    return endpoint && (await this.findBranch(endpoint.branch_id));
  }

  /** Makes a branch. Names are unique in a project, so one that is asked for again is never made twice. */
  async createBranch(branch: NewBranch): Promise<NeonBranch> {
    const expires = branch.expiresAt === null ? {} : { expires_at: isoSeconds(branch.expiresAt) };
    const json = {
      branch: { name: branch.name, parent_id: branch.parentId, ...expires },
      ...(branch.compute ? { endpoints: [{ type: 'read_write' }] } : {}),
    };
    return this.#changeBranch('create the branch', '/branches', json, () => this.findBranch(branch.name));
  }

  /**
   * Brings a branch to the state another has now. `keepAs` names a branch that keeps the state it had, which Neon
   * demands of a branch with children; where that branch is there, the change has happened.
   */
  async restoreBranch(id: string, source: string, keepAs: string | null): Promise<NeonBranch> {
    const json = { source_branch_id: source, ...(keepAs === null ? {} : { preserve_under_name: keepAs }) };
    const happened = async () =>
      keepAs !== null && (await this.findBranch(keepAs)) ? this.findBranch(id) : undefined;
    return this.#changeBranch('restore the branch', `/branches/${id}/restore`, json, happened);
  }

  /**
   * Changes a branch once. When Neon's answer is lost, or Neon fails, it is looked up whether the change has happened;
   * only where it has not it is asked for again.
   */
  async #changeBranch(
    operation: string,
    path: string,
    json: unknown,
    happened: () => Promise<NeonBranch | undefined>,
  ): Promise<NeonBranch> {
    const { clock, log, signal } = this.access;
    for (let attempt = 1; ; attempt += 1) {
      const made = await this.#change(operation, 'POST', path, branchChangeSchema, json).catch(
        async (error: unknown) => {
          // "There already", asked for the second time, is the first one that came late.
          const late = attempt > 1 && error instanceof PlatformError && error.status === 409;
          if (!isAmbiguous(error) && !late) throw error;
          const branch = await happened();
          if (branch) return { branch, operations: [] };
          if (late || attempt >= changeTries) throw error;
          log.info(`Neon: ${operation} got no good answer and did not happen; asking again`);
          return undefined;
        },
      );
      if (made) {
        await this.#settled(made.operations, `Neon branch ${made.branch.name}`);
        return made.branch;
      }
      await clock.sleep(retryDelayMs(attempt, undefined, clock.now()), signal);
    }
  }

  /** Removes a branch with its computes; one that is gone already is fine. */
  async deleteBranch(id: string): Promise<void> {
    const answer = await this.#send('delete the branch', 'DELETE', `/branches/${id}`, undefined);
    if (answer.status === 404 || answer.status === 204) return;
    const { branch, operations } = this.#accept('delete the branch', answer, branchChangeSchema);
    await this.#settled(operations, `Neon branch ${branch.name}`);
  }

  /** The address of a database on a branch, direct and not by the pooler. It holds the password: mask it. */
  async connectionUri(branchId: string, database: string | null, role: string | null): Promise<string> {
    const endpoints = await this.#read(
      'list the computes',
      `/branches/${branchId}/endpoints`,
      endpointListSchema,
    );
    if (endpoints.endpoints.length === 0) {
      const json = { endpoint: { branch_id: branchId, type: 'read_write' } };
      const made = await this.#change('create the compute', 'POST', '/endpoints', endpointChangeSchema, json);
      await this.#settled(made.operations, `the compute of the Neon branch ${branchId}`);
    }
    const { databases } = await this.#read(
      'list the databases',
      `/branches/${branchId}/databases`,
      databaseListSchema,
    );
    const found = database === null ? databases[0] : databases.find((one) => one.name === database);
    if (!found)
      throw noDatabase(
        branchId,
        database,
        databases.map((one) => one.name),
      );
    const query = new URLSearchParams({
      branch_id: branchId,
      database_name: found.name,
      role_name: role ?? found.owner_name,
      pooled: 'false',
    });
    return (await this.#read('read the connection', `/connection_uri?${query}`, connectionSchema)).uri;
  }

  /** Waits for operations; `failed` is no end by Neon's own words, it may try again. */
  async #settled(operations: readonly NeonOperation[], subject: string): Promise<void> {
    const { clock, log, signal } = this.access;
    for (const { id, action } of operations) {
      let last = 'scheduling';
      const look = async () => {
        const { operation } = await this.#read(
          'read the operation',
          `/operations/${id}`,
          operationAnswerSchema,
        );
        last = operation.status;
        return ['finished', 'skipped', 'cancelled'].includes(last)
          ? { done: last }
          : { phase: `${action} ${last}` };
      };
      const timeoutMs = this.access.timeoutMs ?? usualTimeoutMs;
      const ended = await waitUntil(
        {
          subject,
          look,
          timeoutMs: () => timeoutMs,
          intervalMs: (_, elapsed) => (elapsed < 10_000 ? 500 : 2_000),
        },
        { clock, log, signal },
      );
      if ('value' in ended && ended.value !== 'cancelled') continue;
      throw operationEnded(subject, action, last);
    }
  }

  async #read<Schema extends z.ZodType>(
    operation: string,
    path: string,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    return this.#accept(operation, await this.#send(operation, 'GET', path, undefined), schema);
  }

  async #change<Schema extends z.ZodType>(
    operation: string,
    method: HttpRequest['method'],
    path: string,
    schema: Schema,
    json: unknown,
  ): Promise<z.output<Schema>> {
    return this.#accept(operation, await this.#send(operation, method, path, json), schema);
  }

  /** 423 says that the project is busy and that nothing was done: it is asked again until the deadline. */
  async #send(
    operation: string,
    method: HttpRequest['method'],
    path: string,
    json: unknown,
  ): Promise<HttpResponse> {
    const { http, apiUrl, apiKey, project, clock, signal, log, timeoutMs = usualTimeoutMs } = this.access;
    const began = clock.now();
    for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
      const answer = await http.request({
        operation: `Neon: ${operation}`,
        // What is deleted by its id twice is deleted once, so a lost answer is no reason to stop.
        kind: method === 'GET' || method === 'DELETE' ? 'read' : 'change',
        method,
        url: `${apiUrl}/projects/${encodeURIComponent(project)}${path}`,
        headers: { accept: 'application/json', authorization: `Bearer ${apiKey}` },
        ...(json === undefined ? {} : { json }),
      });
      if (answer.status !== 423 || clock.now() - began + wait > timeoutMs) return answer;
      log.info(`Neon is busy with another change of this project; asking again in ${wait} ms`);
      await clock.sleep(wait, signal);
    }
  }

  #accept<Schema extends z.ZodType>(
    operation: string,
    answer: HttpResponse,
    schema: Schema,
  ): z.output<Schema> {
    if (answer.status < 200 || answer.status > 299) throw refused(operation, answer, this.access.project);
    const parsed = schema.safeParse(answer.json());
    if (parsed.success) return parsed.data;
    throw new PlatformError(
      `Neon: ${operation} answered something unexpected: ${zod.prettifyError(parsed.error)}`,
      {
        code: 'unexpected-answer',
        status: answer.status,
        fix: 'The API may have changed; report it to this project.',
      },
    );
  }
}

function isAmbiguous(error: unknown): boolean {
  return error instanceof PlatformError && (error.ambiguous || (error.status ?? 0) >= 500);
}

/** Neon takes RFC 3339; it needs no milliseconds. */
function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
