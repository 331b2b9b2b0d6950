import type { InputReader } from '../../src/action/inputs.js';
import { InputError } from '../../src/errors/errors.js';
import { badInput } from '../../src/errors/messages.js';

export interface Inputs {
  token: string;
  apiUrl: string;
  /** Name or id; undefined when the token says it. */
  project: string | undefined;
  environment: string | undefined;
  /** Name or id. */
  service: string;
  /** The component's name in the release record; undefined for the service's own name. */
  name: string | undefined;
  /** Absolute path. */
  workingDirectory: string;
  /** Variable of the service that is set to the commit; undefined when it is turned off. */
  versionVariable: string | undefined;
  /** Merged into the service's variables. Values may be secrets. */
  variables: Readonly<Record<string, string>>;
  queueTimeoutMs: number;
  buildTimeoutMs: number;
  healthTimeoutMs: number;
  /** Undefined for the default, which depends on whether the service has a health check. */
  settleTimeMs: number | undefined;
  onSkipped: 'success' | 'fail';
}

/** Reads and checks all inputs. Throws InputError; a bad line of `variables` is named by its number, never quoted. */
export function parseInputs(read: InputReader): Inputs {
  return {
    token: read.requiredSecret('railway-token'),
    apiUrl: read.url('railway-api-url', 'https://backboard.railway.com'),
    project: read.string('railway-project'),
    environment: read.string('railway-environment'),
    service: read.required('service'),
    name: read.string('name'),
    workingDirectory: read.path('working-directory', '.'),
    versionVariable: versionVariable(read.string('version-variable') ?? 'DEPLOY_SHA'),
    variables: parseVariables(read.list('variables')),
    queueTimeoutMs: read.duration('queue-timeout', 600_000),
    buildTimeoutMs: read.duration('build-timeout', 900_000),
    healthTimeoutMs: read.duration('health-timeout', 600_000),
    settleTimeMs: read.string('settle-time') === undefined ? undefined : read.duration('settle-time', 0),
    onSkipped: read.choice('on-skipped', ['success', 'fail'], 'success'),
  };
}

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function versionVariable(value: string): string | undefined {
  if (value === 'none') return undefined;
  if (variableName.test(value)) return value;
  const { message, fix } = badInput(
    'version-variable',
    value,
    'a name of letters, digits and _ that does not begin with a digit, or "none"',
  );
  throw new InputError(message, { fix });
}

function parseVariables(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(lines.map((line, index) => parseLine(line, index + 1)));
}

function parseLine(line: string, number: number): [string, string] {
  const at = line.indexOf('=');
  const name = line.slice(0, Math.max(at, 0)).trim();
  if (variableName.test(name)) return [name, line.slice(at + 1).trim()];
  // The line may hold a secret's value, so it is not repeated.
  throw new InputError(
    `The input "variables" has an entry (number ${number}) that is not KEY=VALUE; it is not shown, as it may hold a secret.`,
    {
      fix: 'Give one KEY=VALUE a line; a key is made of letters, digits and _. A value of several lines does not fit here: set it on Railway.',
    },
  );
}
