import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import ignore from 'ignore';
import { z } from 'zod';
import { builtInGate, type Finding } from './built-in-gate.js';

const options = z.strictObject({
  ignore: z
    .array(z.string())
    .default(['*.test.*', '*.spec.*', 'tests/', 'test/', '__tests__/', 'scripts/', 'e2e/', '*.md'])
    .describe('Patterns as in a .gitignore of files that are not read.'),
  allow: z
    .array(z.enum(['console', 'debugger', 'print', 'breakpoint', 'only', 'blocker']))
    .default([])
    .describe('Kinds that are fine in this project.'),
});

/** What is left behind, by the files it can be in. A comment is no statement. */
const kinds: readonly { kind: string; files: RegExp; pattern: RegExp; say: string }[] = [
  {
    kind: 'debugger',
    files: /\.[cm]?[jt]sx?$|\.vue$|\.svelte$/,
    pattern: /^\s*debugger\s*;?\s*$/,
    say: 'a debugger statement',
  },
  {
    kind: 'console',
    files: /\.[cm]?[jt]sx?$|\.vue$|\.svelte$/,
    pattern: /\bconsole\.(log|debug|dir|trace)\s*\(/,
    say: 'a console call',
  },
  {
    kind: 'only',
    files: /\.(test|spec)\.[cm]?[jt]sx?$/,
    pattern: /\b(describe|it|test)\.only\s*\(/,
    say: 'a test with .only, which silences all others',
  },
  { kind: 'print', files: /\.py$/, pattern: /^\s*print\s*\(/, say: 'a print call' },
  {
    kind: 'breakpoint',
    files: /\.py$/,
    pattern: /\bbreakpoint\s*\(\)|\bpdb\.set_trace\s*\(/,
    say: 'a breakpoint',
  },
  {
    kind: 'blocker',
    files: /./,
    pattern: /\b(TODO|FIXME|XXX)\b[^\n]{0,20}\bBLOCKER\b|\bBLOCKER\b[^\n]{0,20}\b(TODO|FIXME|XXX)\b/,
    say: 'a note marked BLOCKER',
  },
];
const comment = /^\s*(\/\/|#|\*|\/\*)/;
const longestLine = 2_000;

/** `debug-code`: changed lines that were not meant to stay. Only changed lines: what was there before is not this change's. */
export const debugCodeGate = builtInGate({
  name: 'debug-code',
  options,
  async run(options, context) {
    const changes = await context.changes();
    if (!changes.known)
      return { result: 'warned', reason: `the changed lines are unknown: ${changes.reason}`, findings: [] };
    const ignored = ignore().add(options.ignore);
    const findings: Finding[] = [];
    for (const { path, added } of changes.files) {
      const file = join(context.workspace, path);
      if (added.size === 0 || !existsSync(file)) continue;
      // A forgotten .only stands in a test, which is ignored for everything else.
      const wanted = kinds.filter(
        ({ kind, files }) =>
          files.test(path) &&
          !(options.allow as string[]).includes(kind) &&
          (kind === 'only' || !ignored.ignores(path)),
      );
      if (wanted.length > 0) findings.push(...(await readFile(file, path, added, wanted)));
    }
    const count = findings.length;
    return {
      result: count > 0 ? 'failed' : 'passed',
      reason:
        count > 0
          ? `${count} changed line(s) hold what was not meant to stay`
          : `${changes.files.length} changed file(s) hold nothing that was not meant to stay`,
      findings,
    };
  },
});

async function readFile(
  file: string,
  path: string,
  added: ReadonlySet<number>,
  wanted: typeof kinds,
): Promise<Finding[]> {
  const found: Finding[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    number += 1;
    if (!added.has(number) || line.length > longestLine) continue;
    for (const { kind, pattern, say } of wanted) {
      if (kind !== 'blocker' && comment.test(line)) continue;
      if (!pattern.test(line)) continue;
      const message = `This line holds ${say}.`;
      found.push({ severity: 'error', rule: `debug-code/${kind}`, message, file: path, line: number });
    }
  }
  return found;
}
