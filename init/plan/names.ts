import { InputError } from '../../src/errors/errors.js';
import type { Look } from '../look/parts.js';

/**
 * A branch as the filters of workflows take it. Throws InputError for one that means something else there (`!`, `*` and `+`
 * do), or that would end a quotation.
 */
export function checkedBranch(branch: string): string {
  if (/^[A-Za-z0-9_][\w./@-]*$/.test(branch)) return branch;
  throw new InputError(`The branch that production is released from is "${branch}".`, {
    fix: 'Give a branch of letters, digits, "_", ".", "/", "@" and "-" by --branch: other signs mean something else in a workflow.',
  });
}

/** A branch as it stands in a list of YAML: `1.0`, `on` and `null` would not be read as text. */
export function branchInList(branch: string): string {
  const plain = /^[A-Za-z][\w./-]*$/.test(branch) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(branch);
  return plain ? branch : `'${branch}'`;
}

/** Any text as YAML takes it for text, inside of a list too: `1.0`, `null` and `@shop/db` are folders as well. */
export function asText(text: string): string {
  const plain = /^(\.|[A-Za-z][\w./-]*)$/.test(text) && !/^(true|false|null)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}

/** Throws InputError for a folder whose name cannot stand in a workflow as it is. */
export function checkFolders({ parts, migrations }: Pick<Look, 'parts' | 'migrations'>): void {
  const folders = [...parts.map(({ directory }) => directory), ...(migrations ? [migrations.directory] : [])];
  const odd = folders.find((folder) => !/^(\.|[A-Za-z0-9_@][\w./@+-]*)$/.test(folder));
  if (odd === undefined) return;
  throw new InputError(`The folder "${odd}" would be deployed or migrated from.`, {
    fix: 'Rename it: letters, digits, "_", ".", "/", "@", "+" and "-" can stand in expressions, lists and commands of a workflow; other signs mean something else there.',
  });
}
