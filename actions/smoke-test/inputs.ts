import type { InputReader } from '../../src/action/inputs.js';
import { type Suite, suiteSchema } from '../../src/checks/suite.js';
import { InputError } from '../../src/errors/errors.js';
import { badInput } from '../../src/errors/messages.js';

/** What to check, where, and how long to wait for it. */
export interface Inputs {
  /** Base addresses by target name. */
  targets: Record<string, string>;
  expectVersion: string | undefined;
  versionTimeoutMs: number;
  consecutive: number;
  /** Absolute path of the suite. */
  config: string;
  /** True when the suite's path was given and did not come from the default. */
  configGiven: boolean;
  /** The suite written inline. */
  inline: Suite | undefined;
  /** The plain case: this path must answer with this status. */
  plain: { path: string; status: string } | undefined;
  protectionBypass: string | undefined;
}

/** Reads the inputs. Throws InputError for a bad value, a target given twice, or no target. */
export function parseInputs(read: InputReader): Inputs {
  const protectionBypass = read.secret('protection-bypass');
  const targets = targetsOf(read);
  return {
    targets,
    expectVersion: read.string('expect-version'),
    versionTimeoutMs: read.duration('version-timeout', 120_000),
    consecutive: read.integer('consecutive', { min: 1, max: 50, fallback: 3 }),
    config: read.path('config', '.github/smoke-test.yml'),
    configGiven: (read.string('config') ?? '.github/smoke-test.yml') !== '.github/smoke-test.yml',
    inline: read.yaml('checks', suiteSchema),
    plain: plainOf(read),
    protectionBypass,
  };
}

function targetsOf(read: InputReader): Record<string, string> {
  const url = read.string('url');
  const pairs = [
    ...(url === undefined ? [] : [['default', url, 'url'] as const]),
    ...read.list('targets').map(pairOf),
  ];
  const targets: Record<string, string> = {};
  for (const [name, address, input] of pairs) {
    if (Object.hasOwn(targets, name)) {
      throw new InputError(`The target "${name}" is given twice.`, {
        fix: 'Give every target a name of its own; "url" is the one named "default".',
      });
    }
    targets[name] = checkedAddress(input, name, address);
  }
  if (pairs.length === 0) {
    throw new InputError('Neither "url" nor "targets" is given, so there is nothing to check against.', {
      fix: 'Give "url" for one target, or "targets" with lines such as backend=https://api.example.com.',
    });
  }
  return targets;
}

function pairOf(line: string): readonly [string, string, string] {
  const match = /^([A-Za-z0-9][\w.-]*)\s*=\s*(.*)$/.exec(line);
  if (!match?.[1]) {
    const { message, fix } = badInput('targets', line, 'lines of the form name=url');
    throw new InputError(message, { fix });
  }
  return [match[1], match[2] ?? '', 'targets'];
}

function checkedAddress(input: string, name: string, address: string): string {
  if (address === '') {
    throw new InputError(`The target "${name}" has no address.`, {
      fix: 'Its address usually comes from an earlier job\'s output: check that the job ran, is in "needs" and sets that output.',
    });
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    const { message, fix } = badInput(
      input,
      address,
      'an http:// or https:// address without query and fragment',
    );
    throw new InputError(message, { fix });
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(`The address of the target "${name}" holds a user or a password.`, {
      fix: 'Take it out of the address and send an authorization header in the check; an address is shown in logs.',
    });
  }
  return address.replace(/\/+$/, '');
}

function plainOf(read: InputReader): Inputs['plain'] {
  const path = read.string('path');
  const status = read.string('expect-status');
  if (path === undefined) return undefined;
  if (!path.startsWith('/')) throw invalid('path', path, 'a path that begins with "/"');
  if (status !== undefined && !/^([1-5]\d\d|[1-5]xx)$/.test(status)) {
    throw invalid('expect-status', status, 'a status such as 200, or 2xx');
  }
  return { path, status: status ?? '200' };
}

function invalid(name: string, got: string, allowed: string): InputError {
  const { message, fix } = badInput(name, got, allowed);
  return new InputError(message, { fix });
}
