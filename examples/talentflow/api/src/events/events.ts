import { z } from 'zod';

const schema = z.object({ type: z.literal('job.published'), jobId: z.uuid() });

/** Something that happened and that the worker should know of. */
export type Event = z.infer<typeof schema>;

/** The topic (or list) that events go by. */
export const TOPIC = 'talentflow.jobs';
/** The worker's consumer group. */
export const GROUP = 'talentflow-worker';

/** Does what an event asks for. An event whose handling fails is handled again. */
export type Handler = (event: Event) => Promise<void>;

/** The way from the API to the worker. */
export interface Events {
  /** What carries it, for the log: "Kafka" or "Redis". */
  readonly carrier: string;
  /** Fails when it does not answer. */
  ping(): Promise<void>;
  publish(event: Event): Promise<void>;
  /** Begins to hand out events, one after the other, and resolves once it is connected. */
  consume(handle: Handler): Promise<void>;
  close(): Promise<void>;
}

/** The name under which Nest hands the events out. */
export const EVENTS = Symbol('events');

/** Reads an event as it travelled; undefined for what is none, as from a later version. */
export function parseEvent(text: string): Event | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
