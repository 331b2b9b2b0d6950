import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from './api.js';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const password = 'correct horse battery';
const job = { title: 'Backend engineer', description: 'NestJS and PostgreSQL.' };

async function signUp(email: string): Promise<string> {
  const { body } = await api.ask('POST', '/api/auth/sign-up', { email, password });
  return body.token;
}

describe('health and version', () => {
  it('tells how each service is, and is no longer healthy without its database', async () => {
    expect(await api.ask('GET', '/health')).toMatchObject({
      status: 200,
      body: { status: 'ok', services: { database: 'ok', redis: 'ok' } },
    });
    api.store.reachable = false;
    expect(await api.ask('GET', '/health')).toMatchObject({
      status: 503,
      body: { status: 'degraded', services: { database: 'down', redis: 'ok' } },
    });
    api.store.reachable = true;
  });

  it('tells the commit that is running, also with an error', async () => {
    expect((await api.ask('GET', '/version')).body).toEqual({ version: 'abc123', name: 'talentflow-api' });
    const lost = await api.ask('GET', '/nowhere');
    expect(lost.status).toBe(404);
    expect(lost.headers.get('x-version')).toBe('abc123');
    expect(lost.headers.get('x-powered-by')).toBeNull();
  });

  it('lets the page call, and no other origin', async () => {
    const { headers } = await api.ask('GET', '/version');
    expect(headers.get('access-control-allow-origin')).toBe('https://talentflow.example');
  });
});

describe('accounts', () => {
  it('signs up once and logs in with the right password only', async () => {
    const email = 'Ada@example.com';
    const signedUp = await api.ask('POST', '/api/auth/sign-up', { email, password });
    expect(signedUp).toMatchObject({ status: 201, body: { user: { email: 'ada@example.com' } } });
    expect((await api.ask('POST', '/api/auth/sign-up', { email, password })).status).toBe(409);
    expect(await api.ask('POST', '/api/auth/log-in', { email, password })).toMatchObject({ status: 200 });
    const wrong = await api.ask('POST', '/api/auth/log-in', { email, password: 'wrong horse battery' });
    const stranger = await api.ask('POST', '/api/auth/log-in', { email: 'eve@example.com', password });
    expect(wrong).toMatchObject({ status: 401, body: stranger.body });
  });

  it('keeps no password as it was typed', async () => {
    await signUp('grace@example.com');
    const user = await api.store.userByEmail('grace@example.com');
    expect(user?.passwordHash).not.toContain(password);
  });

  it('tells what is wrong with what was sent', async () => {
    const answer = await api.ask('POST', '/api/auth/sign-up', { email: 'no address', password: 'short' });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(/email: .*; password: /);
  });

  it('stops whoever tries many passwords', async () => {
    const attempt = () => api.ask('POST', '/api/auth/log-in', { email: 'linus@example.com', password });
    const answers = await Promise.all(Array.from({ length: 12 }, attempt));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
  });

  it('goes away with all its jobs', async () => {
    const token = await signUp('alan@example.com');
    const published = await api.ask('POST', '/api/jobs', job, token);
    expect((await api.ask('DELETE', '/api/account', undefined, token)).status).toBe(204);
    expect((await api.ask('GET', `/api/jobs/${published.body.job.id}`)).status).toBe(404);
  });
});

describe('jobs', () => {
  it('are published by who has logged in, and the worker is told', async () => {
    const token = await signUp('barbara@example.com');
    const answer = await api.ask('POST', '/api/jobs', job, token);
    expect(answer).toMatchObject({ status: 201, body: { job: { ...job, keywords: [] } } });
    expect(api.published).toContainEqual({ type: 'job.published', jobId: answer.body.job.id });
    const { body } = await api.ask('GET', '/api/jobs');
    expect(body.jobs[0]).toMatchObject(job);
  });

  it('are not published by strangers, with a made-up token, or without a title', async () => {
    expect((await api.ask('POST', '/api/jobs', job)).status).toBe(401);
    expect((await api.ask('POST', '/api/jobs', job, 'made.up.token')).status).toBe(401);
    const token = await signUp('edsger@example.com');
    expect((await api.ask('POST', '/api/jobs', { ...job, title: ' ' }, token)).status).toBe(400);
  });

  it('are removed by their author only', async () => {
    const author = await signUp('donald@example.com');
    const other = await signUp('tony@example.com');
    const { body } = await api.ask('POST', '/api/jobs', job, author);
    const path = `/api/jobs/${body.job.id}`;
    expect((await api.ask('DELETE', path, undefined, other)).status).toBe(404);
    expect((await api.ask('DELETE', path, undefined, author)).status).toBe(204);
    expect((await api.ask('GET', path)).status).toBe(404);
    expect((await api.ask('GET', '/api/jobs/not-an-id')).status).toBe(404);
  });
});
