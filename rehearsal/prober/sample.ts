/** One request to one target and how it ended. */
export interface Sample {
  /** When it was sent, milliseconds since the epoch. */
  at: number;
  target: string;
  /** The HTTP status, or why there was none. */
  status: number | 'error' | 'timeout';
  /** The error's code (`ECONNREFUSED`) or message; only with status `error`. */
  error?: string;
  /** What the target said it runs, where the answer told. */
  version?: string;
  durationMs: number;
}

/** Whether a visitor would call this request lost: no answer, or one of 400 and above. */
export function failed(sample: Sample): boolean {
  return typeof sample.status !== 'number' || sample.status >= 400;
}

/** The samples of each target, in the order the targets first appear. */
export function byTarget(samples: Sample[]): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const group = groups.get(sample.target);
    if (group) group.push(sample);
    else groups.set(sample.target, [sample]);
  }
  return groups;
}
