import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { runSuite } from '../../src/checks/run-suite.js';
import { type SuiteResult, suiteSchema } from '../../src/checks/suite.js';
import { parseYaml } from '../../src/config/yaml.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';

/**
 * Runs the smoke suite against what is live after a rollback, expecting the commit it went back to where that is known.
 * Undefined when there is no suite at `config`. Throws InputError when the suite cannot be read.
 */
export async function proveLive(
  inputs: Inputs,
  urls: Record<string, string>,
  commit: string | undefined,
  deps: Pick<Deps, 'clock' | 'log' | 'signal'>,
): Promise<SuiteResult | undefined> {
  if (!existsSync(inputs.config)) return undefined;
  const suite = parseYaml(inputs.config, await readFile(inputs.config, 'utf8'), suiteSchema);
  deps.log.info(
    `Proving what is live now: ${Object.entries(urls)
      .map(([name, url]) => `${name} ${url}`)
      .join(', ')}`,
  );
  return runSuite(
    {
      suite,
      targets: urls,
      versionTimeoutMs: inputs.proofTimeoutMs,
      ...(commit === undefined ? {} : { expectVersion: commit }),
    },
    deps,
  );
}
