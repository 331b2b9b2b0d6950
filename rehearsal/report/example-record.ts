import type { Sample } from '../prober/index.js';
import type { Conclusion, JobResult } from '../runner/events.js';
import type { RehearsalRecord, RehearsedRelease } from './record.js';

const start = Date.UTC(2026, 10, 21, 9, 0, 0);
const second = 1_000;

/**
 * A record as a rehearsal of three releases leaves it, for the report's tests: v2 loses nothing, v3 breaks the API
 * for 4.2 s and is taken back. `log` is what v3's smoke test said.
 */
export function exampleRecord(log: string[]): RehearsalRecord {
  return {
    title: 'A broken release is taken back',
    scenario:
      'Three releases of the notes system go out while visitors use it. The third answers with errors.',
    startedAt: start,
    finishedAt: start + 96 * second,
    releases: [
      release('v1', 2, 24, []),
      release('v2', 30, 26, []),
      {
        ...release('v3', 62, 32, log),
        conclusion: 'failure',
        outcome: 'rolled back',
        reason: 'The smoke test failed: GET /notes answered 500.',
      },
    ],
    components: changes(),
    samples: [...samples('web'), ...samples('api')],
    versions: { aaaaaaa1: 'v1', bbbbbbb2: 'v2', ccccccc3: 'v3' },
    expectations: [
      { text: 'v2 goes out without a lost request', seen: '1,040 requests, none failed', met: true },
      { text: 'v3 is taken back by itself within 30 s', seen: 'rolled back after 4.2 s', met: true },
      { text: 'v2 serves again afterwards', seen: 'v2 on web and api', met: true },
    ],
    memoryPeakBytes: 412 * 1024 * 1024,
  };
}

function changes(): RehearsalRecord['components'] {
  return ['v1', 'v2', 'v3'].flatMap((name) => [
    {
      release: name,
      component: 'database',
      what: name === 'v2' ? '1 migration applied' : 'nothing to migrate',
      durationMs: 820,
    },
    {
      release: name,
      component: 'api',
      what: name === 'v3' ? 'deployed, rolled back' : 'deployed',
      durationMs: 9_400,
    },
    {
      release: name,
      component: 'web',
      what: name === 'v3' ? 'deployed, rolled back' : 'deployed',
      durationMs: 6_250,
    },
  ]);
}

const jobs: [name: string, from: number, to: number][] = [
  ['run-quality-gates', 0, 0.18],
  ['run-migrations', 0.18, 0.24],
  ['deploy-railway (api)', 0.24, 0.6],
  ['deploy-vercel (web)', 0.24, 0.5],
  ['smoke-test', 0.6, 0.72],
  ['auto-rollback', 0.72, 0.98],
];

function release(name: string, from: number, length: number, log: string[]): RehearsedRelease {
  const broken = log.length > 0;
  const startedAt = start + from * second;
  const at = (share: number) => startedAt + share * length * second;
  const results = jobs.map(([job, begin, end]): JobResult => {
    const conclusion: Conclusion = broken && job === 'smoke-test' ? 'failure' : 'success';
    const times = { startedAt: at(begin), finishedAt: at(end) };
    const step = { name: `Run ${job}`, outcome: conclusion, conclusion, ...times, outputs: {}, summary: '' };
    const said = conclusion === 'failure' ? log : ['done'];
    return {
      id: job,
      name: job,
      conclusion,
      ...times,
      outputs: {},
      steps: [{ ...step, log: said, annotations: [] }],
    };
  });
  const finishedAt = at(1);
  const conclusion: Conclusion = broken ? 'failure' : 'success';
  return {
    name,
    sha: { v1: 'aaaaaaa1', v2: 'bbbbbbb2', v3: 'ccccccc3' }[name] ?? name,
    run: { conclusion, startedAt, finishedAt, jobs: results },
    startedAt,
    finishedAt,
    conclusion,
    outcome: 'verified',
  };
}

/** Twenty requests a second from 16 s on; v3 breaks the API from 82 s to 86.2 s. */
function samples(target: string): Sample[] {
  const all: Sample[] = [];
  for (let index = 0; index < 80 * 20; index += 1) {
    const at = start + 16 * second + index * 50;
    const passed = (at - start) / second;
    const switched = target === 'api' ? 44 : 41;
    const version = passed < switched ? 'aaaaaaa1' : passed >= 82 && passed < 86.2 ? 'ccccccc3' : 'bbbbbbb2';
    // No chance here: the same record every time, with answer times that look like answer times.
    const noise = Math.abs(Math.sin(index * 12.9898) * 43758.5453) % 1;
    const durationMs = 2 + noise ** 6 * 60 + (target === 'api' ? 3 : 0) + (passed % 30 < 1 ? 80 * noise : 0);
    const lost = version === 'ccccccc3' && target === 'api';
    if (lost && index % 3 === 0) all.push({ at, target, status: 'error', error: 'ECONNRESET', durationMs });
    else all.push({ at, target, status: lost ? 500 : 200, version, durationMs });
  }
  return all;
}
