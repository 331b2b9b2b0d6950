/** One line of a deployment's log. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
}

/** The logs of what is deployed. */
export interface LogSource {
  /**
   * The newest lines of the deployment behind a target, oldest first, those before `since` (milliseconds since the
   * epoch) left out. Undefined when no deployment is known for the target. Throws PlatformError when it cannot be asked.
   */
  read(target: string, since: number | undefined): Promise<readonly LogLine[] | undefined>;
}

/** What a platform measures of a deployment. */
export type PlatformMeasure = 'cpu' | 'memory-gb' | 'error-rate' | 'p95-ms' | 'requests';

/** The numbers of what is deployed. */
export interface MetricSource {
  /**
   * One number over the last `periodMs`: CPU in cores and memory in GB as their newest value, error rate as a share of
   * all requests, p95 in milliseconds. Undefined without data. Throws PlatformError when it cannot be asked.
   */
  read(target: string, measure: PlatformMeasure, periodMs: number): Promise<number | undefined>;
}

/**
 * What a check may need that lives in another room (a platform's logs and numbers): the action joins them. Every member
 * is undefined when its token was not given; a check that needs it is then inconclusive and says which input is missing.
 */
export interface Services {
  logs?: LogSource;
  metrics?: MetricSource;
}
