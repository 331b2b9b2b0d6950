import { describe, expect, it } from '@jest/globals';
import type { RunnerEvent } from '../runner/events.js';
import { createLiveTree, cut, formatDuration, printable, renderTable, textWidth } from './index.js';

function collect() {
  const writes: string[] = [];
  return { writes, write: (text: string) => writes.push(text) };
}

/** A terminal's screen, as far as the tree uses one. */
function screenOf(text: string): string[] {
  const rows: string[] = [''];
  let row = 0;
  for (const [token] of text.matchAll(/\u001b\[\??(\d*)[A-Za-z]|\n|[^\u001b\n]+/g)) {
    const count = Number(/\d+/.exec(token)?.[0] ?? 1);
    if (token === '\n') row += 1;
    else if (token.endsWith('A') && token.startsWith('\u001b')) row -= count;
    else if (token === '\u001b[2K') rows[row] = '';
    else if (token === '\u001b[J') rows.splice(row);
    else if (!token.startsWith('\u001b')) rows[row] = (rows[row] ?? '') + token;
    rows[row] ??= '';
  }
  return rows;
}

const job = 'deploy-backend';
const started: RunnerEvent[] = [
  {
    type: 'run-started',
    at: 1_000,
    workflow: 'Release',
    jobs: [
      { id: job, name: job, needs: [] },
      { id: 'smoke', name: 'Smoke test', needs: [job] },
    ],
  },
  { type: 'job-started', at: 1_000, job, name: job },
  { type: 'step-started', at: 1_000, job, step: 1, name: 'Check out' },
  { type: 'step-finished', at: 1_400, job, step: 1, name: 'Check out', conclusion: 'success' },
  { type: 'step-started', at: 1_400, job, step: 2, name: 'Deploy' },
];
const failing: RunnerEvent[] = [
  ...Array.from(
    { length: 60 },
    (_, index): RunnerEvent => ({ type: 'log', at: 1_500, job, step: 2, line: `line ${index}` }),
  ),
  { type: 'log', at: 1_500, job, step: 2, line: '\u001b[31m\u001b[5A\u001b[2Kred\r' },
  { type: 'step-finished', at: 4_600, job, step: 2, name: 'Deploy', conclusion: 'failure' },
  { type: 'job-finished', at: 4_700, job, name: job, conclusion: 'failure' },
  { type: 'job-finished', at: 4_700, job: 'smoke', name: 'Smoke test', conclusion: 'skipped' },
  { type: 'run-finished', at: 4_700, conclusion: 'failure' },
];

describe('without a terminal', () => {
  it('prints a line for each step and job, and beneath a failing step its last 40 log lines, made harmless', () => {
    const stream = collect();
    const tree = createLiveTree(stream, { interactive: false, columns: 40 });
    tree.title('v3 breaks');
    for (const event of [...started, ...failing]) tree.onEvent(event);
    tree.finish();
    const lines = stream.writes.join('').split('\n');
    expect(lines.slice(0, 5)).toEqual([
      '',
      '== v3 breaks',
      '✓ deploy-backend / Check out (0.4 s)',
      '✗ deploy-backend / Deploy (3.2 s)',
      '    │ line 21',
    ]);
    expect(lines.slice(-6)).toEqual([
      '    │ line 59',
      '    │ red',
      '✗ deploy-backend (3.7 s)',
      '– Smoke test (skipped)',
      '✗ Release (3.7 s)',
      '',
    ]);
  });
});

describe('on a terminal', () => {
  const options = { interactive: true, columns: 40, color: false, now: () => 3_000 };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 130));

  it('shows what runs now with its time, and draws a burst of events once', async () => {
    const stream = collect();
    const tree = createLiveTree(stream, options);
    for (const event of [...started, ...failing.slice(0, 60)]) tree.onEvent(event);
    await settle();
    expect(stream.writes).toHaveLength(1);
    expect(screenOf(stream.writes.join(''))).toEqual([
      '⠙ Release (2.0 s)',
      '  ⠙ deploy-backend (2.0 s)',
      '    ✓ Check out (0.4 s)',
      '    ⠙ Deploy (1.6 s)',
      '  · Smoke test',
      '',
    ]);
    tree.finish();
  });

  it('rewrites only what changed and leaves the whole story when the run ends', async () => {
    const stream = collect();
    const tree = createLiveTree(stream, options);
    for (const event of started) tree.onEvent(event);
    await settle();
    for (const event of failing) tree.onEvent(event);
    expect(stream.writes).toHaveLength(2);
    const screen = screenOf(stream.writes.join(''));
    expect(screen.slice(0, 4)).toEqual([
      '✗ Release (3.7 s)',
      '  ✗ deploy-backend (3.7 s)',
      '    ✗ Deploy (3.2 s)',
      '      │ line 21',
    ]);
    expect(screen.slice(-4)).toEqual(['      │ line 59', '      │ red', '  – Smoke test (skipped)', '']);
    const before = stream.writes.length;
    tree.finish();
    await settle();
    expect(stream.writes).toHaveLength(before);
  });

  it('does not touch unchanged lines', async () => {
    const stream = collect();
    const tree = createLiveTree(stream, options);
    for (const event of started) tree.onEvent(event);
    await settle();
    await settle();
    tree.finish();
    expect(stream.writes.length).toBeGreaterThan(1);
    expect(stream.writes.slice(1).join('')).not.toContain('Check out');
  });

  it('never grows beyond the window nor wraps a long line', async () => {
    const stream = collect();
    const tree = createLiveTree(stream, { ...options, columns: 20, rows: 4 });
    for (const event of started) tree.onEvent(event);
    await settle();
    expect(screenOf(stream.writes.join(''))).toEqual([
      '… 3 lines above',
      '    ⠙ Deploy (1.6 …',
      '  · Smoke test',
      '',
    ]);
    tree.finish();
  });
});

describe('text', () => {
  it('aligns a table by what a terminal shows, not by string length', () => {
    const rows = [
      ['component', 'took', 'what'],
      ['網站', '3.2 s', 'deployed'],
      ['api 🚀', '12 s', ''],
    ];
    expect(renderTable(rows)).toBe(
      [
        'component   took  what',
        '─────────  ─────  ────────',
        '網站       3.2 s  deployed',
        'api 🚀      12 s',
      ].join('\n'),
    );
    expect(renderTable([])).toBe('');
  });

  it('measures and cuts wide and combining characters', () => {
    expect(textWidth('e\u0301👩‍👩‍👧')).toBe(3);
    expect(cut('網站網站', 5)).toBe('網站…');
    expect(printable('\u001b]0;title\u0007a\u0008\tb')).toBe('a  b');
  });

  it('writes times for people', () => {
    expect([0, 949, 9_949, 9_951, 59_600, 125_000].map(formatDuration)).toEqual([
      '0.0 s',
      '0.9 s',
      '9.9 s',
      '10 s',
      '1 min 00 s',
      '2 min 05 s',
    ]);
  });
});
