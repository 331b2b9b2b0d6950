import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages } from './pages.ts';

test('every page of the site that is linked is there', () => {
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

test('every page has one heading and a description', () => {
  for (const { file, body, description } of pages) {
    assert.equal(body.match(/<h1>/g)?.length, 1, file);
    assert.notEqual(description, '', file);
  }
});
