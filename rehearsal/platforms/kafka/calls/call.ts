import type { Groups } from '../groups.js';
import type { Reader } from '../reader.js';
import type { Topics } from '../topics.js';
import type { Writer } from '../writer.js';

/** What all calls work on. */
export interface Broker {
  host: string;
  port: number;
  topics: Topics;
  groups: Groups;
}

/** The one broker's number. */
export const nodeId = 1;

/** One request. */
export interface Call {
  /** Behind its head. */
  body: Reader;
  /** The client's own name for itself. */
  client: string;
  /** Aborted when the connection is gone. */
  signal: AbortSignal;
}

/** Answers a request; undefined when the client wants no answer. */
export type Handler = (call: Call, broker: Broker) => Writer | undefined | Promise<Writer | undefined>;
