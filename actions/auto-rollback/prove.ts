import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { runSuite } from '../../src/checks/run-suite.js';
import { type Suite, type SuiteResult, suiteSchema } from '../../src/checks/suite.js';
import { parseYaml } from '../../src/config/yaml.js';
import type { Deps, LiveComponents } from './deps.js';
import type { Inputs } from './inputs.js';

/**
 * Runs the smoke suite against what is live after a rollback, as far as it speaks of components of this release.
 * Undefined when there is no suite at `config`. Throws InputError when the suite cannot be read.
 */
export async function proveLive(
  inputs: Inputs,
  live: LiveComponents,
  deps: Pick<Deps, 'clock' | 'log' | 'signal'>,
): Promise<SuiteResult | undefined> {
  if (!existsSync(inputs.config)) return undefined;
  const whole = parseYaml(inputs.config, await readFile(inputs.config, 'utf8'), suiteSchema);
  const suite = suiteFor(whole, live);
  const addresses = Object.entries(live.urls).map(([name, url]) => `${name} ${url}`);
  deps.log.info(`Proving what is live now: ${addresses.join(', ')}`);
  const left = whole.checks.length - suite.checks.length;
  if (left > 0) deps.log.info(`${left} checks are left out: they are of components this run did not ship.`);
  return runSuite(
    {
      suite,
      targets: live.urls,
      vercelTargets: live.onVercel,
      versionTimeoutMs: inputs.proofTimeoutMs,
      ...(live.commit === undefined ? {} : { expectVersion: live.commit }),
    },
    {
      ...deps,
      ...(inputs.protectionBypass === undefined ? {} : { bypass: { secret: inputs.protectionBypass } }),
    },
  );
}

/** A release that failed half way has no frontend yet: what the suite says of it is no reason to stop. */
function suiteFor(suite: Suite, { urls, atCommit }: LiveComponents): Suite {
  const names = Object.keys(urls);
  const targetOf = (wanted: string | undefined) =>
    names.find((name) => name === wanted || (wanted === undefined && names.length === 1));
  return {
    ...suite,
    version: suite.version.filter(({ target }) => atCommit.includes(targetOf(target) ?? '')),
    checks: suite.checks.filter(({ target }) => targetOf(target) !== undefined),
  };
}
