import ignore from 'ignore';
import { z } from 'zod';
import { builtInGate } from './built-in-gate.js';

const patterns = z.array(z.string()).min(1);
const options = z.strictObject({
  when: patterns
    .default(['src/', 'app/', 'lib/', 'api/'])
    .describe('Patterns as in a .gitignore: the public surface. A change in one of these asks for an entry.'),
  except: z
    .array(z.string())
    .default(['*.test.*', '*.spec.*', 'test/', 'tests/', '__tests__/'])
    .describe('Patterns of files in it that ask for none.'),
  touch: patterns
    .default(['CHANGELOG.md', 'CHANGES.md', '.changeset/*.md', 'docs/', 'README.md'])
    .describe('Patterns of which one must be changed too.'),
});

/** `changelog`: who changes the public surface says so, in the changelog or in the docs. */
export const changelogGate = builtInGate({
  name: 'changelog',
  options,
  async run({ when, except, touch }, { changes: read }) {
    const changes = await read();
    if (!changes.known)
      return { result: 'warned', reason: `what changed is unknown: ${changes.reason}`, findings: [] };
    const surface = ignore().add(when);
    const exempt = ignore().add(except);
    const told = ignore().add(touch);
    const touched = changes.files.filter(({ path }) => surface.ignores(path) && !exempt.ignores(path));
    const entries = changes.files.filter(({ path, status }) => status !== 'deleted' && told.ignores(path));
    if (touched.length === 0)
      return { result: 'passed', reason: 'the public surface did not change', findings: [] };
    if (entries.length > 0)
      return { result: 'passed', reason: `${entries[0]?.path} tells of the change`, findings: [] };
    const message = `${touched.length} file(s) of the public surface changed (${touched[0]?.path}), and none of ${touch.join(', ')} did. Say in one of them what changed for users.`;
    return {
      result: 'failed',
      reason: message,
      findings: [{ severity: 'error', rule: 'changelog/missing', message, file: touched[0]?.path }],
    };
  },
});
