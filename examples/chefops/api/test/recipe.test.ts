import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidRecipe, MAX_NAME_LENGTH, parseNewRecipe } from '../src/recipe.ts';

test('a recipe keeps its name, without the spaces around it, and goes to the pass by itself', () => {
  assert.deepEqual(parseNewRecipe({ name: '  Ratatouille ' }), { name: 'Ratatouille', station: 'pass' });
});

test('a recipe without a name is refused', () => {
  for (const body of [null, 'soup', {}, { name: 3 }, { name: '   ' }]) {
    assert.throws(() => parseNewRecipe(body), InvalidRecipe);
  }
});

test('the longest name is accepted, one character more is refused', () => {
  assert.equal(parseNewRecipe({ name: 'a'.repeat(MAX_NAME_LENGTH) }).name.length, 120);
  assert.throws(() => parseNewRecipe({ name: 'a'.repeat(MAX_NAME_LENGTH + 1) }), /at most 120 characters/);
});

test('a station that the kitchen does not have is refused, and the ones it has are told', () => {
  assert.equal(parseNewRecipe({ name: 'Tarte', station: 'pastry' }).station, 'pastry');
  assert.throws(() => parseNewRecipe({ name: 'Tarte', station: 'garden' }), /cold, hot, pastry, pass/);
});
