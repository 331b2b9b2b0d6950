import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SuiteResult } from '../../../src/checks/suite.js';
import { InputError } from '../../../src/errors/errors.js';
import type { Shard } from '../../../src/release/shard.js';
import { junitOf } from './junit.js';
import { tapOf } from './tap.js';

/** Writes `junit.xml`, `results.tap` and `result.json`. The result holds no secret any more. Throws InputError when the folder cannot be written to. */
export async function writeReports(result: SuiteResult, directory: string, shard?: Shard): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await Promise.all([
      writeFile(join(directory, 'junit.xml'), junitOf(result)),
      writeFile(join(directory, 'results.tap'), tapOf(result)),
      writeFile(
        join(directory, 'result.json'),
        `${JSON.stringify(shard ? { shard, ...result } : result, null, 2)}\n`,
      ),
    ]);
  } catch (cause) {
    throw new InputError(`The reports could not be written to ${directory}: ${(cause as Error).message}.`, {
      fix: 'Give "report-directory" a folder that this job may write to.',
      cause,
    });
  }
}
