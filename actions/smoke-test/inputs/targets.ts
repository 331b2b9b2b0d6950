import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';
import { badInput } from '../../../src/errors/messages.js';

/** The targets as the inputs give them. */
export interface GivenTargets {
  /** Base addresses by target name. */
  targets: Record<string, string>;
  /** Those marked as served by Vercel. */
  vercelTargets: string[];
}

/** Reads `url` and `targets`. Throws InputError for an address that is none, one without a value, or a name given twice. */
export function readTargets(read: InputReader): GivenTargets {
  const url = read.string('url');
  const given: Line[] = [
    ...(url === undefined ? [] : [{ name: 'default', ...addressOf(url), input: 'url' }]),
    ...read.list('targets').map(lineOf),
  ];
  const targets: Record<string, string> = {};
  for (const { name, address, input } of given) {
    if (Object.hasOwn(targets, name)) {
      throw new InputError(`The target "${name}" is given twice.`, {
        fix: 'Give every target a name of its own; "url" is the one named "default".',
      });
    }
    targets[name] = checkedAddress(input, name, address);
  }
  return { targets, vercelTargets: given.filter(({ vercel }) => vercel).map(({ name }) => name) };
}

interface Line {
  name: string;
  address: string;
  vercel: boolean;
  input: string;
}

function lineOf(line: string): Line {
  const match = /^([A-Za-z0-9][\w.-]*)\s*=\s*(.*)$/.exec(line);
  if (!match?.[1]) {
    const { message, fix } = badInput('targets', line, 'lines of the form name=url, or name=url vercel');
    throw new InputError(message, { fix });
  }
  return { name: match[1], ...addressOf(match[2] ?? ''), input: 'targets' };
}

function addressOf(text: string): { address: string; vercel: boolean } {
  const [, address = text, mark] = /^(\S+)\s+(vercel)$/.exec(text) ?? [];
  return { address, vercel: mark !== undefined };
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
