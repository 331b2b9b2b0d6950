import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listInstruments } from './api.ts';

const answering =
  (answer: Response, asked: string[] = []): typeof fetch =>
  async (address, options) => {
    asked.push(`${address} ${new Headers(options?.headers).get('authorization')}`);
    return answer;
  };

test('the key travels in a header, to the address of the build', async () => {
  const asked: string[] = [];
  const answer = Response.json({ instruments: [] });
  assert.deepEqual(await listInstruments('https://api.example.com/', 'k', answering(answer, asked)), []);
  assert.deepEqual(asked, ['https://api.example.com/api/instruments Bearer k']);
});

test('a wrong key and a broken server are told apart', async () => {
  await assert.rejects(listInstruments('', 'k', answering(new Response('', { status: 401 }))), /not known/);
  await assert.rejects(
    listInstruments('', 'k', answering(new Response('', { status: 500 }))),
    /answered 500/,
  );
});
