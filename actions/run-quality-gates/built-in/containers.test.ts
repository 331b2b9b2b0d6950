import { describe, expect, it } from '@jest/globals';
import { ask, repository } from './gate-test.js';

const judge = (dockerfile: string, options: Record<string, unknown> = {}) =>
  ask('containers', repository({ 'api/Dockerfile': dockerfile }), options);
const rulesOf = (findings: readonly { rule: string; line?: number | undefined }[]) =>
  findings.map(({ rule, line }) => `${rule}:${line}`);

const good = `# syntax=docker/dockerfile:1
ARG NODE=24
FROM node:\${NODE}-slim AS build
ARG NPM_TOKEN
RUN --mount=type=secret,id=npm npm ci
FROM build AS test
FROM gcr.io/distroless/nodejs24@sha256:${'a'.repeat(64)}
COPY --from=build /app /app
ENV NODE_ENV=production \\
    # where the app looks
    TOKEN_FILE=/run/token
USER 1000
`;

describe('containers', () => {
  it('that name their base by version, hold no secret and do not run as root pass', async () => {
    expect(await judge(good)).toMatchObject({ result: 'passed', findings: [] });
  });

  it('of a base that moves are another image each day', async () => {
    for (const image of ['node', 'node:latest', 'registry:5000/acme/api'])
      expect((await judge(`FROM --platform=linux/amd64 ${image}\nUSER node\n`)).result).toBe('failed');
    expect((await judge('FROM scratch\nUSER 1\n')).result).toBe('passed');
  });

  it('with a secret in them show it to whoever pulls the image; it is not printed here', async () => {
    const { result, findings } = await judge(
      'FROM node:24\nARG STRIPE_API_KEY=sk_live_1\nENV A=1 \\\n DB_PASSWORD="hunter2"\nENV JWT_SECRET abc\nUSER node\n',
    );
    expect(result).toBe('failed');
    expect(rulesOf(findings)).toEqual(['containers/secret:2', 'containers/secret:3', 'containers/secret:5']);
    expect(JSON.stringify(findings)).not.toMatch(/sk_live|hunter2|abc/);
  });

  it('that fetch while they are built say what must come, and root is told', async () => {
    const { findings } = await judge('FROM node:24\nADD https://example.com/a.tgz /a\nUSER root:root\n');
    expect(rulesOf(findings)).toEqual(['containers/add:2', 'containers/root:3']);
    expect(findings[1]).toMatchObject({ severity: 'warning', file: 'api/Dockerfile' });
    const strict = await judge('FROM node:24\n', { root: 'error' });
    expect(strict).toMatchObject({ result: 'failed', findings: [{ rule: 'containers/root', line: 1 }] });
  });
});
