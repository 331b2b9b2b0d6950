import { afterEach, describe, expect, it } from '@jest/globals';
import { parseYaml } from '../config/yaml.js';
import { check } from './misbehaving/run.js';
import { type Handler, serve, type TestServer } from './misbehaving/server.js';
import { placesOf } from './places.js';
import { suiteSchema } from './suite.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler): Promise<TestServer> {
  const server = await serve(handle);
  servers.push(server);
  return server;
}

const home = { name: 'home', path: '/' };

describe('what runs on the runner itself', () => {
  it('is no proof of a network: a command that ran calls no target dead that this runner cannot reach', async () => {
    const checks = [home, { name: 'own suite', kind: 'command', run: 'true' }];
    const result = await check({ checks }, 'http://127.0.0.1:1');
    expect(result.verdict).toBe('error');
    expect(result.reason).toContain('Nothing could be reached');
  });

  it('is not said to reach nothing when the control address answered', async () => {
    const { url } = await start((_, response) => response.end());
    const result = await check({ checks: [home] }, 'http://127.0.0.1:1', { run: { controlUrl: url } });
    expect(result.verdict).toBe('error');
    expect(result.reason).toContain(`No target answered this runner, although ${url} did`);
  });
});

describe('a mistake that shows only once its check is made', () => {
  const sent = 'path: /\n    method: POST\n   ';
  it.each([
    [`${sent} multipart: [{ name: f, file: gone.png }]`, 'line 5, column 34'],
    [`${sent} expect: { json-schema: gone.json }`, 'line 5, column 28'],
    [`${sent} expect: { json-schema: { type: nothing } }`, 'line 5, column 28'],
    [`${sent} headers: { x-a: "{{env.LINES}}" }`, 'line 2, column 5'],
    ['kind: dns\n    servers: ["{{env.SERVER}}"]', 'line 4, column 14'],
    ['kind: dns\n    host: https://app.example.com', 'line 4, column 11'],
  ])('is told with its line and column, where it is annotated too: %j', async (fields, place) => {
    const { url } = await start((_, response) => response.end('{}'));
    const text = `checks:\n  - name: it\n    ${fields}\n`;
    const suite = parseYaml('suite.yml', text, suiteSchema);
    const [made] = (
      await check(suite, url, {
        run: { places: placesOf('suite.yml', text) },
        deps: { env: { LINES: 'a\nb', SERVER: 'nowhere' } },
      })
    ).checks;
    expect(made?.reason).toContain(`it could not be made: suite.yml, ${place}: The `);
    const [line, column] = place.split(',').map((part) => Number(/\d+/.exec(part)));
    expect(made).toMatchObject({ verdict: 'error', place: { file: 'suite.yml', line, column } });
  });
});

describe('a file that was not checked out', () => {
  it('costs its own check and nothing else: the others are told, and what they made is cleaned up', async () => {
    const { url, asked } = await start((_, response) => response.end('{"id":7}'));
    const checks = [
      { name: 'create', path: '/items', method: 'POST', capture: { id: '$.id' } },
      {
        name: 'upload',
        path: '/',
        method: 'POST',
        multipart: [{ name: 'f', file: 'gone.png' }],
        needs: ['create'],
      },
      { name: 'delete', path: '/items/{{id}}', method: 'DELETE', cleanup: true },
    ];
    const result = await check({ checks }, url);
    expect(result.checks.map(({ verdict }) => verdict)).toEqual(['pass', 'error', 'pass']);
    expect(result.reason).toContain('gone.png');
    expect(asked).toEqual(['POST /items', 'DELETE /items/7']);
  });
});

describe('a check that asks for the version where none is expected, as a watch does', () => {
  const suite = (ran: string) => ({
    variables: { release: 'app@{{version}}' },
    checks: [
      home,
      { name: 'errors', path: '/errors?release={{release}}' },
      { name: 'after it', path: ran, needs: ['errors'] },
    ],
  });

  it('is not made, and is no proof: nobody has errors in a release that is called {{version}}', async () => {
    const { url, asked } = await start((_, response) => response.end('0'));
    const result = await check(suite('/after'), url);
    expect(asked).toEqual(['GET /']);
    expect(result.checks.map(({ name }) => name)).toEqual(['home']);
  });

  it('is missed where nothing else blocks: what only warns proves no release', async () => {
    const { url } = await start((_, response) => response.end('0'));
    const { variables, checks } = suite('/after');
    const [first, ...others] = checks;
    const result = await check({ variables, checks: [{ ...first, level: 'warn' }, ...others] }, url);
    expect(result.verdict).toBe('inconclusive');
    expect(result.reason).toContain('without a version to expect: errors, after it');
  });

  it('is no loss where nothing blocks anyway: a suite that only warns passes as before', async () => {
    const { url } = await start((_, response) => response.end('0'));
    const { variables, checks } = suite('/after');
    const warning = checks.map((one) => ({ ...one, level: 'warn' }));
    expect((await check({ variables, checks: warning }, url)).verdict).toBe('pass');
  });

  it('is made with the version that is expected', async () => {
    const { url, asked } = await start((_, response) => response.end('0'));
    const result = await check(suite('/after'), url, { run: { expectVersion: 'v7' } });
    expect(result.verdict).toBe('pass');
    expect(asked).toEqual(expect.arrayContaining(['GET /errors?release=app@v7', 'GET /after']));
  });
});
