import { InputError } from '../../../src/errors/errors.js';
import { badInput } from '../../../src/errors/messages.js';
import { variableName } from './services.js';

/** The variable that is set to the commit; undefined for "none". Throws InputError. */
export function versionVariable(value: string): string | undefined {
  if (value === 'none') return undefined;
  if (variableName.test(value)) return value;
  const { message, fix } = badInput(
    'version-variable',
    value,
    'a name of letters, digits and _ that does not begin with a digit, or "none"',
  );
  throw new InputError(message, { fix });
}
