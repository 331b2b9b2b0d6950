import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Assessment, isWaiting, shown } from './assessment.ts';

const judged: Assessment = { id: 1, document: 'Handbook', verdict: true, missing: [] };
const failed: Assessment = { ...judged, verdict: false, missing: ['C-2', 'C-3'] };
const waiting: Assessment = { ...judged, verdict: null };

test('what passed is shown as passed', () => {
  assert.deepEqual(shown(judged), { words: 'Passed', tone: 'good' });
});

test('what failed says which criteria are not met', () => {
  assert.deepEqual(shown(failed), { words: 'Failed: C-2, C-3', tone: 'bad' });
});

test('what is not judged yet is asked for again, all else is not', () => {
  assert.equal(shown(waiting).tone, 'waiting');
  assert.equal(isWaiting([judged, failed]), false);
  assert.equal(isWaiting([judged, waiting]), true);
});
