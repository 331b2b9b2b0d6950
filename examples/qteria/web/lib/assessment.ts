/** An assessment as the API tells it. */
export interface Assessment {
  id: number;
  document: string;
  /** Whether all criteria are met; null until it is judged. */
  verdict: boolean | null;
  /** Codes of the criteria that are not met. */
  missing: string[];
}

/** What an auditor reads: the state in words, and how it is shown. */
export interface Shown {
  words: string;
  tone: 'good' | 'bad' | 'waiting';
}

/** The state of an assessment as it is shown. */
export function shown({ verdict, missing }: Assessment): Shown {
  if (verdict === null) return { words: 'Being judged …', tone: 'waiting' };
  if (verdict) return { words: 'Passed', tone: 'good' };
  return { words: `Failed: ${missing.join(', ')}`, tone: 'bad' };
}

/** Whether it is worth asking again soon. */
export function isWaiting(assessments: readonly Assessment[]): boolean {
  return assessments.some((one) => shown(one).tone === 'waiting');
}
