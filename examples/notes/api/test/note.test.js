import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidNote, MAX_TEXT_LENGTH, parseNewNote } from '../src/note.js';

test('a note keeps its text, without the spaces around it', () => {
  assert.deepEqual(parseNewNote({ text: '  Buy milk ' }), { text: 'Buy milk' });
});

test('a note without a text is refused', () => {
  for (const body of [null, 'milk', {}, { text: 3 }, { text: '   ' }]) {
    assert.throws(() => parseNewNote(body), InvalidNote);
  }
});

test('the longest note is accepted, one character more is refused', () => {
  assert.equal(parseNewNote({ text: 'a'.repeat(MAX_TEXT_LENGTH) }).text.length, 500);
  assert.throws(() => parseNewNote({ text: 'a'.repeat(MAX_TEXT_LENGTH + 1) }), /at most 500 characters/);
});
