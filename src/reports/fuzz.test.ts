import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../errors/errors.js';
import { readCoverage } from './coverage/read.js';
import { readJUnit } from './junit.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const junit = `<?xml version="1.0"?>
<testsuites><testsuite name="a" file="a.test.ts"><testcase classname="a" name="adds" time="0.1"/>
<testcase classname="a" name="fails"><failure message="no &amp; no"><![CDATA[at a.ts:1]]></failure></testcase>
<testcase name="later"><skipped/></testcase></testsuite></testsuites>`;
const cobertura = `<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5"><sources><source>/w</source></sources><packages><package><classes>
<class filename="src/a.ts"><methods/><lines><line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/>
<line number="2" hits="0"/></lines></class></classes></package></packages></coverage>`;
const clover = `<?xml version="1.0"?><coverage generated="1" clover="3"><project><file path="/w/src/a.ts">
<metrics statements="2" coveredstatements="1"/><line num="1" type="stmt" count="1"/></file></project></coverage>`;
const lcov = 'TN:\nSF:src/a.ts\nFNF:1\nFNH:1\nDA:1,1\nDA:2,0,hash\nLF:2\nLH:1\nend_of_record\n';
const final = JSON.stringify({
  'a.ts': { path: 'a.ts', statementMap: { 0: { start: { line: 1 } } }, s: { 0: 1 }, f: {}, b: {} },
});

/** A report with some of its characters taken out, doubled or replaced, or cut off: what a killed runner leaves, or worse. */
const damaged = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 8 })), {
      maxLength: 4,
    })
    .chain((edits) => fc.tuple(fc.constant(edits), fc.nat(text.length), fc.boolean()))
    .map(([edits, end, cut]) => {
      const edited = edits.reduce(
        (now, [at, gone, put]) => now.slice(0, at) + put + now.slice(at + gone),
        text,
      );
      return cut ? edited.slice(0, end) : edited;
    });

/** The answer, or undefined for the error that tells people what is wrong; anything else is a fault of ours. */
async function orRefused<Value>(read: Promise<Value>): Promise<Value | undefined> {
  return read.catch((error: unknown) => {
    if (error instanceof InputError) return undefined;
    throw error;
  });
}

describe('a damaged report', () => {
  for (const [name, text] of Object.entries({ cobertura, clover, lcov, final })) {
    it(`of coverage (${name}) is read or refused with what is wrong, never a crash or more covered than there is`, async () => {
      await fc.assert(
        fc.asyncProperty(damaged(text), async (content) => {
          const path = join(folder, name);
          writeFileSync(path, content);
          const coverage = await orRefused(readCoverage(path));
          for (const { counts } of coverage?.files ?? []) {
            expect(counts.lines.covered).toBeLessThanOrEqual(counts.lines.total);
          }
        }),
        { numRuns: 150 },
      );
    });
  }

  it('of tests is read or refused with what is wrong, and its numbers add up', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(junit), async (content) => {
        const path = join(folder, 'junit.xml');
        writeFileSync(path, content);
        const report = await orRefused(readJUnit(path));
        const sum = Object.values(report?.counts ?? {}).reduce((all, one) => all + one, 0);
        expect(sum).toBe(report?.total ?? 0);
        expect(Number.isFinite(report?.durationMs ?? 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('that names entities of its own does not grow to gigabytes', async () => {
    const levels = Array.from({ length: 9 }, (_, index) => {
      const inside = index === 0 ? 'lol' : `&l${index - 1};`.repeat(10);
      return `<!ENTITY l${index} "${inside}">`;
    });
    const path = join(folder, 'bomb.xml');
    writeFileSync(
      path,
      `<!DOCTYPE testsuites [${levels.join('')}]><testsuites><testcase name="&l8;"/></testsuites>`,
    );
    await expect(readJUnit(path)).rejects.toThrow(InputError);
  });
});

describe('a report of tests that printed very much', () => {
  const long = (line: string) => line.repeat(Math.ceil(4_000_000 / line.length));
  for (const [how, open, close, line] of [
    ['as CDATA', '<![CDATA[', ']]>', `${'x'.repeat(98)}]\n`],
    ['as text', '', '', `a => b &amp;&amp; &#233; ${'y'.repeat(60)}\n`],
  ] as const) {
    it(`is read whole, ${how}, and the tests behind it too`, async () => {
      const path = join(folder, 'long.xml');
      const output = `<system-out>${open}${long(line)}${close}</system-out>`;
      writeFileSync(
        path,
        `<testsuite><testcase name="a">${output}</testcase><testcase name="b"><failure message="no">at b</failure></testcase></testsuite>`,
      );
      const report = await readJUnit(path);
      expect(report.counts).toMatchObject({ passed: 1, failed: 1 });
      expect(report.problems[0]?.message).toBe('no\nat b');
    });
  }
});
