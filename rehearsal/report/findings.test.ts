import { describe, expect, it } from '@jest/globals';
import type { Sample } from '../prober/index.js';
import { findingsOf } from './findings.js';
import type { RehearsalRecord, RehearsedRelease } from './record.js';

const run = { conclusion: 'success', startedAt: 0, finishedAt: 1_000, jobs: [] } as const;
const release = (name: string, startedAt: number): RehearsedRelease => ({
  name,
  sha: name,
  run: { ...run, jobs: [] },
  startedAt,
  finishedAt: startedAt + 1_000,
  conclusion: 'success',
  outcome: 'verified',
});

function record(samples: Sample[]): RehearsalRecord {
  const releases = [release('v1', 0), release('v2', 1_000)];
  const rest = {
    title: 't',
    scenario: 's',
    startedAt: 0,
    finishedAt: 2_000,
    components: [],
    expectations: [],
  };
  return { ...rest, releases, samples, versions: { v1: 'v1', v2: 'v2' } };
}

const sample = (at: number, status: Sample['status'], version?: string): Sample => ({
  at,
  target: 'backend',
  status,
  durationMs: 1,
  ...(version ? { version } : {}),
});

describe('what the traffic shows', () => {
  it('does not call lost what was asked before anything was ever live', () => {
    const data = record([sample(100, 'error'), sample(200, 404), sample(300, 200, 'v1')]);
    const [first] = data.releases;
    expect(first && findingsOf(first, data)).toEqual([
      { text: 'Rolling out v1: 1 request, none failed.', bad: false },
      { text: 'Nothing was live before it: 2 requests found nothing there yet.', bad: false },
      { text: 'It took the traffic on backend after 0.3 s.', bad: false },
    ]);
  });

  it('calls lost every request that fails once something was live', () => {
    const data = record([sample(300, 200, 'v1'), sample(1_100, 'error'), sample(1_200, 200, 'v2')]);
    const findings = data.releases[1] && findingsOf(data.releases[1], data);
    expect(findings?.[0]).toEqual({ text: 'Rolling out v2: 2 requests, 1 failed.', bad: true });
  });
});
