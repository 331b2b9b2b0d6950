/** A service of a job as it is asked for, evaluated. */
export interface ServiceRequest {
  image: string;
  env: Record<string, string>;
  /** The port of this machine it must listen on; any free one when absent. */
  port?: number;
  /** Aborted when the job is cancelled meanwhile. */
  signal: AbortSignal;
  say(line: string): void;
}

/** A service that is up. */
export interface RunningService {
  /** What it is, with its version. */
  name: string;
  /** The port of this machine it listens on. */
  port: number;
  close(): Promise<void>;
}

/** Gives jobs their services without containers; whoever runs workflows says which ones there are. */
export interface ServiceHost {
  /** The port that an image's program listens on in its container, or why there is no such program here. */
  judge(image: string): { port: number } | { refusal: string };
  /** Starts one. Throws Error with what to do when it cannot, also for a port that stays taken. */
  start(request: ServiceRequest): Promise<RunningService>;
}
