import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { joinPlaces, placesOf, type SuitePlaces } from '../../src/checks/places.js';
import { type Suite, suiteSchema } from '../../src/checks/suite.js';
import { parseYaml } from '../../src/config/yaml.js';
import { InputError } from '../../src/errors/errors.js';
import type { Inputs } from './inputs.js';

/** The suite to run, with where it is written. */
export interface GatheredSuite {
  suite: Suite;
  places: SuitePlaces;
}

/**
 * Joins the suite of the file, the inline one and the plain check, in this order; places are told from `workspace`. Throws InputError when there is
 * nothing to check, when a file that was asked for is not there, or when nothing could tell the expected version.
 */
export async function gatherSuite(inputs: Inputs, workspace: string): Promise<GatheredSuite> {
  const fromFile = await readSuite(inputs, workspace);
  const parts = [fromFile, inlineSuite(inputs), plainSuite(inputs, fromFile?.suite)].filter(
    (part) => part !== undefined,
  );
  const suite = joined(parts.map((part) => part.suite));
  refuseNothing(suite, inputs);
  return { suite, places: joinPlaces(parts.map((part) => part.places)) };
}

/** Later parts win where both name the same target or variable. */
function joined(parts: readonly Suite[]): Suite {
  const whole = Object.assign({}, ...parts) as Suite;
  return {
    ...whole,
    targets: Object.assign({}, ...parts.map(({ targets }) => targets)),
    variables: Object.assign({}, ...parts.map(({ variables }) => variables)),
    version: parts.flatMap(({ version }) => version),
    checks: parts.flatMap(({ checks }) => checks),
  };
}

function refuseNothing(suite: Suite, inputs: Inputs): void {
  const { version, checks } = suite;
  const addresses = Object.values(suite.targets ?? {}).some(({ url }) => url !== undefined);
  if (Object.keys(inputs.targets).length === 0 && !addresses) {
    throw new InputError('Neither "url" nor "targets" is given, so there is nothing to check against.', {
      fix: 'Give "url" for one target, or "targets" with lines such as backend=https://api.example.com.',
    });
  }
  const proves = version.some((rule) => rule.expect !== undefined || inputs.expectVersion !== undefined);
  if (checks.length === 0 && !proves) {
    throw new InputError(
      `There is nothing to check: ${inputs.config} holds no check, and neither "checks" nor "path" is given.`,
      {
        fix: 'Write a suite to .github/smoke-test.yml (and check the repository out before this step), or give "path".',
      },
    );
  }
  if (inputs.expectVersion !== undefined && version.length === 0) {
    throw new InputError(
      `The input "expect-version" is "${inputs.expectVersion}", but no version rule says where a target tells its version.`,
      {
        fix: 'Add "version: [{ path: /version, json-path: $.version }]" to the suite, or leave "expect-version" out and accept that an old version may answer.',
      },
    );
  }
}

async function readSuite(inputs: Inputs, workspace: string): Promise<GatheredSuite | undefined> {
  const { config, configGiven, inline, plain } = inputs;
  try {
    const text = await readFile(config, 'utf8');
    const file = relative(workspace, config).replaceAll('\\', '/');
    return { suite: parseYaml(file, text, suiteSchema), places: placesOf(file, text) };
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

function inlineSuite({ inline }: Inputs): GatheredSuite | undefined {
  return inline && { suite: inline.suite, places: placesOf('the input "checks"', inline.text) };
}

function plainSuite({ plain, targets }: Inputs, file: Suite | undefined): GatheredSuite | undefined {
  if (!plain) return undefined;
  const status = /xx$/.test(plain.status) ? plain.status : Number(plain.status);
  const own = Object.entries(file?.targets ?? {}).flatMap(([name, { url }]) =>
    url === undefined ? [] : [name],
  );
  const names = [...new Set([...own, ...Object.keys(targets)])];
  const suite = suiteSchema.parse({
    checks: names.map((target) => ({
      name: `${plain.path} answers ${plain.status}`,
      target,
      path: plain.path,
      expect: { status },
    })),
  });
  return { suite, places: { checks: names.map(() => undefined), version: [], setting: () => undefined } };
}
