import { statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src/errors/errors.js';

/** A folder that somebody named with an option, relative to the root without `./` and slashes at its end. Throws InputError when it is not there. */
export function givenFolder(root: string, option: string, directory: string): string {
  const path = directory.replace(/^(?:\.\/+)+/, '').replace(/\/+$/, '') || '.';
  const there = statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory();
  if (directory !== '' && there && !path.split('/').includes('..') && !path.startsWith('/')) return path;
  throw new InputError(`${option} is "${directory}", and there is no such folder in ${root}.`, {
    fix: 'Give it as it is seen from the root of the repository.',
  });
}
