import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pageOf, readPages } from './pages.ts';

test('a page has its title, its description and its place from its text', async () => {
  const page = await pageOf('first', '# First\n\nHow to begin.\n\n- one\n');
  assert.equal(page.file, 'first/index.html');
  assert.equal(page.title, 'First - Calibrate');
  assert.equal(page.description, 'How to begin.');
  assert.match(page.body, /<li>one<\/li>/);
  const linking = await pageOf('third', '# Third\n\n[first](first.md), [start](index.md)');
  assert.match(linking.body, /href="\/first\/".*href="\/"/);
  await assert.rejects(pageOf('second', 'No heading'), /second\.md has no heading/);
});

test('every page of the documentation that is linked is there', async () => {
  const pages = await readPages(fileURLToPath(new URL('../pages', import.meta.url)));
  const linked = pages.flatMap(({ body }) =>
    [...body.matchAll(/href="(\/[^"]*)"/g)].map(([, path = '']) => path),
  );
  assert.ok(linked.length > 0);
  for (const path of linked)
    assert.ok(
      pages.some(({ file }) => `/${file}` === `${path}index.html`),
      path,
    );
});
