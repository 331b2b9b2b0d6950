import { open, readFile, stat } from 'node:fs/promises';
import { InputError } from '../../errors/errors.js';
import { formatSize } from '../../runtime/duration.js';
import { readCoveragePy } from './coverage-py.js';
import { readIstanbul, readIstanbulSummary } from './istanbul.js';
import { readLcov } from './lcov.js';
import type { Coverage } from './model.js';
import { readClover, readCobertura } from './xml-coverage.js';

/** JSON has to be in memory whole; the other formats are streamed and have no limit. */
const largestJson = 256_000_000;

/**
 * Reads a coverage report in any of six formats, told apart by what is in it and not by its name. Throws InputError when
 * the file is not there, is none of them, is cut off, or names no file at all.
 */
export async function readCoverage(path: string): Promise<Coverage> {
  const start = await firstBytes(path);
  const coverage = start.startsWith('{')
    ? await readJson(path)
    : start.startsWith('<')
      ? await readXmlReport(path, start)
      : await readLcov(path);
  if (coverage.files.length > 0) return coverage;
  throw new InputError(`${path} holds no coverage of any file.`, {
    fix: 'Check that the tests ran with coverage switched on, and that this is the report they wrote: lcov, Istanbul JSON, Cobertura, Clover or coverage.py JSON.',
  });
}

async function firstBytes(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
      return buffer
        .toString('utf8', 0, bytesRead)
        .replace(/^\uFEFF/, '')
        .trimStart();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new InputError(`The coverage report ${path} could not be read.`, {
      fix: 'Check the path, and that the gate that writes it ran before (name it in "needs").',
      cause,
    });
  }
}

async function readJson(path: string): Promise<Coverage> {
  const { size } = await stat(path);
  if (size > largestJson) {
    throw new InputError(
      `The coverage report ${path} is ${formatSize(size)} of JSON, which is too much to read.`,
      {
        fix: 'Let the tests write lcov instead; it is read as a stream.',
      },
    );
  }
  const json = parse(await readFile(path, 'utf8'), path);
  const coverage = readCoveragePy(json) ?? readIstanbulSummary(json) ?? readIstanbul(json);
  if (coverage) return coverage;
  throw new InputError(`${path} is JSON, but no coverage report of a kind that is known.`, {
    fix: "Give coverage-summary.json or coverage-final.json of Istanbul (jest, vitest, nyc), or coverage.py's `coverage json`.",
  });
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new InputError(`The coverage report ${path} is not valid JSON: ${(cause as Error).message}.`, {
      fix: 'Check that the step that writes it ended; a killed test runner leaves half a file.',
      cause,
    });
  }
}

function readXmlReport(path: string, start: string): Promise<Coverage> {
  // Clover's root has a generated time or a clover version; Cobertura's has rates.
  const clover = /<coverage[^>]*\b(clover|generated)=/.test(start) && !/line-rate=/.test(start);
  return clover ? readClover(path) : readCobertura(path);
}
