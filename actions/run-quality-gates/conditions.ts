import ignore from 'ignore';
import type { Logger } from '../../src/runtime/log.js';
import type { Changes } from './changes/changes.js';
import type { Gate } from './gates-file.js';

/**
 * Names of the gates that are not asked because nothing they judge has changed. When the changes are unknown every gate is
 * asked: a gate too many costs time, one too few costs a release.
 */
export async function selectChanged(
  gates: readonly Gate[],
  read: () => Promise<Changes>,
  log: Logger,
): Promise<ReadonlySet<string>> {
  const conditional = gates.filter(({ changed }) => changed !== undefined);
  if (conditional.length === 0) return new Set();
  const changes = await read();
  if (!changes.known) {
    log.warning(`All gates are asked, also those with "changed", since ${changes.reason}.`, 'Quality gates');
    return new Set();
  }
  const paths = changes.files.map(({ path }) => path);
  const idle = conditional.filter(({ changed = [] }) => {
    const rules = ignore().add(changed);
    return !paths.some((path) => rules.ignores(path));
  });
  return new Set(idle.map(({ name }) => name));
}
