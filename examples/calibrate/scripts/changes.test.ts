import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf, type Repository } from './changes.ts';
import { components } from './components.ts';
import { mixture, versionAfter } from './report.ts';

const [api, console_, , docs] = components;
const repository: Repository = {
  isAncestor: async (commit) => commit !== 'elsewhere',
  affected: async () => ['@calibrate/docs', '@calibrate/ui'],
};

async function changes(live: Record<string, string>) {
  return Promise.all(
    components.map((component) => {
      const commit = live[component.name];
      return changeOf(component, commit ? { commit } : { unknown: 'it answers 404' }, 'new', repository);
    }),
  );
}

test('only what changed is shipped, and the others must go on telling what they tell', async () => {
  const all = await changes({ api: 'old', console: 'older', marketing: 'old', docs: 'old' });
  assert.deepEqual(
    all.filter(({ changed }) => changed).map(({ component }) => component),
    [docs],
  );
  assert.deepEqual(
    all.map((change) => versionAfter(change, 'new')),
    ['old', 'older', 'old', 'new'],
  );
});

test('what cannot be compared is shipped', async () => {
  const all = await changes({ api: 'elsewhere', marketing: 'old', docs: 'new' });
  assert.deepEqual(
    all.filter(({ changed }) => changed).map(({ component }) => component),
    [api, console_],
  );
});

test('components at different releases are told by name', async () => {
  const text = mixture(
    await changes({ api: 'old', console: 'old', marketing: 'old', docs: 'old' }),
    'new',
  ).text;
  assert.equal(text, 'Not release new: docs (old). As in it: api (old), console (old), marketing (old).');
  const one = mixture(await changes({ api: 'old', console: 'old', marketing: 'old', docs: 'new' }), 'new');
  assert.deepEqual(one, { mixed: false, text: 'All 4 components are release new.' });
});
