import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderPage } from './page.ts';
import { releaseOf } from './release.ts';

test('a page shows its title as text, whatever is in it', () => {
  const html = renderPage({ title: 'A <b> & "c"', description: '', body: '<p>Body</p>', links: {} });
  assert.match(html, /<title>A &lt;b&gt; &amp; &quot;c&quot;<\/title>/);
  assert.match(html, /<p>Body<\/p>/);
});

test('a page links the sites that are known, and no others', () => {
  const html = renderPage({
    title: '',
    description: '',
    body: '',
    links: { docs: 'https://docs.example.com' },
  });
  assert.match(html, /href="https:\/\/docs\.example\.com">Documentation</);
  assert.doesNotMatch(html, /Open the console/);
});

test('a site tells the commit it was built from', () => {
  assert.deepEqual(releaseOf({ DEPLOY_SHA: 'abc' }), { version: 'abc' });
  assert.deepEqual(releaseOf({ DEPLOY_SHA: '' }), { version: 'development' });
});
