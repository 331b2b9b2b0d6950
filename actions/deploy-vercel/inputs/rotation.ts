import type { InputReader } from '../../../src/action/inputs.js';
import { InputError } from '../../../src/errors/errors.js';
import { type Rotation, rotationSteps } from '../../../src/release/rotation.js';

/** Reads `rotate`: a step and the variable it is about; undefined when nothing is rotated. Throws InputError. */
export function readRotation(read: InputReader): Rotation | undefined {
  const value = read.secret('rotate-value');
  const oldValue = read.secret('rotate-old-value');
  const text = read.string('rotate');
  if (text === undefined) return undefined;
  const [word, name, ...rest] = text.split(/\s+/);
  const step = rotationSteps.find((one) => one === word);
  if (!step || name === undefined || rest.length > 0 || !/^[A-Za-z_]\w*$/.test(name)) {
    throw new InputError(`The input "rotate" is "${text}".`, {
      fix: `It is a step and the name of a variable: ${rotationSteps.map((one) => `"${one} AUTH_SECRET"`).join(', ')}.`,
    });
  }
  if (step === 'begin' && value === undefined) {
    throw new InputError(`"rotate: begin ${name}" needs the input "rotate-value".`, {
      fix: 'Give the new value from a secret, or from a step of the same job that made and masked it.',
    });
  }
  return { step, name, value, oldValue };
}
