import { describe, expect, it } from '@jest/globals';
import { exampleRecord } from './example-record.js';
import { renderReport } from './index.js';

const svgElements = /<(?:svg|rect|line|path|title|circle|text|g)[ >]/g;

describe('the report', () => {
  const page = renderReport(exampleRecord(['GET /notes answered 500', '\u001b[31mexpected 200\u001b[0m']));

  it('says what visitors met in sentences that are counted, not claimed', () => {
    expect(page).toContain('Rolling out v2: 1,042 requests, none failed.');
    expect(page).toContain('v3 was out on api for 4.2 s: 84 of 84 requests failed.');
    expect(page).toContain('v3 was out on web for 4.2 s: 84 requests, none failed.');
    expect(page).toContain('It took the traffic on web after 11 s, on api after 14 s.');
    expect(page).toContain('✓ 3/3');
  });

  it('calls a rehearsal failed when one expectation is not met, and unproven when nothing was expected', () => {
    const record = exampleRecord([]);
    const [first, ...rest] = record.expectations;
    const unmet = [...rest, { text: 'x', seen: 'nothing', ...first, met: false }];
    const failing = renderReport({ ...record, expectations: unmet });
    expect(failing).toContain('✗ 2/3');
    expect(failing).toContain('✗ not met');
    expect(renderReport({ ...record, expectations: [] })).toContain('Nothing was expected');
  });

  it('names requests lost while a verified release went out, and those lost outside of any', () => {
    const record = exampleRecord([]);
    const lose = (from: number, to: number) =>
      record.samples.map((sample) => {
        const passed = sample.at - record.startedAt;
        return sample.target === 'web' && passed >= from && passed < to
          ? { ...sample, status: 'timeout' as const }
          : sample;
      });
    expect(renderReport({ ...record, samples: lose(40_000, 40_500) })).toContain(
      'web failed for 0.5 s: 10 of 10 requests failed.',
    );
    expect(renderReport({ ...record, samples: lose(58_000, 58_500) })).toContain(
      'While nothing was released:',
    );
  });

  it('shows the end of the failing step’s log as plain text', () => {
    expect(page).toContain('GET /notes answered 500\nexpected 200</code></pre>');
  });

  it('treats every text of the record as data', () => {
    const evil = '"><script>alert(1)</script>';
    const record = exampleRecord([evil]);
    const [release] = record.releases;
    const [job] = release?.run.jobs ?? [];
    if (!release || !job) throw new Error('The example has no job.');
    const hostile = renderReport({
      ...record,
      title: evil,
      scenario: evil,
      releases: [
        ...record.releases,
        {
          ...release,
          name: evil,
          sha: evil,
          outcome: evil,
          conclusion: evil,
          reason: evil,
          run: { ...release.run, jobs: [{ ...job, id: evil, name: evil }] },
        },
      ],
      components: [{ release: evil, component: evil, what: evil, durationMs: 1 }],
      samples: record.samples
        .slice(0, 30)
        .map((sample) => ({ ...sample, target: evil, version: evil, status: 'error', error: evil })),
      versions: { [evil]: evil },
      expectations: [{ text: evil, seen: evil, met: true }],
    });
    expect(hostile).not.toContain('<script');
    expect(hostile.split('&quot;&gt;&lt;script&gt;').length).toBeGreaterThan(20);
  });

  it('asks for nothing from outside and runs no script', () => {
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(page).not.toMatch(/<script|https?:\/\/|url\(|@import/);
  });

  it('stays small enough to open at once after an hour of flapping traffic', () => {
    const record = exampleRecord(['x']);
    const samples = Array.from({ length: 144_000 }, (_, index) => ({
      at: record.startedAt + index * 25,
      target: index % 2 === 0 ? 'web' : 'api',
      status: index % 7 === 0 ? 500 : 200,
      version: index % 3 === 0 ? 'aaaaaaa1' : 'bbbbbbb2',
      durationMs: 5,
    }));
    const flapping = renderReport({ ...record, finishedAt: record.startedAt + 3_600_000, samples });
    expect(flapping.match(svgElements)?.length).toBeLessThan(3_000);
    expect(flapping.length).toBeLessThan(400_000);
  });

  it('can be made of a rehearsal that broke off before anything happened', () => {
    const record = exampleRecord([]);
    const empty = {
      ...record,
      releases: [],
      components: [],
      samples: [],
      expectations: [],
      finishedAt: record.startedAt,
    };
    expect(renderReport(empty)).toContain('0 requests sent');
  });
});
