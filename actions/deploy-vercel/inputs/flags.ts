import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';
import { badInput } from '../../../src/errors/messages.js';

/** An item of an Edge Config, and the value it is to have as JSON text. */
export interface WantedFlag {
  /** Edge Config id, `ecfg_…`. */
  config: string;
  key: string;
  value: string;
}

const allowed = '<edge config id>/<item>, with =<JSON> behind it for another value than true, one a line';

/** Reads `flags`. Throws InputError for a bad line, an item named twice, and a target that is not production. */
export function readFlags(read: InputReader, target: string): WantedFlag[] {
  const flags = read.list('flags').map(flagIn);
  if (flags.length > 0 && target !== 'production') {
    throw new InputError(`The input "flags" is given, but "target" is "${target}".`, {
      fix: 'A flag is for everybody: set it in the step that puts the release live, with "target: production".',
    });
  }
  const twice = flags.find(({ key }, index) => flags.findIndex((other) => other.key === key) !== index);
  if (!twice) return flags;
  throw new InputError(`The input "flags" names the item "${twice.key}" twice.`, {
    fix: 'A release record knows a flag by its item: name each one once.',
  });
}

function flagIn(line: string): WantedFlag {
  const [, config, key, given = 'true'] = /^([\w-]+)\/([\w.-]+)\s*(?:=\s*(.+))?$/.exec(line) ?? [];
  if (config === undefined || key === undefined) throw bad(line);
  try {
    return { config, key, value: JSON.stringify(JSON.parse(given)) };
  } catch {
    throw bad(line);
  }
}

function bad(line: string): InputError {
  const { message, fix } = badInput('flags', line, allowed);
  return new InputError(message, { fix });
}
