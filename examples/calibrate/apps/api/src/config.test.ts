import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

const enough = {
  DATABASE_URL: 'postgresql://localhost/x',
  ACCESS_KEYS: 'a-key-that-is-long, another-that-is-long',
};

test('two keys open the API while one is being replaced', () => {
  assert.deepEqual(readConfig(enough).accessKeys, ['a-key-that-is-long', 'another-that-is-long']);
  const rotating = { ...enough, ACCESS_KEYS: 'a-key-that-is-new', ACCESS_KEYS_PREVIOUS: 'a-key-that-is-old' };
  assert.deepEqual(readConfig(rotating).accessKeys, ['a-key-that-is-new', 'a-key-that-is-old']);
});

test('the API does not start open, or without its database', () => {
  assert.throws(() => readConfig({ ...enough, ACCESS_KEYS: '' }), /ACCESS_KEYS/);
  assert.throws(() => readConfig({ ...enough, ACCESS_KEYS: 'short' }), /16 characters/);
  assert.throws(() => readConfig({ ...enough, DATABASE_URL: undefined }), /DATABASE_URL/);
});
