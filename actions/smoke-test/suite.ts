import { readFile } from 'node:fs/promises';
import { type Suite, suiteSchema } from '../../src/checks/suite.js';
import { parseYaml } from '../../src/config/yaml.js';
import { InputError } from '../../src/errors/errors.js';
import type { Inputs } from './inputs.js';

/**
 * Joins the suite of the file, the inline one and the plain check, in this order. Throws InputError when there is
 * nothing to check, when a file that was asked for is not there, or when nothing could tell the expected version.
 */
export async function gatherSuite(inputs: Inputs): Promise<Suite> {
  const parts = [await readSuite(inputs), inputs.inline, plainSuite(inputs)].filter(
    (part) => part !== undefined,
  );
  const suite: Suite = {
    version: parts.flatMap((part) => part.version),
    checks: parts.flatMap((part) => part.checks),
  };
  const nothing =
    suite.checks.length === 0 && (suite.version.length === 0 || inputs.expectVersion === undefined);
  if (nothing) {
    throw new InputError(
      `There is nothing to check: ${inputs.config} holds no check, and neither "checks" nor "path" is given.`,
      {
        fix: 'Write a suite to .github/smoke-test.yml (and check the repository out before this step), or give "path".',
      },
    );
  }
  if (inputs.expectVersion !== undefined && suite.version.length === 0) {
    throw new InputError(
      `The input "expect-version" is "${inputs.expectVersion}", but no version rule says where a target tells its version.`,
      {
        fix: 'Add "version: [{ path: /version, json-path: $.version }]" to the suite, or leave "expect-version" out and accept that an old version may answer.',
      },
    );
  }
  return suite;
}

async function readSuite({ config, configGiven, inline, plain }: Inputs): Promise<Suite | undefined> {
  try {
    return parseYaml(config, await readFile(config, 'utf8'), suiteSchema);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const optional = !configGiven && isMissing(cause);
    if (optional && (inline ?? plain) !== undefined) return undefined;
    throw new InputError(
      optional
        ? `There is nothing to check: ${config} is not there, and neither "checks" nor "path" is given.`
        : `The suite ${config} could not be read.`,
      {
        fix: 'Check the path in "config", and that the repository is checked out before this step (actions/checkout).',
        cause,
      },
    );
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function plainSuite({ plain, targets }: Inputs): Suite | undefined {
  if (!plain) return undefined;
  const status = /xx$/.test(plain.status) ? plain.status : Number(plain.status);
  const names = Object.keys(targets);
  return suiteSchema.parse({
    checks: names.map((target) => ({
      name: `${plain.path} answers ${plain.status}`,
      target,
      path: plain.path,
      expect: { status },
    })),
  });
}
