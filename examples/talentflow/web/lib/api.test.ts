import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApi, findApi } from './api.ts';

function answering(status: number, body: unknown) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const ask = async (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), init });
    return new Response(JSON.stringify(body), { status });
  };
  return { ask: ask as typeof fetch, asked };
}

test('the API is where the deployed version says', async () => {
  const { ask } = answering(200, { version: 'abc', api: 'https://api.example.com/' });
  assert.equal(await findApi(ask), 'https://api.example.com');
});

test('without a deployed version the API of this machine is taken', async () => {
  assert.equal(await findApi(answering(404, {}).ask), 'http://localhost:3000');
});

test('a job is published in the name of who has logged in', async () => {
  const { ask, asked } = answering(201, { job: { id: '1', title: 'Engineer' } });
  const job = await createApi('https://api.example.com', ask).publish('token', {
    title: 'Engineer',
    description: 'Go',
  });
  assert.equal(job.id, '1');
  assert.equal(asked[0]?.url, 'https://api.example.com/api/jobs');
  assert.equal(new Headers(asked[0]?.init?.headers).get('authorization'), 'Bearer token');
});

test('what the API refuses is told in its words', async () => {
  const { ask } = answering(401, { message: 'E-mail address or password are not right.' });
  await assert.rejects(createApi('', ask).logIn('ada@example.com', 'x'), /are not right/);
});
